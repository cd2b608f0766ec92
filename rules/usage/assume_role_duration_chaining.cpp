// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/support/file_purpose.h"
#include "rules/support/sts_calls.h"
#include "rules/support/temporary_callers.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::chrono::seconds kLongestChained{3600};

void check(const RuleContext& context, FindingSink& sink) {
  const TemporaryCallers callers(context);
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    const auto duration = seconds_of(call.duration);
    // A web identity or an assertion is no role: only AssumeRole itself can be chained.
    if (!duration || *duration <= kLongestChained || sts_operation(call) != "assumerole") continue;
    const auto caller = callers.of(call);
    if (!caller) continue;
    Finding& finding = report_in_use(
        context, sink, call.duration.at, call.scope,
        fmt::format("The role is assumed with {}, where STS gives at most {} seconds (role "
                    "chaining). It refuses longer sessions with a ValidationError: \"The requested "
                    "DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
                    "chaining\".",
                    caller->what, kLongestChained.count()),
        fmt::format("write {} or less", kLongestChained.count()));
    finding.related.push_back({caller->at, "these credentials are temporary"});
  }
}

}  // namespace

RuleDefinition assume_role_duration_chaining() {
  return {.info = {.summary = "A chained role is asked for longer than one hour",
                   .error = "ValidationError"},
          .check = check};
}

}  // namespace credlint::rules
