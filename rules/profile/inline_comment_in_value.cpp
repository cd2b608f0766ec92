// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

const resolver::SettingWords kWords = {.takes = "cut it off",
                                       .differs = "take it for a part of the value",
                                       .ignores = "ignore the line"};

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!setting.comment || setting.value.empty()) continue;
    if (setting.parent.empty() && !is_sdk_key(context.catalog, setting.key)) continue;
    Finding& finding =
        sink.report(*setting.comment, setting.scope,
                    fmt::format("Comment behind the value of \"{}\". {}", setting.key,
                                resolver::outcomes_of(context, setting, kWords).sentence()),
                    "move the comment to a line of its own");
    if (setting.parent.empty() && setting.quoting == Quoting::None)
      finding.fix = comment_above(context.facts, setting.at, *setting.comment);
  }
}

}  // namespace

RuleDefinition inline_comment_in_value() {
  return {.info = {.summary = "A comment behind a value that some SDKs read as part of it",
                   .reporting = Reporting::InUse,
                   .error = "IncompleteSignature",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
