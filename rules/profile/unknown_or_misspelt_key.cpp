// SPDX-License-Identifier: MIT
#include <fmt/format.h>

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

std::string_view meant_key(const RuleContext& context, const std::string& key) {
  const DataRow* alias = context.catalog.table(Table::ConfigKeyAliases).find(key);
  if (alias != nullptr) return alias->value;
  if (key.size() < kShortestOneTypo) return {};
  std::vector<std::string_view> candidates;
  for (const DataRow& row : context.catalog.table(Table::ConfigKeys).rows) {
    if (row.note.empty() && row.key.size() >= kShortestOneTypo) candidates.push_back(row.key);
  }
  return nearest(key, candidates, key.size() < kShortestTwoTypos ? 1 : 2);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_judged(context, setting)) continue;
    const std::string_view meant = meant_key(context, to_lower(setting.key));
    if (meant.empty()) continue;
    sink.report(
        setting.key_at, setting.scope,
        fmt::format("No SDK reads the key \"{}\"; \"{}\" is meant, it seems. Unknown keys are "
                    "ignored without a word, so the setting has no effect.",
                    setting.key, meant),
        fmt::format("write {}", meant));
  }
}

}  // namespace

RuleDefinition unknown_or_misspelt_key() {
  return {.info = {.summary = "A key of a shared file is misspelt and silently ignored",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .yields_at_span = {{"token-field-misnamed", "wrapped-value"}}},
          .check = check};
}

}  // namespace credlint::rules
