// SPDX-License-Identifier: MIT
// Members of classes: what they are given where they are declared, and whether that holds.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "parsers/code/code_model.h"

namespace credlint {
namespace {

/// Members of one name in a file; where there are as many, none is followed.
constexpr std::size_t kMostNamesakes = 64;

std::string_view without_sigil(std::string_view name) {
  return name.substr(name.substr(0, 1) == "$" ? 1 : 0);
}

}  // namespace

bool is_constant_name(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_self(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"self", "cls",    "this",
                                                      "Self", "static", "$this"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

TSNode CodeModel::class_of_method(TSNode node) const {
  const bool may_be = exists(node) && landmarks_.has_class();
  TSNode outer = may_be ? enclosing_function(node) : TSNode{};
  for (; exists(outer); outer = enclosing_function(outer)) {
    if (const TSNode owner = class_around(outer); exists(owner)) return owner;
  }
  return {};
}

void CodeModel::index_members() {
  const std::vector<NodeRole>& roles = language_.roles;
  if (std::find(roles.begin(), roles.end(), NodeRole::Class) == roles.end()) return;
  std::unordered_set<const void*> filled;
  for (const AssignSite& site : filled_) {
    filled.insert(site.name.id);
    add_member(site.name, site.value);
  }
  for (const AssignSite& site : assignments_) {
    if (filled.count(site.name.id) == 0) add_member(site.name, site.value);
  }
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

std::string_view CodeModel::type_of_parameter(std::string_view name, TSNode use) const {
  constexpr std::string_view kType = "type";
  const TSNode function = parameter_of(name, use);
  if (!exists(function)) return {};
  for (const TSNode parameter : parameters_of(function)) {
    if (text(parameter) != name) continue;
    TSNode whole = ts_node_parent(parameter);
    if (kind_of(whole) == "reference_declarator" || kind_of(whole) == "pointer_declarator")
      whole = ts_node_parent(whole);  // C++
    TSNode type = ts_node_child_by_field_name(whole, kType.data(), kType.size());
    const TSNode behind = ts_node_next_named_sibling(parameter);  // Kotlin
    if (!exists(type) && exists(behind) && kind_of(behind) == "user_type") type = behind;
    const bool wrapped = exists(type) && (kind_of(type) == "pointer_type" ||
                                          kind_of(type) == "type_annotation");  // ": Conf"
    if (wrapped) type = first_named(type);
    return exists(type) ? text(type) : std::string_view();
  }
  return {};
}

std::string_view CodeModel::type_of_receiver(TSNode function) const {
  constexpr std::string_view kReceiver = "receiver";
  constexpr std::string_view kType = "type";
  if (language_.row->modules != "folder") return {};
  const TSNode list = ts_node_child_by_field_name(function, kReceiver.data(), kReceiver.size());
  TSNode type = exists(list) && exists(first_named(list))
                    ? ts_node_child_by_field_name(first_named(list), kType.data(), kType.size())
                    : TSNode{};
  // *Store, Store[T]
  for (int steps = 0; steps < 2 && exists(type) && kind_of(type) != "type_identifier"; ++steps)
    type = first_named(type);
  return exists(type) ? text(type) : std::string_view();
}

std::string_view CodeModel::type_as_receiver(std::string_view name, TSNode use) const {
  constexpr std::string_view kReceiver = "receiver";
  const TSNode function = parameter_of(name, use);
  const TSNode list =
      exists(function) ? ts_node_child_by_field_name(function, kReceiver.data(), kReceiver.size())
                       : TSNode{};
  const TSNode bound = exists(list) ? first_named(list) : TSNode{};
  const bool receiver =
      exists(bound) && exists(first_named(bound)) && text(first_named(bound)) == name;
  return receiver ? type_of_receiver(function) : std::string_view();
}

const CodeModel::AssignSite* CodeModel::tagged(std::string_view field) const {
  const AssignSite* only = nullptr;
  for (const AssignSite& site : filled_) {
    if (!text(site.value).starts_with('`') || text(site.name) != field) continue;
    if (only != nullptr) return nullptr;
    only = &site;
  }
  return only;
}

std::string_view CodeModel::name_of_type(TSNode field) const {
  constexpr std::string_view kName = "name";
  std::string_view found;
  for_each_around(field, [&](TSNode at) {
    if (kind_of(at) == "type_spec")
      found = text(ts_node_child_by_field_name(at, kName.data(), kName.size()));
  });
  return found;
}

bool CodeModel::same_class(TSNode function, TSNode use) const {
  const TSNode owner = class_around(function);
  return exists(owner) && exists(class_of_method(use)) && same_node(owner, class_of_method(use));
}

/// The parts of a class that name what it is derived from.
static std::vector<TSNode> heritage_of(TSNode owner) {
  constexpr std::array<std::string_view, 5> kKinds = {"super", "heritage", "base_", "delegation",
                                                      "argument_list"};
  std::vector<TSNode> parts;
  const std::uint32_t count = std::min(ts_node_named_child_count(owner), 16U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = ts_node_named_child(owner, i);
    const auto is_kind = [&](std::string_view kind) {
      return kind_of(child).find(kind) != std::string_view::npos;
    };
    if (std::ranges::any_of(kKinds, is_kind)) parts.push_back(child);
  }
  return parts;
}

std::vector<std::string_view> CodeModel::bases_of(TSNode node) const {
  std::vector<std::string_view> names;
  for (TSNode child : heritage_of(node)) {
    // The first name in it: class_heritage > extends_clause > identifier.
    for (int steps = 0; steps < 4 && ts_node_named_child_count(child) > 0; ++steps)
      child = first_named(child);
    names.push_back(text(child));
  }
  return names;
}

bool CodeModel::has_own_member(TSNode use, std::string_view member) const {
  const TSNode owner = class_of_method(use);
  if (!exists(owner)) return false;
  const auto known = members_.find(std::string(without_sigil(member)));
  const bool own =
      known != members_.end() && std::ranges::any_of(known->second, [&](const AssignSite& site) {
        const TSNode of = class_around(site.name);
        return exists(of) && same_node(of, owner);
      });
  return own || is_set_within(owner, member);
}

std::vector<std::string_view> CodeModel::embedded_in(std::string_view type) const {
  if (type.empty() || language_.row->modules != "folder") return {};
  if (!std::exchange(structs_read_, true)) read_structs();
  const auto found = embedded_.find(type.substr(type.starts_with('*') ? 1 : 0));
  return found == embedded_.end() ? std::vector<std::string_view>() : found->second;
}

void CodeModel::read_structs() const {
  TSTreeCursor cursor = ts_tree_cursor_new(root_);
  for (bool more = ts_tree_cursor_goto_first_child(&cursor); more && !is_over(deadline_);
       more = ts_tree_cursor_goto_next_sibling(&cursor)) {
    const TSNode declaration = ts_tree_cursor_current_node(&cursor);
    const TSNode spec =
        kind_of(declaration) == "type_declaration" ? first_named(declaration) : TSNode{};
    if (exists(spec) && kind_of(last_named(spec)) == "struct_type") read_struct(spec);
  }
  ts_tree_cursor_delete(&cursor);
}

void CodeModel::read_struct(TSNode spec) const {
  constexpr std::uint32_t kMostFields = 64;
  const TSNode fields = first_named(last_named(spec));
  const std::uint32_t size =
      exists(fields) ? std::min(ts_node_named_child_count(fields), kMostFields) : 0;
  for (std::uint32_t k = 0; k < size; ++k) {
    const TSNode field = ts_node_named_child(fields, k);
    const bool bare =
        ts_node_named_child_count(field) == 1 && kind_of(first_named(field)) == "type_identifier";
    if (bare) embedded_[text(first_named(spec))].push_back(text(first_named(field)));
  }
}

std::vector<std::string> CodeModel::bases_around(TSNode use) const {
  constexpr int kMostLevels = 4;
  std::vector<std::string> names;
  TSNode owner = class_of_method(use);
  for (int level = 0; exists(owner) && level < kMostLevels; ++level) {
    const std::vector<std::string> own = dotted_bases_of(owner);
    owner = TSNode{};
    for (const std::string& name : own) {
      if (!exists(owner)) owner = class_named(name);
      names.push_back(name);
    }
  }
  return names;
}

std::vector<std::string> CodeModel::dotted_bases_of(TSNode owner) const {
  std::vector<std::string> names;
  for (TSNode child : heritage_of(owner)) {
    for (int steps = 0; steps < 4 && exists(child) && dotted(child).empty(); ++steps)
      child = first_named(child);
    if (std::string name = exists(child) ? dotted(child) : std::string(); !name.empty())
      names.push_back(std::move(name));
  }
  return names;
}

TSNode CodeModel::class_named(std::string_view name) const {
  if (!class_names_read_) {
    for (const TSNode function : landmarks_.functions()) {
      const TSNode owner = class_around(function);
      if (exists(owner)) classes_by_name_.try_emplace(name_of_class(owner), owner);
    }
    class_names_read_ = true;
  }
  const auto found = classes_by_name_.find(name);
  return found == classes_by_name_.end() ? TSNode{} : found->second;
}

std::vector<CodeModel::Named> CodeModel::members_set_when_made() const {
  (void)members_of_class({});  // reads the classes
  std::vector<Named> found;
  for (const auto& [owner, members] : by_class_) {
    for (const Named& member : members)
      found.push_back({std::string(owner).append(".").append(member.name), member.value});
  }
  std::ranges::sort(found, {}, [](const Named& named) { return named.name; });
  return found;
}

TSNode CodeModel::inherited_member(TSNode member) const {
  const std::string full = dotted(member);
  const std::size_t cut = full.rfind('.');
  if (cut == std::string::npos || !is_self(full.substr(0, cut)) || bindings_.count(full) > 0)
    return {};
  const TSNode owner = class_of_method(member);
  if (!exists(owner)) return {};
  for (const std::string_view base : bases_of(owner)) {
    if (const TSNode value = member_of(base, full.substr(cut + 1)); exists(value)) return value;
  }
  return {};
}

std::vector<TSNode> CodeModel::field_beginnings(TSNode name) const {
  const std::string full = dotted(name);
  const std::size_t cut = full.rfind('.');
  const bool self = cut != std::string::npos && is_self(full.substr(0, cut));
  const bool bare = cut == std::string::npos && !exists(parameter_of(full, name));
  const TSNode owner = self || bare ? class_of_method(name) : TSNode{};
  const auto found = members_.find(std::string(without_sigil(full.substr(self ? cut + 1 : 0))));
  if (!exists(owner) || found == members_.end()) return {};
  std::vector<TSNode> values;
  for (const AssignSite& member : found->second) {
    const TSNode around = class_around(member.name);
    if (!exists(around)) continue;
    const std::vector<std::string_view> bases = bases_of(around);
    const bool derived = std::ranges::find(bases, name_of_class(owner)) != bases.end();
    if (same_node(around, owner) || derived) values.push_back(member.value);
  }
  return values;
}

TSNode CodeModel::member_of(std::string_view of, std::string_view member) const {
  const auto found = members_.find(std::string(member));
  if (!of.empty() && found == members_.end()) return set_when_made(of, member);
  if (of.empty() || found->second.size() == kMostNamesakes) return {};
  TSNode only{};
  for (const AssignSite& candidate : found->second) {
    const TSNode owner = class_around(candidate.name);
    if (!exists(owner) || name_of_class(owner) != of) continue;
    if (exists(only) || is_set_within(owner, member)) return {};
    if (is_set_by_others(owner, candidate.name)) return {};
    only = candidate.value;
  }
  return exists(only) ? only : set_when_made(of, member);
}

TSNode CodeModel::set_when_made(std::string_view of, std::string_view member) const {
  TSNode only{};
  for (const std::string_view prefix : {"self.", "this.", "$this.", "@"}) {
    const auto found = bindings_.find(std::string(prefix).append(member));
    if (found == bindings_.end()) continue;
    for (const Binding& binding : found->second) {
      const TSNode owner = exists(binding.scope) ? class_around(binding.scope) : TSNode{};
      if (!exists(owner) || name_of_class(owner) != of) continue;
      const bool made = class_made_by(binding.scope) == of;
      if (exists(only) || !made || binding.kind != Binding::Kind::Value) return {};
      only = binding.value;
    }
  }
  return only;
}

void CodeModel::add_members_set() const {
  for (const auto& [bound, bindings] : bindings_) {
    const std::size_t cut = bound.find_first_of(".@");
    if (cut == std::string::npos || (bound[0] != '@' && !is_self(bound.substr(0, cut)))) continue;
    const std::string member = bound.substr(cut + 1);
    if (member.find('.') != std::string::npos || members_.count(member) > 0) continue;
    std::set<std::string_view> owners;
    for (const Binding& binding : bindings) {
      const TSNode owner = exists(binding.scope) ? class_around(binding.scope) : TSNode{};
      if (exists(owner)) owners.insert(name_of_class(owner));
    }
    for (const std::string_view owner : owners) {
      const TSNode value = set_when_made(owner, member);
      if (exists(value)) by_class_[owner].push_back({member, value});
    }
  }
}

std::vector<CodeModel::Named> CodeModel::members_of_class(std::string_view of) const {
  if (!classes_read_) {
    for (const auto& [name, members] : members_) {
      std::set<std::string_view> owners;
      for (const AssignSite& member : members) {
        const TSNode owner = class_around(member.name);
        if (exists(owner)) owners.insert(name_of_class(owner));
      }
      for (const std::string_view owner : owners) {
        const TSNode value = member_of(owner, name);
        if (exists(value)) by_class_[owner].push_back({name, value});
      }
    }
    add_members_set();
    for (auto& [_, members] : by_class_)
      std::ranges::sort(members, {}, [](const Named& named) { return named.name; });
    classes_read_ = true;
  }
  const auto found = by_class_.find(of);
  return found == by_class_.end() ? std::vector<Named>() : found->second;
}

const CodeModel::Binding* CodeModel::field_binding(std::string_view name, TSNode use) const {
  const TSNode method = enclosing_function(use);
  const TSNode owner = class_of_method(use);
  if (!exists(owner)) return nullptr;
  const Binding* only = nullptr;
  const bool ruby =
      kind_of(method) == "method" && !name.starts_with('@');  // where "place = …" is no field
  for (const std::string_view prefix : {"", "this.", "@"}) {  // Ruby's attr_reader: "@"
    if (ruby && prefix.empty()) continue;
    const auto found = bindings_.find(std::string(prefix).append(name));
    if (found == bindings_.end()) continue;
    for (const Binding& binding : found->second) {
      if (!exists(binding.scope) || same_node(binding.scope, method)) continue;
      if (!contains(owner, binding.scope)) continue;
      const TSNode setter = class_around(binding.scope);
      if (!exists(setter) || !same_node(setter, owner)) continue;
      const bool value = binding.kind == Binding::Kind::Value && exists(binding.value);
      // "String key = …" in another method is a variable of that method.
      const bool field =
          value && (promoted_.count(binding.value.id) > 0 ||
                    kind_of(ts_node_parent(binding.value)).starts_with("assignment"));
      if (!field) continue;
      if (only != nullptr) return nullptr;
      only = &binding;
    }
  }
  return only;
}

void CodeModel::append_members(std::vector<Named>& found) const {
  for (const auto& [name, members] : members_) {
    if (members.size() == kMostNamesakes) continue;
    for (const AssignSite& member : members) {
      const TSNode owner = class_around(member.name);
      const std::string_view of = exists(owner) ? name_of_class(owner) : std::string_view();
      const auto same_class = [&](const AssignSite& other) {
        return exists(class_around(other.name)) && same_node(class_around(other.name), owner);
      };
      if (of.empty() || std::ranges::count_if(members, same_class) > 1) continue;
      if (!is_set_within(owner, name) && !is_set_by_others(owner, member.name))
        found.push_back({std::string(of) + "." + name, member.value});
    }
  }
}

std::string_view CodeModel::class_made_by(TSNode function) const {
  constexpr std::array<std::string_view, 5> kConstructors = {"__init__", "constructor",
                                                             "__construct", "initialize", "init"};
  constexpr std::string_view kName = "name";
  const TSNode owner = class_around(function);
  if (!exists(owner)) return {};
  const std::string_view of = name_of_class(owner);
  if (language_.role(function) == NodeRole::Parameters) return of;
  const TSNode name = ts_node_child_by_field_name(function, kName.data(), kName.size());
  const std::string_view called = exists(name) ? text(name) : std::string_view();
  const bool makes =
      called == of || std::ranges::find(kConstructors, called) != kConstructors.end();
  return makes && !called.empty() ? of : std::string_view();
}

std::string CodeModel::name_for_others(TSNode function, std::string_view name) const {
  if (const std::string_view of = class_made_by(function); !of.empty()) return std::string(of);
  const TSNode owner = class_around(function);
  const std::string_view of = exists(owner) ? name_of_class(owner) : type_of_receiver(function);
  return of.empty() ? std::string(name) : std::string(of).append(".").append(name);
}

bool CodeModel::is_set_by_others(TSNode owner, TSNode name) const {
  constexpr std::array<std::string_view, 7> kSetters = {"@Data",
                                                        "@Setter",
                                                        "@Builder",
                                                        "@SuperBuilder",
                                                        "@AllArgsConstructor",
                                                        "@ConfigurationProperties",
                                                        "@Jacksonized"};
  if (!exists(owner) || kind_of(owner) != "class_declaration") return false;
  const TSNode field = ts_node_parent(ts_node_parent(name));
  const bool constant = exists(field) && text(field).find("final ") < text(field).find('=');
  if (constant || kind_of(first_named(owner)) != "modifiers") return false;
  const std::string_view modifiers = text(first_named(owner));
  return std::ranges::any_of(kSetters, [&](std::string_view setter) {
    return modifiers.find(setter) != std::string_view::npos;
  });
}

bool CodeModel::is_set_within(TSNode owner, std::string_view member) const {
  const auto within = [&](const Binding& binding) {
    return binding.kind != Binding::Kind::Parameter && exists(binding.scope) &&
           (!exists(owner) || contains(owner, binding.scope));
  };
  for (const std::string_view prefix :
       {"", "self.", "cls.", "this.", "$this.", "self.$", "static.$"}) {
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
