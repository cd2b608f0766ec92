// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/resolver/outcomes.h"
#include "rules/views/env_scopes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Which of the two names the profile for each SDK.
resolver::Outcomes outcomes_of_both(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {"[profile current]", "region = us-east-1", "[profile old]", "region = us-east-1"},
      {},
      {{"AWS_PROFILE", "current"}, {"AWS_DEFAULT_PROFILE", "old"}, {"AWS_SDK_LOAD_CONFIG", "1"}});
  return resolver::resolved_by_all(
      context.view<resolver::AllSdks>(), machine.machine(),
      [](const resolver::Sdk&, const resolver::Resolution& resolution) {
        return "use " + resolution.profile.selected_by;
      });
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* current = variables.find("AWS_PROFILE");
    const EnvAssignment* old = variables.find("AWS_DEFAULT_PROFILE");
    if (current == nullptr || old == nullptr || current->value == old->value) continue;
    Finding& finding =
        sink.report(*old,
                    fmt::format("AWS_DEFAULT_PROFILE (\"{}\") and AWS_PROFILE (\"{}\") differ. {}",
                                old->value.reveal(), current->value.reveal(),
                                context.view<outcomes_of_both>().sentence()),
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
