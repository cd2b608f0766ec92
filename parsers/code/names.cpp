// SPDX-License-Identifier: MIT
// Names: what they are bound to where they are used, and what is said about them.
#include <algorithm>

#include "parsers/code/choices.h"
#include "parsers/code/code_model.h"
#include "scanner/core/limits.h"

namespace credlint {
namespace {

/// Bindings of one name that are looked at.
constexpr std::size_t kMostAnew = 64;

/// "this.region", "self.region".
bool is_own_member(std::string_view dotted) {
  return dotted.starts_with("this.") || dotted.starts_with("self.") ||
         dotted.starts_with("$this.") || dotted.starts_with('@');
}

/// Nothing but names and what joins them.
bool is_plain(std::string_view text) {
  return text.size() < 200 && text.find_first_of(" \t\r\n()[]{}\"'`,;") == std::string_view::npos;
}

/// Whether the name stands in the text by itself: not as a part of another.
bool mentions(std::string_view text, std::string_view name) {
  const auto is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_of_name(text[at - 1]);
    if (begins && (end == text.size() || !is_of_name(text[end]))) return true;
  }
  return false;
}

}  // namespace

bool is_chain_of_names(std::string_view text) {
  constexpr std::size_t kLongest = 120;
  if (text.size() > kLongest || text.find('.') == std::string_view::npos) return false;
  char before = '.';
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool digit = c >= '0' && c <= '9';
    if (c == '.' ? before == '.' : !letter && (!digit || before == '.')) return false;
    before = c;
  }
  return before != '.';
}

const CodeModel::Binding* CodeModel::binding(std::string_view dotted, TSNode use) const {
  const Binding* found = innermost(dotted, use);
  return found == nullptr || found->kind == Binding::Kind::Parameter ? nullptr : found;
}

std::vector<TSNode> CodeModel::values_bound(std::string_view name, TSNode use) const {
  const auto found = bindings_.find(std::string(name));
  if (name.empty() || found == bindings_.end() || found->second.size() < 2) return {};
  for (TSNode level = enclosing_function(use);; level = enclosing_function(level)) {
    std::vector<TSNode> values;
    for (const Binding& binding : found->second) {
      const bool here = exists(level) ? exists(binding.scope) && same_node(binding.scope, level)
                                      : !exists(binding.scope);
      if (!here) continue;
      if (binding.kind != Binding::Kind::Value) return {};
      if (mentions(source_.of(binding.value), name)) return {};
      values.push_back(binding.value);
    }
    if (!values.empty()) return values.size() > 1 ? values : std::vector<TSNode>();
    if (!exists(level)) return {};
  }
}

std::vector<CodeModel::Binding> CodeModel::all_bound(std::string_view name, TSNode use) const {
  std::vector<Binding> bound;
  const auto found = bindings_.find(std::string(name));
  constexpr std::size_t kMost = 256;  // of all functions of the text
  if (name.empty() || found == bindings_.end() || found->second.size() > kMost) return bound;
  for (TSNode level = enclosing_function(use);; level = enclosing_function(level)) {
    for (const Binding& binding : found->second) {
      const bool here = exists(level) ? exists(binding.scope) && same_node(binding.scope, level)
                                      : !exists(binding.scope);
      if (here && !contains(binding.value, use)) bound.push_back(binding);
    }
    if (!bound.empty() || !exists(level)) break;
  }
  if (!bound.empty() || !is_own_member(name)) return bound;
  for (const Binding& binding : found->second) {
    if (exists(binding.value) && may_share_fields(use, binding.value)) bound.push_back(binding);
  }
  return bound;
}

bool CodeModel::is_set_where_missing(const Binding& bound, std::string_view name,
                                     TSNode use) const {
  constexpr std::string_view kCondition = "condition";
  constexpr int kMostLevels = 6;
  if (name.find('.') == std::string_view::npos || !exists(bound.value)) return false;
  TSNode around = ts_node_parent(bound.value);
  for (int level = 0; exists(around) && level < kMostLevels && !is_function(around); ++level) {
    const TSNode condition =
        ts_node_child_by_field_name(around, kCondition.data(), kCondition.size());
    if (exists(condition) && !contains(around, use) &&
        source_.of(condition).find(name) != std::string_view::npos)
      return true;
    around = ts_node_parent(around);
  }
  return false;
}

