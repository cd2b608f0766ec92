// SPDX-License-Identifier: MIT
#include <set>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// Keys of another step's answer are no long-term keys; what comes in as an input is judged where
/// it is given.
bool comes_from_elsewhere(const Value& key_id) {
  for (const std::string_view context : {"steps.", "needs.", "inputs."}) {
    if (contains(key_id.text.reveal(), context) || contains(key_id.name, context)) return true;
  }
  return false;
}

void check(const RuleContext& context, FindingSink& sink) {
  std::set<FileId> told;  // what is to be done is done once for a workflow
  for (const ClientConstruction& step : context.facts.facts().client_constructions) {
    if (step.sdk != "github-actions" || !step.key_id.given() || step.token.given()) continue;
    // A key that is written out is kept in the file: rules for literals speak of it.
    if (step.key_id.literal() || comes_from_elsewhere(step.key_id)) continue;
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
