// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/env_scopes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* current = variables.find("AWS_PROFILE");
    const EnvAssignment* old = variables.find("AWS_DEFAULT_PROFILE");
    if (current == nullptr || old == nullptr || current->value == old->value) continue;
    Finding& finding = sink.report(
        *old,
        fmt::format(
            "AWS_DEFAULT_PROFILE (\"{}\") and AWS_PROFILE (\"{}\") differ. boto3 and AWS CLI v1 "
            "use AWS_DEFAULT_PROFILE; AWS CLI v2, Go v2 and Ruby use AWS_PROFILE, and the other "
            "SDKs do not know the old name.",
            old->value.reveal(), current->value.reveal()),
        "remove AWS_DEFAULT_PROFILE");
    finding.related.push_back({current->at, "the other profile"});
  }
}

}  // namespace

RuleDefinition both_profile_variables() {
  return {.info = {.summary = "AWS_PROFILE and AWS_DEFAULT_PROFILE differ",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
