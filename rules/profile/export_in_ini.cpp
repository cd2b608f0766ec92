// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

const resolver::SettingWords kWords = {
    .takes = "read the key", .differs = "read the key", .ignores = "ignore the line"};

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!setting.exported) continue;
    Finding& finding = sink.report(
        setting.key_at, setting.scope,
        fmt::format("\"export\" before \"{}\" in a shared file, which is no shell script. {}",
                    setting.key, resolver::outcomes_of(context, setting, kWords).sentence()),
        fmt::format("write {} without \"export\"", to_lower(setting.key)));
    const std::optional<std::string> front = text_before(context.facts, setting.key_at);
    if (!front || trim(*front) != "export") continue;
    finding.fix =
        replacement(ascii_before(setting.key_at, static_cast<std::uint32_t>(front->size())), *front,
                    {}, FixSafety::Safe);
    finding.fix->title = "remove \"export\"";
  }
}

}  // namespace

RuleDefinition export_in_ini() {
  return {.info = {.summary = "A shell's \"export\" in a shared config or credentials file",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