const CodeModel::Binding* CodeModel::made_binding(std::string_view name, TSNode use) const {
  if (const Binding* bound = binding(name, use)) return bound;
  const auto found = bindings_.find(std::string(name));
  if (name.empty() || found == bindings_.end() || found->second.size() < 2) return nullptr;
  if (found->second.size() > kMostAnew) return nullptr;
  const auto continues = [&](const Binding& binding) {
    const std::string_view value = source_.of(binding.value);
    const std::string_view rest = value.substr(std::min(name.size(), value.size()));
    const std::size_t next = rest.find_first_not_of(" \t\r\n");
    const bool method =
        value.starts_with(name) && next != std::string_view::npos && rest[next] == '.';
    return method ||
           (is_choice(*this, unwrap(binding.value)) && continues_name(*this, binding.value, name));
  };
  const TSNode level = enclosing_function(use);
  const Binding* only = nullptr;
  for (const Binding& binding : found->second) {
    const bool here = exists(binding.scope) && exists(level) && same_node(binding.scope, level);
    if (!here) continue;
    if (binding.kind != Binding::Kind::Value || !exists(binding.value)) return nullptr;
    if (continues(binding)) continue;
    if (only != nullptr) return nullptr;
    only = &binding;
  }
  return only;
}

std::vector<TSNode> CodeModel::bound_values(std::string_view dotted) const {
  std::vector<TSNode> values;
  const auto found = bindings_.find(std::string(dotted));
  if (found == bindings_.end()) return values;
  for (const Binding& binding : found->second) {
    if (binding.kind == Binding::Kind::Value) values.push_back(binding.value);
  }
  return values;
}

std::vector<CodeModel::Named> CodeModel::file_level_values() const {
  std::vector<Named> found;
  for (const auto& [name, bound] : bindings_) {
    const Binding* only = nullptr;
    std::size_t here = 0;
    for (const Binding& binding : bound) {
      if (exists(binding.scope)) continue;
      ++here;
      only = &binding;
    }
    if (here == 1 && only->kind == Binding::Kind::Value && exists(only->value))
      found.push_back({name, only->value});
  }
  append_members(found);
  std::ranges::sort(found, {}, [](const Named& named) { return named.name; });
  return found;
}

TSNode CodeModel::parameter_of(std::string_view name, TSNode use) const {
  const Binding* found = innermost(name, use);
  return found == nullptr || found->kind != Binding::Kind::Parameter ? TSNode{} : found->scope;
}

std::vector<TSNode> CodeModel::parameters_of(TSNode function) const {
  const auto found = parameters_.find(function.id);
  if (found == parameters_.end()) return {};
  std::vector<TSNode> names = found->second;
  const auto place = [](TSNode node) { return ts_node_start_byte(node); };
  std::ranges::sort(names, {}, place);
  // Two patterns may see one.
  const auto twice = std::unique(names.begin(), names.end(),
                                 [&](TSNode a, TSNode b) { return place(a) == place(b); });
  names.erase(twice, names.end());
  return names;
}

const CallSite* CodeModel::call_taking(TSNode function) const {
  const TSNode arguments = exists(function) ? ts_node_parent(function) : TSNode{};
  const TSNode node = exists(arguments) ? ts_node_parent(arguments) : TSNode{};
  const CallSite* site = exists(node) ? call(node) : nullptr;
  const bool handed =
      site != nullptr && exists(site->arguments) && same_node(site->arguments, arguments);
  return handed ? site : nullptr;
}

/// class Store(val region: String): known in all of the class.
const CodeModel::Binding* CodeModel::class_parameter(std::string_view name, TSNode use) const {
  const auto found = bindings_.find(std::string(name));
  if (found == bindings_.end()) return nullptr;
  for (const Binding& binding : found->second) {
    const bool taken = binding.kind == Binding::Kind::Parameter ||
                       (exists(binding.value) && is_injected(binding.value));
    const bool of_class =
        taken && exists(binding.scope) && language_.role(binding.scope) == NodeRole::Parameters;
    if (of_class && contains(ts_node_parent(binding.scope), use)) return &binding;
  }
  return nullptr;
}

