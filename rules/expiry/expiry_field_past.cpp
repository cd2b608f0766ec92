// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/anatomy/expiry_values.h"
#include "rules/views/comments.h"
#include "rules/views/expiry_fields.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// A date says something about credentials only where there are some.
std::set<ScopeId> scopes_with_credentials(const RuleContext& context) {
  std::set<ScopeId> scopes;
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.key_id != nullptr || set.secret != nullptr || set.any_token() != nullptr)
      scopes.insert(set.scope);
  }
  return scopes;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<ScopeId> with_credentials = scopes_with_credentials(context);
  for (const ExpiryField& field : context.view<expiry_fields>()) {
    if (!field.time || !is_past(*field.time, context.now)) continue;
    if (!with_credentials.contains(field.fact->scope)) continue;
    if (stands_in_comment(context, field.fact->at)) continue;
    Finding& finding =
        sink.report(*field.fact,
                    fmt::format("These credentials have expired: {} says {}{}, {} ago. SDKs do not "
                                "read this line; they send the "
                                "credentials, and AWS refuses them.",
                                field.name, to_text(field.time->time),
                                field.time->zone_known ? "" : " (no zone given)",
                                to_text(context.now - field.time->time)),
                    "log in again with the tool that wrote this line, or remove the whole set");
    // Outside the shared files nobody may be reading the set any more: a saved answer of STS, a
    // cache.
    if (!context.facts.file(*field.fact).has(Trait::SharedConfig))
      finding.severity = std::min(finding.severity, Severity::Warning);
  }
}

}  // namespace

RuleDefinition expiry_field_past() {
  return {.info = {.summary = "Credentials whose own expiry field is in the past",
                   .reporting = Reporting::InUse,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
