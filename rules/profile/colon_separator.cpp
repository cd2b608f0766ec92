// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_judged(const RuleContext& context, const ConfigSetting& setting) {
  if (setting.separator != ':' || !setting.in_section || !setting.parent.empty()) return false;
  if (setting.exported || setting.section_kind == SectionKind::Other) return false;
  return is_sdk_key(context.catalog, setting.key) &&
         !context.facts.file(setting).has(Trait::Template);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_judged(context, setting)) continue;
    sink.report(setting.key_at, setting.scope,
                fmt::format("A colon stands between \"{}\" and its value. The AWS CLI, boto3 and "
                            "Go read such a line; JavaScript, Ruby and PHP ignore it, and Java, "
                            "Rust, C++ and .NET refuse the whole file.",
                            setting.key),
                fmt::format("write {} = …", to_lower(setting.key)));
  }
}

}  // namespace

RuleDefinition colon_separator() {
  return {.info = {.summary = "A colon instead of \"=\" in a shared file",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .yields_at_span = {{"indented-property"}}},
          .check = check};
}

}  // namespace credlint::rules
