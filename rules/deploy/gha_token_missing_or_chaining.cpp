// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string_view>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The inputs of one step that logs in to AWS.
struct Step {
  const ToolSetting* key_id = nullptr;
  bool token = false;
};

/// What another step gives is temporary: actions that give credentials have assumed a role.
bool is_output_of_step(const ToolSetting& setting) {
  return !setting.literal && contains(setting.value.reveal(), "steps.") &&
         contains(setting.value.reveal(), ".outputs.aws-access-key-id");
}

void check(const RuleContext& context, FindingSink& sink) {
  std::map<ScopeId, Step> steps;
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool != "github-actions") continue;
    Step& step = steps[setting.scope];
    if (setting.meaning == Meaning::KeyId && is_output_of_step(setting)) step.key_id = &setting;
    step.token = step.token || setting.meaning == Meaning::Token;
  }
  for (const auto& [scope, step] : steps) {
    if (step.key_id == nullptr || step.token) continue;
    sink.report(*step.key_id,
                "Key and secret come from a step that has assumed a role, and its session token is "
                "not passed. AWS does not know a temporary key without its token.",
                "add `aws-session-token: ${{ steps.….outputs.aws-session-token }}`, or remove the "
                "keys and set `role-chaining: true`");
  }
}

}  // namespace

RuleDefinition gha_token_missing_or_chaining() {
  return {.info = {.summary = "Credentials of an earlier step without their session token",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
