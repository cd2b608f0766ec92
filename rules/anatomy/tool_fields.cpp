// SPDX-License-Identifier: MIT
#include "rules/anatomy/tool_fields.h"

#include <algorithm>
#include <set>

namespace credlint {
namespace {

bool is_name(const KeyName& key, std::string_view name) {
  return key.environment ? key.name == name : same_name(key.name, name);
}

std::size_t shared_beginning(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

/// Of a tool's names for the token, the one that is most like the name of the key id.
std::string_view token_name(const Catalog& catalog, std::string_view tool,
                            std::string_view key_id_name) {
  const KeyName* best = nullptr;
  for (const KeyName& key : catalog.keys) {
    if (key.tool != tool || key.meaning != Meaning::Token) continue;
    const bool nearer = best == nullptr || shared_beginning(key.name, key_id_name) >
                                               shared_beginning(best->name, key_id_name);
    if (nearer) best = &key;
  }
  return best == nullptr ? std::string_view() : best->name;
}

}  // namespace

TokenField token_field(const Catalog& catalog, const FileRecord& file,
                       std::string_view key_id_name) {
  // A variable is spelt in one way only.
  if (const KeyName* variable = catalog.variable(key_id_name)) {
    const std::string_view name = token_name(catalog, variable->tool, key_id_name);
    if (!name.empty()) return {variable->tool, name};
  }
  std::set<std::string_view> tools;
  for (const KeyName& key : catalog.keys) {
    if (key.meaning == Meaning::KeyId && is_name(key, key_id_name)) tools.insert(key.tool);
  }
  const auto own = std::ranges::find_if(
      tools, [&](std::string_view tool) { return file.format.starts_with(tool); });
  const auto tool = tools.size() == 1 ? tools.begin() : own;
  if (tool == tools.end()) return {};
  return {*tool, token_name(catalog, *tool, key_id_name)};
}

}  // namespace credlint
