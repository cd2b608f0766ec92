// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Short keys lie within two edits of far too much.
constexpr std::size_t kShortestTwoTypos = 8;
constexpr std::size_t kShortestOneTypo = 5;

bool is_judged(const RuleContext& context, const ConfigSetting& setting) {
  const bool section = setting.section_kind == SectionKind::Default ||
                       setting.section_kind == SectionKind::Profile ||
                       setting.section_kind == SectionKind::SsoSession;
  if (!section || !setting.parent.empty() || setting.exported) return false;
  return !is_sdk_key(context.catalog, setting.key) &&
         !is_key_of_other_tool(context.catalog, setting.key);
}

/// Takes the first word off a key.
std::string_view take_word(std::string_view& key) {
  const std::string_view word = key.substr(0, key.find('_'));
  key.remove_prefix(std::min(word.size() + 1, key.size()));
  return word;
}

/// Slips of the finger leave most of a word: with another word in its place (s3_region, sso_region)
/// a key means something else. Words may be run together or taken apart.
bool is_slip_of(std::string_view key, std::string_view known) {
  if (std::ranges::count(key, '_') != std::ranges::count(known, '_')) return true;
  while (!key.empty() && !known.empty()) {
    const std::string_view word = take_word(key);
    const std::string_view meant = take_word(known);
    if (word != meant &&
        nearest(word, {&meant, 1}, std::max(word.size(), meant.size()) / 2).empty())
      return false;
  }
  return true;
}

std::string_view meant_key(const RuleContext& context, const std::string& key) {
  const DataRow* alias = context.catalog.table(Table::ConfigKeyAliases).find(key);
  if (alias != nullptr) return alias->value;
  if (key.size() < kShortestOneTypo) return {};
  std::vector<std::string_view> candidates;
  for (const DataRow& row : context.catalog.table(Table::ConfigKeys).rows) {
    if (row.note.empty() && row.key.size() >= kShortestOneTypo && is_slip_of(key, row.key))
      candidates.push_back(row.key);
  }
  return nearest(key, candidates, key.size() < kShortestTwoTypos ? 1 : 2);
}

std::set<std::pair<ScopeId, std::string>> keys_of_sections(const FactStore& facts) {
  std::set<std::pair<ScopeId, std::string>> keys;
  for (const ConfigSetting& setting : facts.facts().config_settings)
    keys.emplace(setting.scope, to_lower(setting.key));
  return keys;
}

void check(const RuleContext& context, FindingSink& sink) {
  auto keys = keys_of_sections(context.facts);
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_judged(context, setting)) continue;
    const std::string_view meant = meant_key(context, to_lower(setting.key));
    if (meant.empty()) continue;
    Finding& finding = sink.report(
        setting.key_at, setting.scope,
        fmt::format("No SDK reads the key \"{}\"; \"{}\" is meant, it seems. Unknown keys are "
                    "ignored without a word, so the setting has no effect.",
                    setting.key, meant),
        fmt::format("write {}", meant));
    // Beside the right key, or another that is mended to it, it would stand twice.
    if (keys.emplace(setting.scope, meant).second)
      finding.fix = replacement(setting.key_at, setting.key, meant, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition unknown_or_misspelt_key() {
  return {.info = {.summary = "A key of a shared file is misspelt and silently ignored",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"token-field-misnamed", "wrapped-value"}}},
          .check = check};
}

}  // namespace credlint::rules
