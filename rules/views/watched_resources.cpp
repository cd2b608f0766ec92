// SPDX-License-Identifier: MIT
#include "rules/views/watched_resources.h"

#include <string>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// What a path of Terraform JSON says behind "resource.": its type, and the setting behind the name
/// of the resource ("aws_cloudtrail.*.name").
struct JsonPath {
  std::string_view type, setting;
};
JsonPath json_path_of(const ToolSetting& setting) {
  constexpr std::string_view kResource = "resource.";
  std::string_view path = setting.path;
  if (setting.tool != "terraform-json" || !path.starts_with(kResource)) return {};
  path.remove_prefix(kResource.size());
  const std::size_t name = path.find(".*.");
  if (name == std::string_view::npos) return {};
  return {path.substr(0, name), path.substr(name + 3)};
}

/// The type of the resource that the setting defines: in Terraform its path, in CloudFormation the
/// and Pulumi the value of "Type", in Terraform JSON and Ansible what any setting stands in; empty
/// for other settings.
std::string type_of(const ToolSetting& setting) {
  if (setting.tool == "terraform") return setting.path;
  if (setting.tool == "terraform-json") return std::string(json_path_of(setting).type);
  if (setting.tool == "ansible" && setting.path.find(".cloudtrail.") != std::string::npos)
    return "cloudtrail";
  const bool type = (setting.tool == "cloudformation" && setting.path == "Resources.*.Type") ||
                    (setting.tool == "pulumi" && setting.name == "type");
  return type ? std::string(setting.value.reveal()) : std::string();
}

std::string_view name_of(const ToolSetting& setting) {
  constexpr std::string_view kSelected = "DataResources.Type";
  if (setting.path.ends_with(kSelected)) return kSelected;
  return setting.tool == "terraform-json" ? json_path_of(setting).setting : setting.name;
}

std::map<std::string_view, std::string_view> defaults_of(const DataTable& table,
                                                         const std::string& type) {
  std::map<std::string_view, std::string_view> defaults;
  for (const DataRow& row : table.rows) {
    if (row.key.starts_with(type + ".") && !row.note.empty()) defaults[row.value] = row.note;
  }
  return defaults;
}

}  // namespace

const ToolSetting* WatchedResource::setting(std::string_view what) const {
  const auto found = settings.find(what);
  return found == settings.end() ? nullptr : found->second;
}

std::optional<std::string_view> WatchedResource::value(std::string_view what) const {
  if (const ToolSetting* given = setting(what)) {
    if (!given->literal) return std::nullopt;
    return given->value.reveal();
  }
  const auto by_default = defaults.find(what);
  if (by_default == defaults.end()) return std::nullopt;
  return by_default->second;
}

bool WatchedResource::is_off(std::string_view what) const {
  const auto text = value(what);
  return text && equals_ignoring_case(*text, "false");
}

const ToolSetting& WatchedResource::place(std::string_view what) const {
  const ToolSetting* given = setting(what);
  return given == nullptr ? *definition : *given;
}

std::vector<WatchedResource> watched_resources(const RuleContext& context) {
  const DataTable& table = context.catalog.table(Table::WatchedResources);
  std::vector<WatchedResource> found;
  std::map<ScopeId, std::size_t> by_scope;
  std::map<ScopeId, std::string> types;
  const auto& settings = context.facts.facts().tool_settings;
  for (const ToolSetting& setting : settings) {
    const std::string type = type_of(setting);
    const DataRow* row = type.empty() ? nullptr : table.find(type);
    if (row == nullptr || type.find('.') != std::string::npos) continue;
    if (row->value == "within") {  // a block of the resource before it
      if (found.empty() || found.back().definition->at.file != setting.at.file) continue;
      by_scope.try_emplace(setting.scope, found.size() - 1);
      types[setting.scope] = std::string(row->note).append(".").append(type);
      continue;
    }
    if (!by_scope.try_emplace(setting.scope, found.size()).second) continue;
    types[setting.scope] = type;
    found.push_back({row->value, &setting, {}, defaults_of(table, type)});
  }
  for (const ToolSetting& setting : settings) {
    const auto resource = by_scope.find(setting.scope);
    if (resource == by_scope.end()) continue;
    const DataRow* row = table.find(types[setting.scope] + "." + std::string(name_of(setting)));
    if (row != nullptr) found[resource->second].settings[row->value] = &setting;
  }
  return found;
}

}  // namespace credlint
