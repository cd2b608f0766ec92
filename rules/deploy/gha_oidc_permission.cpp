// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What one workflow says of the permissions of its jobs.
struct Workflow {
  std::vector<const ToolSetting*> roles;
  bool grants = false;  ///< id-token: write stands in it, for a job or for all
  bool called = false;  ///< another workflow calls it, and grants
};

bool is_granted(const ToolSetting& setting) {
  const std::string_view value = setting.value.reveal();
  return value == "write" || value == "write-all";
}

/// Whether it says that other workflows call this one.
bool is_call(const ToolSetting& setting) {
  return setting.path.starts_with("on.workflow_call") ||
         (setting.path == "on" && setting.value.reveal() == "workflow_call");
}

/// Which jobs a permission is for is not told by a setting's path alone: one that grants it
/// anywhere counts for the whole workflow.
void check(const RuleContext& context, FindingSink& sink) {
  std::map<FileId, Workflow> workflows;
  std::map<ScopeId, const ClientConstruction*> steps;
  for (const ClientConstruction& step : context.facts.facts().client_constructions) {
    if (step.sdk == "github-actions") steps[step.scope] = &step;
  }
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool != "github-actions") continue;
    Workflow& workflow = workflows[setting.at.file];
    const bool of_job = setting.path.starts_with("jobs.");
    if (setting.meaning == Meaning::RoleArn && of_job) workflow.roles.push_back(&setting);
    workflow.called = workflow.called || is_call(setting);
    if (setting.path.ends_with("permissions") || setting.path.ends_with("permissions.id-token"))
      workflow.grants = workflow.grants || is_granted(setting);
    // Credentials that are there before: of a step, or of the runner.
    if (setting.path.ends_with("role-chaining") ||
        setting.path.ends_with("web-identity-token-file"))
      steps.erase(setting.scope);
  }
  for (const auto& [file, workflow] : workflows) {
    if (workflow.grants || workflow.called) continue;
    for (const ToolSetting* role : workflow.roles) {
      const auto step = steps.find(role->scope);
      if (step == steps.end() || step->second->key_id.given()) continue;
      sink.report(
          *role,
          "The job has no permission to ask for the token that this role is assumed with. Without "
          "access keys the action trades GitHub's OIDC token for credentials, and only a job with "
          "`id-token: write` gets one.",
          "add `permissions: {id-token: write, contents: read}` to the job or the workflow; what "
          "is "
          "not named there is taken away");
    }
  }
}

}  // namespace

RuleDefinition gha_oidc_permission() {
  return {.info = {.summary = "A role that a workflow assumes without `id-token: write`",
                   .reporting = Reporting::AsFound,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
