// SPDX-License-Identifier: MIT
#include <set>

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
    for (const std::string_view context : {"steps.", "needs.", "inputs."}) {
      if (contains(setting.value.reveal(), context)) places.insert(setting.at);
    }
  }
  return places;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<Location> others = from_elsewhere(context.facts.facts());
  std::set<FileId> told;  // what is to be done is done once for a workflow
  for (const ClientConstruction& step : context.facts.facts().client_constructions) {
    if (step.sdk != "github-actions" || !step.key_id.given() || step.token.given()) continue;
    // A key that is written out is kept in the file: rules for literals speak of it.
    if (step.key_id.literal() || others.contains(step.key_id.at)) continue;
    if (!told.insert(step.at.file).second) continue;
    sink.report(
        step.key_id.at, step.scope,
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
