// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool has_plain_quotes(Quoting quoting) {
  return quoting == Quoting::Single || quoting == Quoting::Double || quoting == Quoting::Backtick;
}

std::string_view who_strips(Quoting quoting) {
  switch (quoting) {
    case Quoting::Double:
      return "Only Go and PHP strip them, so it works in Terraform";
    case Quoting::Single:
      return "Only Go v2 strips them, so it works in Terraform";
    default:
      return "No SDK strips them: it does not work";
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!has_plain_quotes(setting.quoting) || setting.value.empty()) continue;
    if (setting.parent.empty() && !is_sdk_key(context.catalog, setting.key)) continue;
    if (is_command_key(context.catalog, setting.key)) continue;
    sink.report(
        setting,
        fmt::format("The value of \"{}\" stands in quotes, which are a part of it in shared "
                    "files. {} and fails in the AWS CLI, boto3, JavaScript, Java and Rust.",
                    setting.key, who_strips(setting.quoting)),
        "remove the quotes");
  }
}

}  // namespace

RuleDefinition quoted_value() {
  return {.info = {.summary = "A value of a shared file stands in quotes",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
