// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/session_token.h"
#include "rules/views/expiry_fields.h"
#include "rules/views/token_age.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const std::map<ScopeId, Timestamp>& known_expiry = context.view<expiry_by_scope>();
  for (const DatedToken& token : context.view<sent_tokens>()) {
    if (token.created + kLongestRoleTokenLife >= context.now) continue;
    if (token.created + kLongestTokenLife < context.now) continue;
    // The tool that asked for it has written down how long it lives.
    const auto expiry = known_expiry.find(token.part->scope);
    if (expiry != known_expiry.end() && !is_past(expiry->second, context.now)) continue;

    sink.report(*token.part,
                fmt::format("This session token has probably expired. It was created at {}, {} "
                            "ago; tokens of a role or of SSO "
                            "live at most 12 hours. Only GetSessionToken and "
                            "GetFederationToken can be asked for more.",
                            to_text(token.created), to_text(context.now - token.created)),
                "log in again and replace key, secret and token together");
  }
}

}  // namespace

RuleDefinition token_expired_probable() {
  return {.info = {.summary = "A session token that is older than tokens of a role live",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "ExpiredToken",
                   .yields_at_span = {{"presigned-url-expired"}},
                   .yields_in_scope = {{"expiry-field-past"}}},
          .check = check};
}

}  // namespace credlint::rules
