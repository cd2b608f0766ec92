// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <vector>

#include "rules/support/config_words.h"
#include "rules/support/file_purpose.h"
#include "rules/support/words.h"
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
  const DataRow* alias = context.catalog.table("config_key_aliases").find(key);
  if (alias != nullptr) return alias->value;
  if (key.size() < kShortestOneTypo) return {};
  std::vector<std::string_view> candidates;
  for (const DataRow& row : context.catalog.table("config_keys").rows) {
    if (row.note.empty() && row.key.size() >= kShortestOneTypo) candidates.push_back(row.key);
  }
  return nearest(key, candidates, key.size() < kShortestTwoTypos ? 1 : 2);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_judged(context, setting)) continue;
    const std::string_view meant = meant_key(context, to_lower(setting.key));
    if (meant.empty()) continue;
    report_in_use(
        context, sink, setting.key_at, setting.scope,
        fmt::format("No SDK reads the key \"{}\"; \"{}\" is meant, it seems. Unknown keys are "
                    "ignored without a word, so the setting has no effect.",
                    setting.key, meant),
        fmt::format("write {}", meant));
  }
}

}  // namespace

RuleDefinition unknown_or_misspelt_key() {
  return {.info = {.summary = "A key of a shared file is misspelt and silently ignored",
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .yields_at_span = {{"token-field-misnamed", "wrapped-value"}}},
          .check = check};
}

}  // namespace credlint::rules
