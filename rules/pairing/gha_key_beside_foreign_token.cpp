// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// Where a workflow takes a value from.
enum class Origin { Other, Secrets, AssumedRole };

/// What an earlier step has exported, or gives as outputs, is the role's.
Origin origin_of(std::string_view value) {
  if (contains(value, "env.AWS_") || contains(value, ".outputs.aws-")) return Origin::AssumedRole;
  return contains(value, "secrets.") ? Origin::Secrets : Origin::Other;
}

/// The inputs, or variables, of one step.
struct Step {
  const Fact* key = nullptr;
  const Fact* token = nullptr;
  Origin key_from = Origin::Other;
  Origin token_from = Origin::Other;
};

bool names_key(std::string_view name) {
  const std::string lower = to_lower(name);
  return contains(lower, "access") && contains(lower, "key") && !contains(lower, "secret");
}

std::map<ScopeId, Step> steps_of(const RuleContext& context) {
  std::map<ScopeId, Step> steps;
  const auto add = [&](const Fact& fact, bool key, bool token, std::string_view value) {
    Step& step = steps[fact.scope];
    if (key) step.key = &fact, step.key_from = origin_of(value);
    if (token) step.token = &fact, step.token_from = origin_of(value);
  };
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool != "github-actions" || !contains(setting.path, "steps.with.")) continue;
    const bool key = setting.meaning == Meaning::KeyId ||
                     (setting.meaning == Meaning::Other && names_key(setting.name));
    add(setting, key, setting.meaning == Meaning::Token, setting.value.reveal());
  }
  for (const EnvAssignment& variable : context.facts.facts().env_assignments) {
    if (variable.tool != "github-actions") continue;
    add(variable, variable.name == "AWS_ACCESS_KEY_ID", variable.name == "AWS_SESSION_TOKEN",
        variable.value.reveal());
  }
  return steps;
}

/// Files in which a step logs in by a role, and whose environment names no token besides.
std::set<FileId> files_with_role(const RuleContext& context) {
  std::set<FileId> files;
  for (const ToolSetting& setting : context.facts.facts().tool_settings)
    if (setting.tool == "github-actions" && setting.meaning == Meaning::RoleArn)
      files.insert(setting.at.file);
  for (const EnvAssignment& variable : context.facts.facts().env_assignments)
    if (variable.tool == "github-actions" && variable.name == "AWS_SESSION_TOKEN" &&
        origin_of(variable.value.reveal()) == Origin::Secrets)
      files.erase(variable.at.file);
  return files;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> files = files_with_role(context);
  for (const auto& [scope, step] : steps_of(context)) {
    const bool mixed = step.key_from == Origin::Secrets && step.token_from == Origin::AssumedRole;
    if (!mixed || !files.contains(scope.file)) continue;
    Finding& finding = sink.report(
        *step.key,
        "The key is the user's, from the secrets; the token beside it is that of the role that an "
        "earlier step assumed. AWS knows no key with the token of another.",
        "take all three from one place: `${{ env.AWS_ACCESS_KEY_ID }}`, "
        "`${{ env.AWS_SECRET_ACCESS_KEY }}` and `${{ env.AWS_SESSION_TOKEN }}`");
    finding.related.push_back({step.token->at, "the token of the role"});
  }
}

}  // namespace

RuleDefinition gha_key_beside_foreign_token() {
  return {.info = {.summary = "A user's key beside the session token of an assumed role",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
