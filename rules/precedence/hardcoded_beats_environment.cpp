// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The first place that gives deployed code a role, in a file beside or above the code's folder or
/// in a folder beside it ("deploy/").
const PatternMatch* role_for(const FactStore& facts, const std::vector<const PatternMatch*>& roles,
                             std::string_view code) {
  for (const PatternMatch* role : roles) {
    const std::string_view folder = folder_of(facts.file(*role).path);
    if (is_within(code, folder) || is_within(code, folder_of(folder))) return role;
  }
  return nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  std::vector<const PatternMatch*> roles;
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const FilePurpose purpose = context.view<Purposes>().of(match);
    if (match.pattern == "deployment-role" && purpose == FilePurpose::Live) roles.push_back(&match);
  }
  if (roles.empty()) return;
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.key_id.literal() || client.key_id.inherited || client.endpoint.given()) continue;
    const FileRecord& file = context.facts.file(client);
    const std::string_view key = client.key_id.text.reveal();
    if (!is_well_formed_key_id(key) || !is_judgeable(context.catalog, key)) continue;
    if (context.view<Purposes>().of(client) != FilePurpose::Live) continue;
    const PatternMatch* role = role_for(context.facts, roles, file.path);
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
