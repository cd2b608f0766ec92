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
    if (entry.kind != CacheKind::Cli || !entry.complete) continue;
    if (homes.real_around(context.facts.file(entry).path) == nullptr) continue;
    const std::optional<Timestamp> end = parse_timestamp(entry.expires);
    if (!end || !is_past(*end, context.now)) continue;
    sink.report(entry,
                fmt::format("These cached role credentials ended at {}, {} ago. The AWS CLI renews "
                            "them by itself; a script, an older tool or a container that reads "
                            "this file gets \"ExpiredToken\".",
                            to_text(end->time), to_text(context.now - end->time)),
                "delete the file, or ask for fresh credentials with: aws configure "
                "export-credentials");
  }
}

}  // namespace

RuleDefinition cached_role_credentials_expired() {
  return {.info = {.summary = "Role credentials in the cache of the AWS CLI have expired",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Note,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
