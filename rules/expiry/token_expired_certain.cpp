// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/support/timestamps.h"
#include "rules/support/token_age.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const DatedToken& token : dated_tokens(context)) {
    if (token.created + kLongestTokenLife >= context.now) continue;
    Finding& finding =
        sink.report(*token.part,
                    fmt::format("This session token has expired. It was created at {}, {} ago, and "
                                "no token of STS lives longer "
                                "than 36 hours; AWS answers \"The security token included in the "
                                "request is expired\", later "
                                "\"invalid\".",
                                to_text(token.created), to_text(context.now - token.created)),
                    "log in again and replace key, secret and token together");
    lower_for_purpose(finding, context.facts.file(*token.part));
  }
}

}  // namespace

RuleDefinition token_expired_certain() {
  return {.info = {.summary = "A session token that is older than any token lives",
                   .error = "ExpiredToken",
                   .yields_at_span = {{"presigned-url-expired"}},
                   .yields_in_scope = {{"expiry-field-past"}}},
          .check = check};
}

}  // namespace credlint::rules
