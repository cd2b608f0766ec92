// SPDX-License-Identifier: MIT
#include <map>

#include "rules/support/env_scopes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const auto& [scope, variables] : literal_variables(context.facts)) {
    const EnvAssignment* key_id = variables.find("AWS_ACCESS_KEY_ID");
    const EnvAssignment* secret = variables.find("AWS_SECRET_ACCESS_KEY");
    const EnvAssignment* profile = variables.find("AWS_PROFILE");
    if (key_id == nullptr || secret == nullptr || profile == nullptr) continue;
    Finding& finding = sink.report(
        *profile,
        "AWS_PROFILE stands beside a key pair in the environment. boto3, the AWS CLI, Go, Java, "
        "PHP and "
        "Rust use the keys; JavaScript v3, .NET v3 and Terraform use the profile: the same "
        "environment gives different identities.",
        "keep either the profile or the keys");
    finding.related.push_back({key_id->at, "the key pair"});
  }
}

}  // namespace

RuleDefinition env_and_profile() {
  return {.info = {.summary = "A key pair and AWS_PROFILE in one environment",
                   .severity = Severity::Warning,
                   .error = "AccessDenied",
                   .yields_at_span = {{"profile-set-but-missing-kills-env"}}},
          .check = check};
}

}  // namespace credlint::rules
