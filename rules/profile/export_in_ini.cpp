// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!setting.exported) continue;
    sink.report(setting.key_at, setting.scope,
                fmt::format("\"export\" before \"{}\" in a shared file. Such files are not shell "
                            "scripts: every SDK reads a key named \"export {}\" and ignores it.",
                            setting.key, setting.key),
                fmt::format("write {} without \"export\"", to_lower(setting.key)));
  }
}

}  // namespace

RuleDefinition export_in_ini() {
  return {.info = {.summary = "A shell's \"export\" in a shared config or credentials file",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
