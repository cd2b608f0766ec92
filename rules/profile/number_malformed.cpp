// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"
#include "rules/views/plain_settings.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_number(std::string_view value) {
  std::string_view text = trim(value);
  if (starts_with(text, "-") || starts_with(text, "+")) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!takes_number(context.catalog, setting.key) || !setting.parent.empty()) continue;
    const std::string_view value = setting.value.reveal();
    if (!is_plain_setting(context, setting) || value.empty() || is_number(value)) continue;
    sink.report(setting,
                fmt::format("{} takes a whole number, and \"{}\" is none. boto3 and the AWS CLI "
                            "stop where they read it, before any request.",
                            setting.key, value),
                "write a whole number, or remove the line");
  }
}

}  // namespace

RuleDefinition number_malformed() {
  return {.info = {.summary = "A setting of a shared file that has to be a number and is none",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError",
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value",
                                       "unexpanded-variable"}}},
          .check = check};
}

}  // namespace credlint::rules
