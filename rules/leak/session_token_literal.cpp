// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposed_parts.h"

namespace credlint::rules {
namespace {

/// STS issues no token for longer than 36 hours.
bool has_certainly_expired(const CredentialPart& token, TimePoint now) {
  const TokenReading reading = read_session_token(trim(token.value.reveal()));
  return reading.token.created && *reading.token.created + std::chrono::hours(36) < now;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExposedPart& found : exposed_tokens(context)) {
    const bool expired = has_certainly_expired(*found.part, context.now);
    Finding& finding = sink.report(
        *found.part,
        std::string(expired ? "Session token stands here as a literal. It has expired, but shows "
                              "that tokens are kept in this file and "
                              "names the account that issued it."
                            : "Session token stands here as a literal. With the key beside it, "
                              "everybody who can read this file has "
                              "the same rights until it expires.")
            .append(found.doubt),
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
