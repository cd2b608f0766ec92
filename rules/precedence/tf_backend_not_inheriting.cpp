// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kRemoteState = "terraform_remote_state.config";

/// A backend, remote state or provider block, and whether it says whose credentials it takes.
struct Block {
  const ToolSetting* header = nullptr;
  const ToolSetting* identity = nullptr;  ///< a profile or keys
  bool configured = false;                ///< some setting stands in it
  bool elsewhere = false;                 ///< it has an address of its own: a local stack mostly
};

struct Module {
  std::map<ScopeId, Block> backends;
  std::map<ScopeId, Block> providers;
};

bool is_identity(const ToolSetting& setting) {
  return setting.meaning == Meaning::Profile || setting.meaning == Meaning::KeyId ||
         setting.meaning == Meaning::RoleArn || setting.path.ends_with("credentials_files");
}

void note(Block& block, const ToolSetting& setting, std::string_view path) {
  if (setting.path == path) {
    block.header = &setting;
    return;
  }
  block.configured = true;
  if (is_identity(setting)) block.identity = &setting;
  if (setting.meaning == Meaning::Endpoint) block.elsewhere = true;
}

/// By folder: all files of one are one module.
std::map<std::string_view, Module> modules(const FactStore& facts) {
  std::map<std::string_view, Module> found;
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (setting.tool != "terraform") continue;
    const std::string_view path = facts.file(setting).path;
    Module& module = found[path.substr(0, path.rfind('/') + 1)];
    if (setting.path.starts_with(kRemoteState))
      note(module.backends[setting.scope], setting, kRemoteState);
    if (setting.path.starts_with("backend.s3"))
      note(module.backends[setting.scope], setting, "backend.s3");
    if (setting.path.starts_with("provider.aws"))
      note(module.providers[setting.scope], setting, "provider.aws");
  }
  return found;
}

/// The profile or keys of a provider. A role is left out: the backend may well live elsewhere.
const ToolSetting* provider_identity(const Module& module) {
  for (const auto& [scope, provider] : module.providers) {
    const ToolSetting* identity = provider.identity;
    if (identity != nullptr && identity->meaning != Meaning::RoleArn && identity->literal)
      return identity;
  }
  return nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const auto& [folder, module] : modules(context.facts)) {
    const ToolSetting* identity = provider_identity(module);
    if (identity == nullptr) continue;
    for (const auto& [scope, backend] : module.backends) {
      // One without settings is completed on the command line.
      if (backend.header == nullptr || backend.identity != nullptr || !backend.configured) continue;
      if (backend.elsewhere) continue;
      const bool remote = backend.header->path == kRemoteState;
      Finding& finding = sink.report(
          *backend.header,
          fmt::format("The provider names its credentials ({}), the {} does not, and inherits "
                      "nothing from the provider. `terraform {}` looks for others in the "
                      "environment and the default profile: it finds none, or another account's.",
                      identity->name, remote ? "remote state" : "backend",
                      remote ? "plan" : "init"),
          remote ? fmt::format("write {} into the configuration of the state, too", identity->name)
                 : fmt::format("write {} into the backend, too, or pass it: terraform init "
                               "-backend-config=\"{}=…\"",
                               identity->name, identity->name));
      finding.related.push_back({identity->at, "what the provider takes"});
    }
  }
}

}  // namespace

RuleDefinition tf_backend_not_inheriting() {
  return {
      .info = {.summary =
                   "An S3 backend or remote state without the credentials that the provider has",
               .reporting = Reporting::InUse,
               .severity = Severity::Warning,
               .confidence = Confidence::Medium,
               .error = "No valid credential sources found"},
      .check = check};
}

}  // namespace credlint::rules
