// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    const Value& offset = client.clock_offset;
    if (!offset.literal() || offset.inherited || offset.text.reveal() == "0") continue;
    sink.report(
        offset.at, client.scope,
        fmt::format("Requests are signed with a clock that is shifted by {}, for ever. It is right "
                    "only as long as this machine's clock is wrong by just that much; after that "
                    "AWS answers RequestTimeTooSkewed or SignatureDoesNotMatch.",
                    offset.text.reveal()),
        "leave it out: SDKs correct the offset by AWS's own answer (correctClockSkew in JavaScript "
        "version 2), and set the clock of the machine");
  }
}

}  // namespace

RuleDefinition constant_clock_offset() {
  return {.info = {.summary = "A constant offset is added to the clock for signing",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "RequestTimeTooSkewed"},
          .check = check};
}

}  // namespace credlint::rules
