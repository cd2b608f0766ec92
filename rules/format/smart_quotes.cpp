// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ReadValue& read : context.view<read_values>()) {
    if (read.quoting != Quoting::Smart && !has_smart_quote(read.value)) continue;
    Finding& finding = sink.report(*read.fact,
                                   "Value stands in typographic quotation marks. No SDK, shell or "
                                   "env file reader takes them for "
                                   "quotes, so they become part of the value and AWS refuses it.",
                                   "remove the typographic quotes");
    finding.confidence = read.confidence;
  }
}

}  // namespace

RuleDefinition smart_quotes() {
  return {.info = {.summary = "Typographic quotation marks around a value",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"value-invisible-char"}}},
          .check = check};
}

}  // namespace credlint::rules