const CodeModel::Binding* CodeModel::innermost(std::string_view dotted, TSNode use) const {
  const bool member = dotted.find('.') != std::string_view::npos;
  const auto found = bindings_.find(std::string(dotted));
  if (found == bindings_.end()) return member ? nullptr : field_binding(dotted, use);
  // From the function around the use outwards: the first level that binds the name decides.
  TSNode level = enclosing_function(use);
  while (true) {
    const Binding* only = nullptr;
    bool several = false;
    for (const Binding& candidate : found->second) {
      const bool here = exists(level) ? exists(candidate.scope) && same_node(candidate.scope, level)
                                      : !exists(candidate.scope);
      // In "session := session.New()" the right side still means what is outside.
      if (!here || contains(candidate.value, use)) continue;
      if (exists(level) ? is_import_until(dotted, candidate, use)
                        : !may_share_fields(use, candidate.value))
        continue;
      several = only != nullptr;
      only = &candidate;
    }
    if (several) return nullptr;
    if (only != nullptr) return only;
    if (!exists(level)) break;
    level = enclosing_function(level);
  }
  // "self.x" and "this.x" are bound in one method and used in another.
  if (!member) {
    const Binding* field = field_binding(dotted, use);
    return field != nullptr ? field : class_parameter(dotted, use);
  }
  if (found->second.size() > 1) return of_same_class(found->second, use);
  const Binding& only = found->second.front();
  return is_own_member(dotted) && !may_share_fields(use, only.value) ? nullptr : &only;
}

/// The name is that of an import, until the function binds it further down.
bool CodeModel::is_import_until(std::string_view name, const Binding& bound, TSNode use) const {
  if (!exists(bound.value) || ts_node_start_byte(bound.value) <= ts_node_end_byte(use))
    return false;
  return std::ranges::any_of(
      imports_, [&](const Import& import) { return import.local == name && import.symbol != "*"; });
}

/// Classes of a file have fields of the same name. What one sets is in another if that stands in
/// it, or is derived from it.
bool CodeModel::may_share_fields(TSNode use, TSNode value) const {
  const auto class_of = [&](TSNode node) {
    const TSNode of_method = class_of_method(node);
    return exists(of_method) ? of_method : class_around(node);
  };
  const TSNode owner = class_of(use);
  TSNode other = class_of(value);
  if (exists(other) && kind_of(other) == "companion_object")  // Kotlin: known in all of the class
    other = class_around(other);
  if (!exists(owner) || !exists(other) || contains(other, use)) return true;
  const std::vector<std::string_view> bases = bases_of(owner);
  return std::ranges::find(bases, name_of_class(other)) != bases.end();
}

const CodeModel::Binding* CodeModel::of_same_class(const std::vector<Binding>& bindings,
                                                   TSNode use) const {
  const TSNode owner = class_of_method(use);
  if (!exists(owner)) return nullptr;
  const Binding* only = nullptr;
  for (const Binding& binding : bindings) {
    const TSNode other = class_of_method(binding.value);
    if (!exists(other)) return nullptr;
    if (!same_node(other, owner)) continue;
    if (only != nullptr) return nullptr;
    only = &binding;
  }
  return only;
}

const CodeModel::AssignSite* CodeModel::assignment_of(TSNode value) const {
  const auto found = assignments_by_value_.find(value.id);
  return found == assignments_by_value_.end() ? nullptr : &assignments_[found->second];
}

std::span<const CodeModel::ChangeSite> CodeModel::changes_of(std::string_view object) const {
  const auto found = changes_by_object_.find(std::string(object));
  if (found == changes_by_object_.end()) return {};
  return found->second;
}

std::span<const std::size_t> CodeModel::method_calls(std::string_view object) const {
  const auto found = methods_by_object_.find(std::string(object));
  if (found == methods_by_object_.end()) return {};
  return found->second;
}

std::span<const std::size_t> CodeModel::calls_with(std::string_view name) const {
  const auto found = calls_by_argument_.find(name);
  if (found == calls_by_argument_.end()) return {};
  return found->second;
}

bool CodeModel::may_see(TSNode use, TSNode change) const {
  return ts_node_start_byte(change) < ts_node_start_byte(use) ||
         !same_node(enclosing_function(change), enclosing_function(use));
}

const CodeModel::Lookup* CodeModel::lookup(TSNode node) const {
  const auto found = lookups_.find(node.id);
  return found == lookups_.end() ? nullptr : &found->second;
}

