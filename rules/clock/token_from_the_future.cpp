// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/timestamps.h"
#include "rules/views/token_age.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Source: most services refuse signatures that are further off.
constexpr std::chrono::minutes kToleratedSkew{5};

void check(const RuleContext& context, FindingSink& sink) {
  for (const DatedToken& token : context.view<sent_tokens>()) {
    if (token.created <= context.now + kToleratedSkew) continue;
    sink.report(
        *token.part,
        fmt::format("This session token was created {} from now, at {}. So the clock of this "
                    "machine is slow, and "
                    "AWS refuses what it signs: most services tolerate 5 minutes, S3 15.",
                    to_text(token.created - context.now), to_text(token.created)),
        "set the clock and turn time synchronisation on");
  }
}

}  // namespace

RuleDefinition token_from_the_future() {
  return {
      .info = {.summary =
                   "A session token that was created later than the clock of this machine shows",
               .reporting = Reporting::InUse,
               .error = "RequestTimeTooSkewed"},
      .check = check};
}

}  // namespace credlint::rules
