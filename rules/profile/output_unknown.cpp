// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"
#include "rules/views/plain_settings.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const bool of_profile = setting.section_kind == SectionKind::Default ||
                            setting.section_kind == SectionKind::Profile;
    if (!of_profile || setting.key != "output" || !setting.parent.empty()) continue;
    const std::string_view value = setting.value.reveal();
    if (!is_plain_setting(context, setting) || may_hold(context.catalog, "output", value)) continue;
    sink.report(setting,
                fmt::format("The AWS CLI knows no output format \"{}\", and stops at every command "
                            "that uses this profile. Other tools do not read the line.",
                            value),
                "write json, text, table, yaml or yaml-stream, or remove the line");
  }
}

}  // namespace

RuleDefinition output_unknown() {
  return {.info = {.summary = "An output format that the AWS CLI does not know",
                   .reporting = Reporting::InUse,
                   .error = "UnknownOutputType",
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value"}}},
          .check = check};
}

}  // namespace credlint::rules