std::vector<CodeModel::ListPart> CodeModel::list_parts(std::string_view name, TSNode use) const {
  const TSNode function = enclosing_function(use);
  std::vector<ListPart> parts;
  for (const ListPart& part : list_parts_) {
    const bool before = ts_node_end_byte(part.name) < ts_node_start_byte(use);
    if (before && text(part.name) == name && same_node(enclosing_function(part.name), function))
      parts.push_back(part);
  }
  const auto bound = bindings_.find(std::string(name));
  if (bound == bindings_.end()) return parts;
  // What else the name is bound to there says what no part does.
  const bool only_parts =
      std::all_of(bound->second.begin(), bound->second.end(), [&](const Binding& binding) {
        return binding.kind == Binding::Kind::Parameter || !same_node(binding.scope, function) ||
               std::any_of(parts.begin(), parts.end(), [&](const ListPart& part) {
                 return exists(part.values) && contains(binding.value, part.values);
               });
      });
  return only_parts ? parts : std::vector<ListPart>();
}

TSNode CodeModel::list_of_loop(TSNode name) const {
  TSNode list{};
  std::uint32_t innermost = 0;
  for (const AssignSite& loop : loops_) {
    if (!exists(loop.name) || !exists(loop.value) || text(loop.name) != text(name)) continue;
    TSNode around = ts_node_parent(loop.name);
    while (exists(around) && !contains(around, loop.value)) around = ts_node_parent(around);
    // [f(x) for x in list], for … range list
    if (exists(around) && kind_of(around).find("clause") != std::string_view::npos)
      around = ts_node_parent(around);
    if (!exists(around) || !contains(around, name)) continue;
    const std::uint32_t begin = ts_node_start_byte(around);
    if (exists(list) && begin < innermost) continue;
    list = loop.value;
    innermost = begin;
  }
  return list;
}

const CallSite* CodeModel::call(TSNode node) const {
  const auto found = calls_by_node_.find(node.id);
  return found == calls_by_node_.end() ? nullptr : &calls_[found->second];
}

const CallSite* CodeModel::call_on(TSNode node) const {
  const auto found = calls_by_receiver_.find(node.id);
  return found == calls_by_receiver_.end() ? nullptr : &calls_[found->second];
}

TSNode CodeModel::env_read(TSNode node) const {
  const auto found = env_names_.find(node.id);
  return found == env_names_.end() ? TSNode{} : found->second;
}

std::string CodeModel::dotted(TSNode node) const {
  std::string result;
  for (int depth = 0; depth < limits::kMaxFollowDepth && exists(node); ++depth) {
    node = unwrap(node);
    if (language_.role(node) != NodeRole::Member) {
      return is_plain(text(node)) ? std::string(text(node)) + result : "";
    }
    const TSNode first = first_named(node);
    if (!same_node(first, last_named(node))) {  // not "::a"
      result.insert(0, dotted_behind(first, last_named(node)));
    }
    node = first;
  }
  return {};
}

std::string CodeModel::dotted_behind(TSNode object, TSNode member) const {
  std::string names;
  for (int depth = 0; depth < limits::kMaxFollowDepth && exists(member); ++depth) {
    if (!same_node(object, member)) names += '.';
    if (language_.role(member) != NodeRole::Member) return names.append(text(member));
    object = first_named(member);  // a::(b::c)
    member = last_named(member);
    if (!same_node(object, member)) names.append(text(object));
  }
  return names;
}

TSNode CodeModel::last_name(TSNode node) const {
  for (int depth = 0; depth < limits::kMaxFollowDepth; ++depth) {
    const TSNode last = language_.role(node) == NodeRole::Member ? last_named(node) : TSNode{};
    if (!exists(last)) break;
    node = last;
  }
  return node;
}

/// The first child that is no comment: in "(/* dev */ x)", and in "try x" where "try" is a node.
TSNode CodeModel::wrapped(TSNode node) const {
  const std::uint32_t count = std::min(ts_node_named_child_count(node), 16U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = ts_node_named_child(node, i);
    if (language_.role(child) != NodeRole::Comment) return child;
  }
  return {};
}

TSNode CodeModel::unwrap(TSNode node) const {
  for (int depth = 0; depth < limits::kMaxFollowDepth && exists(node); ++depth) {
    const NodeRole role = language_.role(node);
    const bool in_others = role == NodeRole::Pair || role == NodeRole::Chain;
    if (role != NodeRole::Unwrap && !in_others) break;
    const TSNode inner = wrapped(node);
    if (!exists(inner)) break;
    // An argument that may be named is a pair; without a name it is only its value. "name:" alone
    // is a name without its value.
    const bool alone = in_others && ts_node_named_child_count(node) == 1;
    const bool bare =
        alone && (role == NodeRole::Chain || ts_node_end_byte(inner) == ts_node_end_byte(node));
    if (in_others && !bare) break;
    node = inner;
  }
  return node;
}

}  // namespace credlint
