// SPDX-License-Identifier: MIT
// Members of classes: what they are given where they are declared, and whether that holds.
#include <algorithm>
#include <array>

#include "parsers/code/code_model.h"

namespace credlint {
namespace {

/// Members of one name in a file; where there are as many, none is followed.
constexpr std::size_t kMostNamesakes = 64;

/// REGION: by its name, nobody sets it again.
bool is_constant_name(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view without_sigil(std::string_view name) {
  return name.substr(name.substr(0, 1) == "$" ? 1 : 0);
}

}  // namespace

bool is_self(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"self", "cls",    "this",
                                                      "Self", "static", "$this"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

TSNode CodeModel::class_around(TSNode node) const {
  TSNode found{};
  for_each_around(node, [&](TSNode at) {
    const NodeRole role = language_.role(at);
    if (role == NodeRole::Class) found = at;
    if (role == NodeRole::Function || role == NodeRole::Dict || role == NodeRole::Call) found = {};
  });
  return found;
}

void CodeModel::index_members() {
  const std::vector<NodeRole>& roles = language_.roles;
  if (std::find(roles.begin(), roles.end(), NodeRole::Class) == roles.end()) return;
  for (const AssignSite& site : assignments_) add_member(site.name, site.value);
  for (const PairSite& site : pairs_) add_member(site.key, site.value);
}

void CodeModel::add_member(TSNode name, TSNode value) {
  if (!exists(name) || !exists(value)) return;
  auto& known = members_[std::string(without_sigil(text(name)))];
  if (known.size() == kMostNamesakes) return;
  const bool seen = std::any_of(known.begin(), known.end(), [&](const AssignSite& other) {
    return same_node(other.value, value);
  });
  if (!seen) known.push_back({name, value});
}

void CodeModel::forget_changed_fields() {
  for (const auto& [name, members] : members_) {
    const auto found = bindings_.find(name);
    if (found == bindings_.end() || is_constant_name(name) || !is_set_within({}, name)) continue;
    for (const AssignSite& member : members) {
      const TSNode owner = class_around(member.name);
      if (!exists(owner) || !is_set_within(owner, name)) continue;
      std::erase_if(found->second, [&](const Binding& bound) {
        return !exists(bound.scope) && exists(bound.value) && same_node(bound.value, member.value);
      });
    }
  }
}

TSNode CodeModel::class_member(TSNode member) const {
  const std::string_view name = text(last_name(member));
  const auto found = members_.find(std::string(without_sigil(name)));
  const std::string full = dotted(member);
  const std::size_t cut = full.rfind('.');
  if (found == members_.end() || cut == std::string::npos || bindings_.count(full) > 0) return {};
  if (found->second.size() == kMostNamesakes) return {};
  std::string object = full.substr(0, cut);
  object.erase(0, object.rfind('.') + 1);
  const bool self = is_self(object);
  // Another class of the file may be derived, and say otherwise; "this" and "Self" are not asked.
  const bool fixed = object == "this" || object == "Self";
  TSNode only{};
  std::size_t members = 0;
  for (const AssignSite& candidate : found->second) {
    const TSNode owner = class_around(candidate.name);
    if (!exists(owner)) continue;
    if (self && !fixed && ++members > 1) return {};
    if (!(self ? contains(owner, member) : name_of_class(owner) == object)) continue;
    const bool constant = constants_.count(candidate.name.id) > 0 || is_constant_name(name);
    if (self && !constant) return {};
    if (exists(only) || is_set_within(owner, name)) return {};
    only = candidate.value;
  }
  return only;
}

bool CodeModel::is_set_within(TSNode owner, std::string_view member) const {
  const auto within = [&](const Binding& binding) {
    return binding.kind != Binding::Kind::Parameter && exists(binding.scope) &&
           (!exists(owner) || contains(owner, binding.scope));
  };
  for (const std::string_view prefix : {"", "self.", "cls.", "this.", "$this."}) {
    const auto found = bindings_.find(std::string(prefix).append(member));
    if (found == bindings_.end()) continue;
    if (std::any_of(found->second.begin(), found->second.end(), within)) return true;
  }
  return false;
}

/// Its name; that of the class around it for what has none (Kotlin's companion object).
std::string_view CodeModel::name_of_class(TSNode node) const {
  for (; exists(node); node = class_around(node)) {
    for (const std::string_view field : {"name", "type"}) {
      const TSNode name =
          ts_node_child_by_field_name(node, field.data(), static_cast<std::uint32_t>(field.size()));
      if (exists(name)) return text(last_name(name));
    }
  }
  return {};
}

}  // namespace credlint
