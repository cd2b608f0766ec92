// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/resolver/outcomes.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

resolver::Outcomes outcomes_of_both(const RuleContext& context) {
  const resolver::SmallMachine machine(context, {}, {},
                                       {{"AWS_ACCESS_KEY_ID", "id"},
                                        {"AWS_SECRET_ACCESS_KEY", "secret"},
                                        {"AWS_SESSION_TOKEN", "current"},
                                        {"AWS_SECURITY_TOKEN", "old"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    const bool old = resolution.credentials && resolution.credentials->token.reveal() == "old";
    return old ? "send the value of the old name" : "send that of the current name";
  });
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.token == nullptr || set.security_token == nullptr) continue;
    if (set.token->value == set.security_token->value) continue;
    if (!is_judgeable(context.catalog, set.token->value.reveal())) continue;
    if (!is_judgeable(context.catalog, set.security_token->value.reveal())) continue;
    Finding& finding = sink.report(
        *set.security_token,
        fmt::format("{} and {} hold different tokens. {}", set.security_token->name,
                    set.token->name, context.view<outcomes_of_both>().sentence()),
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
