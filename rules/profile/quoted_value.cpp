// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/value_errors.h"
#include "rules/resolver/outcomes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool has_plain_quotes(Quoting quoting) {
  return quoting == Quoting::Single || quoting == Quoting::Double || quoting == Quoting::Backtick;
}

std::string_view quote_of(Quoting quoting) {
  if (quoting == Quoting::Backtick) return "`";
  return quoting == Quoting::Single ? "'" : "\"";
}

const resolver::SettingWords kWords = {
    .takes = "strip them", .differs = "keep them and fail", .ignores = "ignore the line"};

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!has_plain_quotes(setting.quoting) || setting.value.empty()) continue;
    if (setting.parent.empty() && !is_sdk_key(context.catalog, setting.key)) continue;
    if (is_command_key(context.catalog, setting.key)) continue;
    Finding& finding = sink.report(
        setting,
        fmt::format("The value of \"{}\" stands in quotes, which are a part of it in shared "
                    "files. {}",
                    setting.key, resolver::outcomes_of(context, setting, kWords).sentence()),
        "remove the quotes");
    // Credentials, a role, a region: AWS or the SDK names what it cannot use by its kind.
    const KeyName* known = context.catalog.key(setting.key);
    if (known != nullptr) finding.error = error_of_damaged(known->meaning);
    finding.fix = credlint::without_quotes(setting.at, quote_of(setting.quoting), FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition quoted_value() {
  return {.info = {.summary = "A value of a shared file stands in quotes",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
