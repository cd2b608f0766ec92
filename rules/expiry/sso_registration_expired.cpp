// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/timestamps.h"
#include "rules/views/homes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

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
        fmt::format("This sign-in can no longer be refreshed: the client registration it is "
                    "refreshed with ended at {}. When the token itself ends, the AWS CLI, boto3 "
                    "and the other SDKs stop with \"Token has expired and refresh failed\" instead "
                    "of renewing it.",
                    to_text(end->time)),
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
