// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

const resolver::SettingWords kWords = {.takes = "read it in any case",
                                       .differs = "read it in any case",
                                       .ignores = "ignore it without a word"};

bool is_judged(const ConfigSetting& setting) {
  return setting.in_section && setting.parent.empty() && !setting.exported &&
         setting.section_kind != SectionKind::Other;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const std::string lower = to_lower(setting.key);
    if (lower == setting.key || !is_judged(setting)) continue;
    if (!is_sdk_key(context.catalog, lower)) continue;
    Finding& finding = sink.report(
        setting.key_at, setting.scope,
        fmt::format("Keys of shared files are written in lower case, unlike \"{}\". {}",
                    setting.key, resolver::outcomes_of(context, setting, kWords).sentence()),
        fmt::format("write {}", lower));
    finding.fix = replacement(setting.key_at, setting.key, lower, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition key_case() {
  return {.info = {.summary = "A key of a shared file in capitals, which most SDKs ignore",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"colon-separator", "indented-property"}}},
          .check = check};
}

}  // namespace credlint::rules
