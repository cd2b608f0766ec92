// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.token == nullptr || set.security_token == nullptr) continue;
    if (set.token->value == set.security_token->value) continue;
    if (!is_judgeable(context.catalog, set.token->value.reveal())) continue;
    if (!is_judgeable(context.catalog, set.security_token->value.reveal())) continue;
    Finding& finding = sink.report(
        *set.security_token,
        fmt::format("{} and {} hold different tokens. The AWS CLI and boto3 send the value of the "
                    "old name, "
                    "{}; all other SDKs send the other, so some of them fail.",
                    set.security_token->name, set.token->name, set.security_token->name),
        fmt::format("delete the line {}; it is only needed by tools that are no longer maintained",
                    set.security_token->name));
    finding.related.push_back({set.token->at, "the token under its current name"});
  }
}

}  // namespace

RuleDefinition token_variants_differ() {
  return {
      .info = {.summary = "The old and the current name of the session token hold different values",
               .reporting = Reporting::InUse,
               .error = "ExpiredToken"},
      .check = check};
}

}  // namespace credlint::rules
