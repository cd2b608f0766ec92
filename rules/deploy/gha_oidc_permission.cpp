// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string_view>
#include <vector>

#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// What one workflow says of the permissions of its jobs.
struct Workflow {
  std::vector<const ToolSetting*> roles;
  std::vector<const ToolSetting*> permissions;  ///< "contents" of the workflow or of a job
  const ToolSetting* trigger = nullptr;         ///< the key "on", where it has a simple value
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

/// The permission beside the only others that are named, or above "on" for the whole workflow. What
/// is not named there is taken away, so that only the first is safe.
std::optional<Fix> granted(const FactStore& facts, const Workflow& workflow) {
  constexpr std::string_view kGrant = "id-token: write";
  if (workflow.permissions.size() > 1) return std::nullopt;
  const bool beside = !workflow.permissions.empty();
  const ToolSetting* anchor = beside ? workflow.permissions.front() : workflow.trigger;
  if (anchor == nullptr) return std::nullopt;
  const std::optional<std::string> front = text_before(facts, anchor->name_at);
  if (!front || !trim(*front).empty() || (!beside && !front->empty())) return std::nullopt;
  const Location line =
      start_of(ascii_before(anchor->name_at, static_cast<std::uint32_t>(front->size())));
  const std::string text = beside ? fmt::format("{}{}\n", *front, kGrant)
                                  : fmt::format("permissions:\n  {}\n  contents: read\n", kGrant);
  Fix fix = replacement(line, {}, text, beside ? FixSafety::Safe : FixSafety::Unsafe);
  fix.title = fmt::format("grant {}", kGrant);
  return fix;
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
    if (setting.path == "permissions.contents" || setting.path == "jobs.*.permissions.contents")
      workflow.permissions.push_back(&setting);
    if (setting.path == "on" && workflow.trigger == nullptr && !setting.name.empty())
      workflow.trigger = &setting;
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
      Finding& finding = sink.report(
          *role,
          "The job has no permission to ask for the token that this role is assumed with. Without "
          "access keys the action trades GitHub's OIDC token for credentials, and only a job with "
          "`id-token: write` gets one.",
          "add `permissions: {id-token: write, contents: read}` to the job or the workflow; what "
          "is "
          "not named there is taken away");
      finding.fix = granted(context.facts, workflow);
    }
  }
}

}  // namespace

RuleDefinition gha_oidc_permission() {
  return {.info = {.summary = "A role that a workflow assumes without `id-token: write`",
                   .reporting = Reporting::AsFound,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::SafeOrUnsafe},
          .check = check};
}

}  // namespace credlint::rules
