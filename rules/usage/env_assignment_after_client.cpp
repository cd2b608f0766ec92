// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/views/client_environment.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool sets_credentials(Meaning meaning) {
  return meaning == Meaning::KeyId || meaning == Meaning::Secret || meaning == Meaning::Token ||
         meaning == Meaning::Profile;
}

/// Clients made later see the new value, but for those of boto3's own session, which keeps the
/// credentials that it found first.
bool is_taken_up_later(const FactStore& facts, const EnvAssignment& assignment,
                       const ClientConstruction& early, bool credentials) {
  const auto& clients = facts.facts().client_constructions;
  return std::any_of(clients.begin(), clients.end(), [&](const ClientConstruction& client) {
    if (client.at.file != early.at.file || client.at.span.begin < assignment.name_at.span.end)
      return false;
    const bool kept = credentials && client.sdk == "boto3" && early.sdk == "boto3" &&
                      (client.constructor == "client" || client.constructor == "resource");
    return !kept;
  });
}

/// Between the two a role is assumed with the client, or with one made from it: what is set then is
/// for other processes.
bool asks_for_credentials(const FileFacts& facts, const ClientConstruction& client,
                          const EnvAssignment& assignment) {
  if (client.service != "sts" && !client.service.empty()) return false;
  return std::any_of(facts.role_assumptions.begin(), facts.role_assumptions.end(),
                     [&](const RoleAssumption& call) {
                       return call.at.file == client.at.file &&
                              call.at.span.begin > client.at.span.begin &&
                              call.at.span.begin < assignment.name_at.span.begin;
                     });
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  for (const EnvAssignment& assignment : facts.env_assignments) {
    if (assignment.syntax != EnvSyntax::Code || assignment.test) continue;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr) continue;
    const bool credentials = sets_credentials(name->meaning);
    if (!credentials && name->meaning != Meaning::Region) continue;
    for (const ClientConstruction& client : facts.client_constructions) {
      if (client.at.file != assignment.at.file || client.function != assignment.function) continue;
      if (client.at.span.begin >= assignment.name_at.span.begin) continue;
      const ReadAtConstruction reads = reads_at_construction(context.catalog, client);
      if (credentials ? !reads.credentials : !reads.region) continue;
      if (credentials && asks_for_credentials(facts, client, assignment)) continue;
      // One client that it comes too late for decides.
      if (is_taken_up_later(context.facts, assignment, client, credentials)) break;
      Finding& finding = sink.report(
          assignment.name_at, assignment.scope,
          fmt::format("{} is set after {} was called. The client has read the environment by then "
                      "and keeps the {} that it found.",
                      assignment.name, client.callee, credentials ? "identity" : "region"),
          "set it before the client is made, or pass the value to the client");
      finding.related.push_back({client.at, "the client is made here"});
      break;
    }
  }
}

}  // namespace

RuleDefinition env_assignment_after_client() {
  return {.info = {.summary = "The environment is changed after the client was made",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
