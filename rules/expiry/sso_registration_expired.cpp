// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/timestamps.h"
#include "rules/resolver/sign_ins.h"
#include "rules/views/homes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What every SDK does once the token has ended, too.
std::string outcome_at_the_end(const RuleContext& context, CacheEntry entry) {
  entry.expires = entry.registration_expires;
  return resolver::outcomes_of_sso(context, resolver::SsoForm::Session, &entry).sentence();
}

void check(const RuleContext& context, FindingSink& sink) {
  const Homes& homes = context.view<Homes>();
  for (const CacheEntry& entry : context.facts.facts().cache_entries) {
    // A registration by itself is renewed at the next sign-in; one beside a token is what the
    // token is refreshed with.
    if (entry.kind != CacheKind::Sso || !entry.has_access_token || !entry.has_refresh_token)
      continue;
    if (!entry.registration_at) continue;
    if (homes.real_around(context.facts.file(entry).path) == nullptr) continue;
    const std::optional<Timestamp> end = parse_timestamp(entry.registration_expires);
    if (!end || !is_past(*end, context.now)) continue;
    sink.report(
        *entry.registration_at, entry.scope,
        fmt::format(
            "This sign-in can no longer be refreshed: the client registration it is "
            "refreshed with ended at {}. When the token itself ends, nobody can renew it: {}",
            to_text(end->time), outcome_at_the_end(context, entry)),
        "run: aws sso logout, then aws sso login, which registers anew");
  }
}

}  // namespace

RuleDefinition sso_registration_expired() {
  return {.info = {.summary = "The client registration of a cached sign-in has expired",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning,
                   .error = "TokenRetrievalError",
                   .yields_in_scope = {{"sso-token-expired"}}},
          .check = check};
}

}  // namespace credlint::rules
