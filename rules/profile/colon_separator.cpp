// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

const resolver::SettingWords kWords = {
    .takes = "read such a line", .differs = "read another value", .ignores = "ignore it"};

bool is_judged(const RuleContext& context, const ConfigSetting& setting) {
  if (setting.separator != ':' || !setting.in_section || !setting.parent.empty()) return false;
  if (setting.exported || setting.section_kind == SectionKind::Other) return false;
  return is_sdk_key(context.catalog, setting.key);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_judged(context, setting)) continue;
    Finding& finding =
        sink.report(setting.key_at, setting.scope,
                    fmt::format("A colon stands between \"{}\" and its value. {}", setting.key,
                                resolver::outcomes_of(context, setting, kWords).sentence()),
                    fmt::format("write {} = …", to_lower(setting.key)));
    if (setting.quoting == Quoting::None)
      finding.fix =
          write_between(context.facts, setting.key_at, setting.at, " = ", FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition colon_separator() {
  return {.info = {.summary = "A colon instead of \"=\" in a shared file",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"indented-property"}}},
          .check = check};
}

}  // namespace credlint::rules
