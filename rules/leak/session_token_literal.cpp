// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposed_parts.h"

namespace credlint::rules {
namespace {

bool has_certainly_expired(const SessionToken& token, TimePoint now) {
  return token.created && *token.created + kLongestTokenLife < now;
}

std::string message_for(const SessionToken& token, bool expired) {
  if (!expired)
    return "Session token stands here as a literal. With the key beside it, everybody who can read "
           "this file has the same rights until it expires.";
  std::string text =
      "Session token stands here as a literal. It has expired, but shows that tokens are kept in "
      "this file";
  // Tokens of the global endpoint do not say whose they are.
  return text.append(token.account.empty() ? "." : " and names the account that issued it.");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExposedPart& found : exposed_tokens(context)) {
    // In a URL it is percent-encoded.
    const std::string value = percent_decode(trim(found.part->value.reveal()));
    const SessionToken token = read_session_token(value).token;
    const bool expired = has_certainly_expired(token, context.now);
    Finding& finding =
        sink.report(*found.part, message_for(token, expired).append(found.doubt),
                    "remove it and let a profile or role fetch temporary credentials");
    finding.severity = expired ? std::min(found.severity, Severity::Warning) : found.severity;
    finding.confidence = found.confidence;
  }
}

}  // namespace

RuleDefinition session_token_literal() {
  return {.info = {.summary = "A session token written into a file",
                   .reporting = Reporting::AsFound,
                   .yields_at_span = {{"secret-in-dockerfile", "secret-in-ci-yaml", "secret-in-iac",
                                       "presigned-url-live"}}},
          .check = check};
}

}  // namespace credlint::rules
