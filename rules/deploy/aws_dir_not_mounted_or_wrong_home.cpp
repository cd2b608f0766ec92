// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <string_view>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// What a service of a compose file says about its user and where ~/.aws goes.
struct Service {
  const ToolSetting* user = nullptr;
  const ToolSetting* mount = nullptr;  ///< "~/.aws:/root/.aws"
};

bool is_root(std::string_view user) {
  const std::string_view name = user.substr(0, user.find(':'));
  return name == "root" || name == "0";
}

/// Whether a volume puts a folder .aws into the home of root.
bool is_for_root(std::string_view volume) {
  return contains(volume, ".aws:/root/.aws") || contains(volume, ".aws/:/root/.aws");
}

/// Services that say by variables where the home or the files are.
std::set<ScopeId> told_elsewhere(const FileFacts& facts) {
  std::set<ScopeId> scopes;
  for (const EnvAssignment& assignment : facts.env_assignments) {
    if (assignment.name == "AWS_SHARED_CREDENTIALS_FILE" || assignment.name == "AWS_CONFIG_FILE")
      scopes.insert(assignment.scope);
  }
  for (const ToolSetting& setting : facts.tool_settings) {
    if (setting.tool == "docker-compose" && setting.name == "HOME") scopes.insert(setting.scope);
  }
  return scopes;
}

std::map<ScopeId, Service> services_of(const FileFacts& facts) {
  std::map<ScopeId, Service> services;
  for (const ToolSetting& setting : facts.tool_settings) {
    if (setting.tool != "docker-compose") continue;
    if (setting.path == "services.*.user" && setting.literal)
      services[setting.scope].user = &setting;
    if (setting.path == "services.*.volumes" && is_for_root(setting.value.reveal()))
      services[setting.scope].mount = &setting;
  }
  return services;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  const std::set<ScopeId> elsewhere = told_elsewhere(facts);
  for (const auto& [scope, service] : services_of(facts)) {
    if (service.user == nullptr || service.mount == nullptr || elsewhere.contains(scope) ||
        is_root(service.user->value.reveal()))
      continue;
    Finding& finding = sink.report(
        *service.mount,
        fmt::format("The folder .aws is mounted into the home of root, and the container runs as "
                    "{}, whose home is another: SDKs find neither profiles nor credentials.",
                    service.user->value.reveal()),
        "mount it into the home of that user, or set AWS_SHARED_CREDENTIALS_FILE and "
        "AWS_CONFIG_FILE");
    finding.related.push_back({service.user->at, "the user"});
  }
}

}  // namespace

RuleDefinition aws_dir_not_mounted_or_wrong_home() {
  return {.info = {.summary = "The folder .aws is mounted into the home of another user",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
