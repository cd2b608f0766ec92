// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/value_fixes.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

// A query parameter by itself ("X-Amz-Security-Token" in a recorded request) is encoded rightly.
bool is_query_parameter(const CredentialPart& part) {
  return starts_with(to_lower(part.name), "x-amz-");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : named_parts(context, PartKind::Token)) {
    if (!is_percent_encoded(judged.value) || is_query_parameter(*judged.part)) continue;
    if (!starts_like_session_token(percent_decode(judged.value))) continue;
    Finding& finding = report(
        sink, judged,
        "Session token is percent-encoded as in a URL. Outside a URL nobody decodes %2F, %2B "
        "and %3D, so these characters themselves are sent and AWS refuses the token, for every "
        "SDK.",
        "write '/' for %2F, '+' for %2B and '=' for %3D");
    finding.fix = percent_decoded(judged.part->at, judged.part->value.reveal());
  }
}

}  // namespace

RuleDefinition token_percent_encoded() {
  return {.info = {.summary = "A percent-encoded session token outside a URL",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"placeholder-value"}}},
          .check = check};
}

}  // namespace credlint::rules
