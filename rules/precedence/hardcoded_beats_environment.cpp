// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/anatomy/key_id.h"
#include "rules/views/deployments.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const Deployments& deployments = context.view<Deployments>();
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.key_id.literal() || client.key_id.inherited || client.endpoint.given()) continue;
    const std::string_view key = client.key_id.text.reveal();
    if (!is_well_formed_key_id(key) || !is_judgeable(context.catalog, key)) continue;
    if (context.view<Purposes>().of(client) != FilePurpose::Live) continue;
    const PatternMatch* role = deployments.role_of(client.at.file);
    if (role == nullptr) continue;
    Finding& finding = sink.report(
        client.key_id.at, client.scope,
        fmt::format("The code is deployed with a role, but {} is given the key {}. An explicit key "
                    "comes before the role in every SDK, so the role's rights do not count; once "
                    "the key is rotated or expires, requests fail although the role is right.",
                    client.callee, client.key_id.text.redacted_key_id()),
        "leave the credentials out: the SDK takes those of the role");
    finding.related.push_back({role->at, "the role that the platform gives"});
  }
}

}  // namespace

RuleDefinition hardcoded_beats_environment() {
  return {.info = {.summary = "A hard-coded key in code that is deployed with a role",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
