// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <vector>

#include "rules/views/file_matches.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// Where keys come from another step's answer, and are no long-term keys, or come in as an input,
/// and are judged where they are given.
std::set<Location> from_elsewhere(const FileFacts& facts) {
  std::set<Location> places;
  for (const ToolSetting& setting : facts.tool_settings) {
    if (setting.tool != "github-actions" || setting.literal) continue;
    if (contains(setting.value.reveal(), "secrets."))
      continue;  // inputs.x && secrets.A || secrets.B
    for (const std::string_view context : {"steps.", "needs.", "inputs."}) {
      if (contains(setting.value.reveal(), context)) places.insert(setting.at);
    }
  }
  return places;
}

/// Keys that a step of configure-aws-credentials is given.
std::vector<const Location*> given_to_steps(const FileFacts& facts) {
  const std::set<Location> others = from_elsewhere(facts);
  std::vector<const Location*> keys;
  for (const ClientConstruction& step : facts.client_constructions) {
    if (step.sdk != "github-actions" || !step.key_id.given() || step.token.given()) continue;
    // A key that is written out is kept in the file: rules for literals speak of it.
    if (step.key_id.literal() || others.contains(step.key_id.at)) continue;
    keys.push_back(&step.key_id.at);
  }
  return keys;
}

/// Keys in variables of a workflow, of a job or of a step, for AWS itself.
std::vector<const Location*> given_as_variables(const RuleContext& context) {
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  const FileMatches& matches = context.view<FileMatches>();
  std::set<ScopeId> with_token;
  for (const EnvAssignment* token : context.facts.env("AWS_SESSION_TOKEN"))
    with_token.insert(token->scope);
  std::vector<const Location*> keys;
  for (const EnvAssignment* key : context.facts.env("AWS_ACCESS_KEY_ID")) {
    const bool secret =
        key->tool == "github-actions" && !key->literal && contains(key->value.reveal(), "secrets.");
    if (!secret || with_token.contains(key->scope)) continue;
    if (endpoints.in_file(key->at.file) || matches.in_file_of(*key, "aws-stub") ||
        matches.in_file_of(*key, "endpoint-given"))
      continue;
    keys.push_back(&key->at);
  }
  return keys;
}

void check(const RuleContext& context, FindingSink& sink) {
  std::vector<const Location*> keys = given_to_steps(context.facts.facts());
  for (const Location* key : given_as_variables(context)) keys.push_back(key);
  std::ranges::sort(keys, {}, [](const Location* key) { return *key; });
  std::set<FileId> told;  // what is to be done is done once for a workflow
  for (const Location* key : keys) {
    if (!told.insert(key->file).second) continue;
    sink.report(
        *key, ScopeId{},
        "A long-term key is kept in the secrets of the repository for this workflow. GitHub "
        "vouches for its jobs itself (OIDC): a role that trusts it needs no key that "
        "could be copied, and none that must be rotated.",
        "create a role that trusts token.actions.githubusercontent.com; then "
        "`role-to-assume` and `permissions: {id-token: write, contents: read}` replace the "
        "key");
  }
}

}  // namespace

RuleDefinition keys_in_ci_with_oidc() {
  return {.info = {.summary = "A workflow uses a long-term key where OIDC would give it a role",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .error = ""},
          .check = check};
}

}  // namespace credlint::rules
