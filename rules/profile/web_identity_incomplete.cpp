// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "rules/resolver/outcomes.h"
#include "rules/views/env_scopes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kTokenFile = "AWS_WEB_IDENTITY_TOKEN_FILE";
constexpr std::string_view kRole = "AWS_ROLE_ARN";

bool is_relative(std::string_view path) {
  constexpr std::string_view kStarts = "/~$%\\";
  const bool drive = path.size() > 1 && path[1] == ':';
  return !path.empty() && !drive && kStarts.find(path.front()) == std::string_view::npos;
}

/// What SDKs make of a token without a role, in the profile or in the environment.
resolver::Outcomes outcomes_without_role(
    const RuleContext& context, const std::vector<std::string>& profile,
    const std::vector<std::pair<std::string, std::string>>& variables) {
  const resolver::SmallMachine machine(context, profile, {}, variables);
  return resolver::stops_or(context, machine, [](const resolver::Resolution&) {
    return "pass over the token and find no credentials";
  });
}

void judge_profile(const RuleContext& context, const Profile& profile, FindingSink& sink) {
  const ConfigSetting* file = profile.setting("web_identity_token_file");
  if (file == nullptr) return;
  if (!profile.has("role_arn") && !has_wrongly_named(context.catalog, profile, "role_arn")) {
    sink.report(file->key_at, file->scope,
                fmt::format("Profile \"{}\" has a web identity token but no role to exchange it "
                            "for. {}",
                            profile.name,
                            outcomes_without_role(context,
                                                  {"[default]", "web_identity_token_file = /token"},
                                                  {{"AWS_SDK_LOAD_CONFIG", "1"}})
                                .sentence()),
                "add role_arn");
    return;
  }
  if (!is_relative(file->value.reveal()) || !is_judgeable(context.catalog, file->value.reveal())) {
    return;
  }
  Finding& finding = sink.report(
      *file,
      "The path of the web identity token is relative. SDKs look for it in the folder that a "
      "program happens to run in, so the profile works in one folder and fails in all others.",
      "write the whole path");
  finding.severity = Severity::Warning;
}

// A variable counts wherever the file sets it, also to a value that cannot be followed.
std::set<FileId> files_that_set(const FactStore& facts, std::string_view name) {
  std::set<FileId> files;
  for (const EnvAssignment* assignment : facts.env(name)) files.insert(assignment->at.file);
  for (const EnvRead& read : facts.facts().env_reads) {
    if (read.name == name) files.insert(read.at.file);
  }
  return files;
}

void judge_environments(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> with_role = files_that_set(context.facts, kRole);
  for (const EnvAssignment* file : context.facts.env(kTokenFile)) {
    const FileRecord& record = context.facts.file(*file);
    if (!is_live_environment(*file, record) || (file->literal && file->value.empty())) continue;
    // What code or one command sets may be completed anywhere.
    const bool whole = file->syntax == EnvSyntax::EnvFile || file->syntax == EnvSyntax::DockerEnv;
    if (!whole || with_role.contains(file->at.file)) continue;
    Finding& finding = sink.report(
        file->name_at, file->scope,
        fmt::format(
            "{} is set without {}. {}", kTokenFile, kRole,
            outcomes_without_role(context, {}, {{std::string(kTokenFile), "/token"}}).sentence()),
        fmt::format("set {} beside it", kRole));
    if (file->syntax == EnvSyntax::DockerEnv) finding.confidence = Confidence::Medium;
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) judge_profile(context, profile, sink);
  judge_environments(context, sink);
}

}  // namespace

RuleDefinition web_identity_incomplete() {
  return {.info = {.summary = "A web identity token without a role, or where it is not found",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError"},
          .check = check};
}

}  // namespace credlint::rules
