// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string_view>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// One step that logs in.
struct Step {
  const ToolSetting* role = nullptr;
  bool china = false;
  bool other_way = false;  ///< says its audience, or assumes the role without GitHub's token
};

/// Whether it is in China by itself: a role's ARN or a region of that partition.
bool is_of_china(const ToolSetting& setting) {
  const std::string_view value = setting.value.reveal();
  return setting.literal &&
         ((setting.meaning == Meaning::RoleArn && value.starts_with("arn:aws-cn:")) ||
          (setting.meaning == Meaning::Region && value.starts_with("cn-")));
}

void check(const RuleContext& context, FindingSink& sink) {
  std::map<ScopeId, Step> steps;
  for (const ClientConstruction& client : context.facts.facts().client_constructions)
    if (client.sdk == "github-actions") steps[client.scope].other_way = client.key_id.given();
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    const auto step = steps.find(setting.scope);
    if (setting.tool != "github-actions" || step == steps.end()) continue;
    if (setting.meaning == Meaning::RoleArn) step->second.role = &setting;
    step->second.china = step->second.china || is_of_china(setting);
    for (const std::string_view way : {".audience", ".web-identity-token-file", ".role-chaining"})
      step->second.other_way = step->second.other_way || setting.path.ends_with(way);
  }
  for (const auto& [scope, step] : steps) {
    if (step.role == nullptr || !step.china || step.other_way) continue;
    sink.report(
        *step.role,
        "The token that GitHub gives for this role is made out to sts.amazonaws.com. STS of "
        "China is sts.amazonaws.com.cn, and refuses it: \"Incorrect token audience\".",
        "add `audience: sts.amazonaws.com.cn`, and let the identity provider in IAM have "
        "the same audience");
  }
}

}  // namespace

RuleDefinition gha_china_audience() {
  return {.info = {.summary = "A role in China whose token is made out to STS elsewhere",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidIdentityToken"},
          .check = check};
}

}  // namespace credlint::rules
