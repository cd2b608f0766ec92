// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/anatomy/paths.h"
#include "scanner/core/part_of.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// A job that calls a workflow of the same repository.
struct Call {
  const ToolSetting* workflow = nullptr;
  bool all = false;  ///< secrets: inherit
  std::set<std::string, std::less<>> given;
};

/// The secret that a value is taken from, "${{ secrets.NAME }}" → "NAME"; or an empty text.
std::string_view secret_of(std::string_view value) {
  constexpr std::string_view kContext = "secrets.";
  const std::size_t at = value.find(kContext);
  if (at == std::string_view::npos) return {};
  std::string_view name = value.substr(at + kContext.size());
  return name.substr(0, name.find_first_of(" }|)"));
}

/// A part of a credential that a workflow takes from its secrets.
struct Need {
  Location at;
  std::string_view secret;
};

std::map<FileId, std::vector<Need>> needs_of(const RuleContext& context) {
  std::map<FileId, std::vector<Need>> needs;
  const auto add = [&](const Fact& fact, Meaning meaning, std::string_view value) {
    const std::string_view secret = secret_of(value);
    if (part_of(meaning) && !secret.empty()) needs[fact.at.file].push_back({fact.at, secret});
  };
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool == "github-actions") add(setting, setting.meaning, setting.value.reveal());
  }
  for (const EnvAssignment& variable : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(variable.name);
    if (variable.tool == "github-actions" && name != nullptr)
      add(variable, name->meaning, variable.value.reveal());
  }
  return needs;
}

std::map<ScopeId, Call> calls_of(const FactStore& facts) {
  std::map<ScopeId, Call> calls;
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (setting.tool != "github-actions") continue;
    const std::string_view value = setting.value.reveal();
    if (setting.path == "jobs.*.uses" && value.starts_with("./"))
      calls[setting.scope].workflow = &setting;
    if (setting.path == "jobs.*.secrets") calls[setting.scope].all = true;
    if (setting.path == "jobs.*.secrets.*") calls[setting.scope].given.insert(setting.name);
  }
  return calls;
}

/// Files whose jobs run in an environment, which has secrets of its own.
std::set<FileId> with_environment(const FactStore& facts) {
  std::set<FileId> files;
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (setting.tool == "github-actions" && setting.path.starts_with("jobs.*.environment"))
      files.insert(setting.at.file);
  }
  return files;
}

/// The file that a call names, from the root of the repository on.
std::optional<FileId> called_file(const FactStore& facts, const ToolSetting& workflow) {
  const std::string_view caller = facts.file(workflow).path;
  const std::size_t root = caller.rfind(".github/");
  if (root == std::string_view::npos) return std::nullopt;
  const std::string path = join_path(caller.substr(0, root), workflow.value.reveal());
  for (FileId file = 0; file < facts.files().size(); ++file)
    if (facts.file(file).path == path) return file;
  return std::nullopt;
}

const Need* missing(const std::vector<Need>& needs, const Call& call) {
  for (const Need& need : needs)
    if (!call.given.contains(need.secret)) return &need;
  return nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::map<FileId, std::vector<Need>> needs = needs_of(context);
  const std::set<FileId> environments = with_environment(context.facts);
  for (const auto& [scope, call] : calls_of(context.facts)) {
    if (call.workflow == nullptr || call.all) continue;
    const std::optional<FileId> file = called_file(context.facts, *call.workflow);
    const auto found = file ? needs.find(*file) : needs.end();
    if (found == needs.end() || environments.contains(*file)) continue;
    const Need* need = missing(found->second, call);
    if (need == nullptr) continue;
    Finding& finding = sink.report(
        *call.workflow,
        fmt::format("The workflow {} takes secrets.{}, and this job does not hand it over: a "
                    "called workflow gets no secrets by itself, and the value is empty.",
                    base_name(context.facts.file(*file).path), need->secret),
        "add `secrets: inherit` to the job, or hand each over under `secrets:`");
    finding.related.push_back({need->at, "taken here"});
  }
}

}  // namespace

RuleDefinition gha_secrets_not_passed() {
  return {.info = {.summary = "A called workflow that is not given the secrets that it takes",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
