// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/sts_calls.h"
#include "rules/views/temporary_callers.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::chrono::seconds kLongestChained{3600};

void check(const RuleContext& context, FindingSink& sink) {
  const TemporaryCallers& callers = context.view<TemporaryCallers>();
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    const auto duration = seconds_of(call.duration);
    // A web identity or an assertion is no role: only AssumeRole itself can be chained.
    if (!duration || *duration <= kLongestChained || sts_operation(call) != "assumerole") continue;
    const auto caller = callers.of(call);
    if (!caller) continue;
    Finding& finding = sink.report(
        call.duration.at, call.scope,
        fmt::format("The role is assumed with {}, where STS gives at most {} seconds (role "
                    "chaining). It refuses longer sessions with a ValidationError: \"The requested "
                    "DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
                    "chaining\".",
                    caller->what, kLongestChained.count()),
        fmt::format("write {} or less", kLongestChained.count()));
    if (call.duration.literal())
      finding.fix = replacement(call.duration.at, call.duration.text.reveal(),
                                std::to_string(kLongestChained.count()), FixSafety::Unsafe);
    finding.related.push_back({caller->at, "these credentials are temporary"});
  }
}

}  // namespace

RuleDefinition assume_role_duration_chaining() {
  return {.info = {.summary = "A chained role is asked for longer than one hour",
                   .reporting = Reporting::InUse,
                   .error = "ValidationError",
                   .fixes = Fixes::Unsafe},
          .check = check};
}

}  // namespace credlint::rules
