// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <vector>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kTypos = 4;

void check(const RuleContext& context, FindingSink& sink) {
  const DataTable& table = context.catalog.table(Table::CredentialSources);
  std::vector<std::string_view> sources;
  for (const DataRow& row : table.rows) sources.push_back(row.key);
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!equals_ignoring_case(setting.key, "credential_source") || !setting.parent.empty())
      continue;
    if (setting.value.empty() || table.find(setting.value.reveal()) != nullptr) continue;
    const std::string_view near = nearest(setting.value.reveal(), sources, kTypos);
    Finding& finding = sink.report(
        setting,
        "credential_source has a value that SDKs do not know. They compare it letter by "
        "letter, case included, and stop with \"The credential source is not valid\".",
        near.empty() ? fmt::format("write one of {}", fmt::join(sources, ", "))
                     : fmt::format("write {}", near));
    if (!near.empty())
      finding.fix = replacement(setting.at, setting.value.reveal(), near, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition credential_source_value() {
  return {.info = {.summary = "credential_source is not one of its three values",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
