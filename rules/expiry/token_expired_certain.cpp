// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/session_token.h"
#include "rules/anatomy/timestamps.h"
#include "rules/views/file_matches.h"
#include "rules/views/token_age.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// A signed request that was saved holds a token that nobody sends again.
bool is_saved_request(const RuleContext& context, const CredentialPart& token) {
  return context.view<Purposes>().of(token) == FilePurpose::Data &&
         context.view<FileMatches>().in_file_of(token, "security-token-header");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const DatedToken& token : context.view<sent_tokens>()) {
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
    if (is_saved_request(context, *token.part)) finding.severity = Severity::Note;
  }
}

}  // namespace

RuleDefinition token_expired_certain() {
  return {.info = {.summary = "A session token that is older than any token lives",
                   .reporting = Reporting::InUse,
                   .error = "ExpiredToken",
                   .yields_at_span = {{"presigned-url-expired"}},
                   .yields_in_scope = {{"expiry-field-past"}}},
          .check = check};
}

}  // namespace credlint::rules
