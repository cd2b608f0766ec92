// SPDX-License-Identifier: MIT
#include "parsers/code/code_model.h"

#include <algorithm>
#include <array>

#include "parsers/code/literal.h"
#include "scanner/core/limits.h"

namespace credlint {
namespace {

/// The last part of a module path: "config" of "github.com/aws/aws-sdk-go-v2/config".
std::string_view last_part(std::string_view module) {
  return module.substr(module.find_last_of("/") + 1);
}

/// Members of one name in a file; where there are as many, none is followed.
constexpr std::size_t kMostNamesakes = 64;

/// Imports of a file that a namespace is looked for in.
constexpr std::size_t kMostNamespaces = 32;

/// What a class calls itself or its object.
bool is_self(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"self", "cls",    "this",
                                                      "Self", "static", "$this"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// REGION: by its name, nobody sets it again.
bool is_constant_name(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view without_sigil(std::string_view name) {
  return name.substr(name.substr(0, 1) == "$" ? 1 : 0);
}

/// Nothing but names and what joins them.
bool is_plain(std::string_view text) {
  return text.size() < 200 && text.find_first_of(" \t\r\n()[]{}\"'`,;") == std::string_view::npos;
}

}  // namespace

CodeModel::CodeModel(const Language& language, const SourceText& source, TSNode root,
                     Deadline deadline)
    : language_(language), source_(source), deadline_(deadline) {
  complete_ =
      language.query.run(root, source, deadline, [this](const QueryMatch& match) { take(match); });
  forget_absent_imports();
  index_receivers();
  index_assignments();
  index_members();
  forget_changed_fields();
  forget_reads_that_write();
  export_what_is_set();
}

void CodeModel::take(const QueryMatch& match) {
  switch (match.captures.empty() ? CaptureName::Call : match.captures.front().name) {
    case CaptureName::Call:
    case CaptureName::CallCallee:    // in front where the type is written before "= new()"
    case CaptureName::CallReceiver:  // in front where it stands around the call
    case CaptureName::CallName:
      return take_call(match);
    case CaptureName::Command:
      commands_.push_back(match.captures.front().node);
      return;
    case CaptureName::ImportModule:
    case CaptureName::ImportSymbol:
    case CaptureName::ImportAlias:
    case CaptureName::ImportAll:
      return take_import(match);
    case CaptureName::EnvExport:
    case CaptureName::EnvLocal:
    case CaptureName::EnvPrefix:
    case CaptureName::EnvWriteName:
      return take_env_write(match);
    case CaptureName::EnvWriteText:
      env_write_texts_.push_back(match.node(CaptureName::EnvWriteText));
      return;
    case CaptureName::DocumentPath:
    case CaptureName::DocumentStart:  // in front where the path is written behind "<<"
      documents_.push_back({match.node(CaptureName::DocumentPath),
                            match.node(CaptureName::DocumentStart),
                            match.node(CaptureName::DocumentText)});
      return;
    case CaptureName::EnvExported:
      exported_.insert(text(match.node(CaptureName::EnvExported)));
      return;
    case CaptureName::EnvWriteAny:
      if (!exists(env_write_any_)) env_write_any_ = match.node(CaptureName::EnvWriteAny);
      return;
    case CaptureName::EnvRead: {
      const TSNode read = match.node(CaptureName::EnvRead);
      const TSNode name = match.node(CaptureName::EnvName);
      if (exists(name) && env_names_.emplace(read.id, name).second) env_read_nodes_.push_back(read);
      return;
    }
    case CaptureName::AssignName:
    case CaptureName::AssignValue: {  // in front where the name is a part of it
      const TSNode name = match.node(CaptureName::AssignName);
      const TSNode value = match.node(CaptureName::AssignValue);
      if (!exists(value)) return;
      assignments_.push_back({name, value});
      bind(std::string(language_.row->bound_prefix) + dotted(name),
           {Binding::Kind::Value, value, "", enclosing_function(name)});
      return;
    }
    case CaptureName::DestructureName: {
      const TSNode name = match.node(CaptureName::DestructureName);
      const TSNode object = match.node(CaptureName::DestructureValue);
      const TSNode alias = match.node(CaptureName::DestructureAlias);
      if (!exists(object)) return;
      bind(std::string(text(exists(alias) ? alias : name)),
           {Binding::Kind::Member, object, std::string(text(name)), enclosing_function(name)});
      return;
    }
    case CaptureName::Parameter: {
      const TSNode name = match.node(CaptureName::Parameter);
      bind(std::string(text(name)), {Binding::Kind::Parameter, {}, "", enclosing_function(name)});
      return;
    }
    case CaptureName::Null:
      null_nodes_.insert(match.node(CaptureName::Null).id);
      return;
    case CaptureName::Constant:
      constants_.insert(match.node(CaptureName::Constant).id);
      return;
    case CaptureName::Lookup:
    case CaptureName::LookupObject:
      lookups_.try_emplace(
          match.node(CaptureName::Lookup).id,
          Lookup{match.node(CaptureName::LookupObject), match.node(CaptureName::LookupKey)});
      return;
    case CaptureName::ListName:
      list_parts_.push_back(
          {match.node(CaptureName::ListName), match.node(CaptureName::ListValues)});
      return;
    case CaptureName::PairKey:
      pairs_.push_back({match.node(CaptureName::PairKey), match.node(CaptureName::PairValue)});
      return;
    default:
      return;
  }
}

void CodeModel::take_call(const QueryMatch& match) {
  if (match.captures.empty()) return;
  CallSite site{match.node(CaptureName::Call), match.node(CaptureName::CallCallee),
                match.node(CaptureName::CallReceiver), match.node(CaptureName::CallName),
                match.node(CaptureName::CallArguments)};
  if (!exists(site.node) || (!exists(site.callee) && !exists(site.name))) return;
  if (calls_by_node_.emplace(site.node.id, calls_.size()).second) calls_.push_back(site);
}

/// ".b.c" where each name of a.b.c is captured by itself (Scala); "\b" in PHP's "use a\{b\c}".
std::string CodeModel::further_names(const QueryMatch& match, CaptureName name) const {
  std::string names;
  const TSNode first = match.node(name);
  const bool backslash =
      exists(first) && source_.text.substr(ts_node_end_byte(first)).substr(0, 1) == "\\";
  for (const QueryCapture& capture : match.captures) {
    if (capture.name != name || same_node(capture.node, first)) continue;
    names.append(backslash ? "\\" : ".").append(text(capture.node));
  }
  return names;
}

void CodeModel::take_import(const QueryMatch& match) {
  Import import;
  if (const TSNode all = match.node(CaptureName::ImportAll); exists(all)) {
    import.module = std::string(text(all)) + further_names(match, CaptureName::ImportAll);
    import.symbol = import.local = "*";
    imports_.push_back(std::move(import));
    return;
  }
  const TSNode module = match.node(CaptureName::ImportModule);
  const TSNode symbol = match.node(CaptureName::ImportSymbol);
  const TSNode alias = match.node(CaptureName::ImportAlias);
  // a::b::c, name in name; a.b.c in one node (Kotlin) is its own text.
  const auto nests = [&](TSNode node) {
    return language_.role(node) == NodeRole::Member && ts_node_named_child_count(node) <= 2;
  };
  if (exists(module)) {
    import.module = nests(module) ? dotted(module) : read_literal(text(module), false).value;
    import.module += further_names(match, CaptureName::ImportModule);
  }
  if (exists(symbol)) {
    import.symbol = nests(symbol) ? dotted(symbol) : std::string(text(symbol));
  }
  if (import.symbol == "default") import.symbol.clear();
  if (import.symbol == "namespace") {  // using namespace a::b
    import.symbol = "*";
    add_nested_namespaces(import.module);
  }
  if (exists(alias)) {
    import.local = std::string(text(alias));
  } else if (!import.symbol.empty()) {
    import.local = import.symbol;
  } else if (import.module.find('/') != std::string::npos) {
    import.local = std::string(last_part(import.module));
  } else {
    import.local = import.module.substr(0, import.module.find('.'));
    // "import a.b" binds a, and "a.b.c" is then written out in full.
    import.module = import.local;
  }
  imports_.push_back(std::move(import));
}

/// After "using namespace a", "using namespace b" may mean a::b.
void CodeModel::add_nested_namespaces(const std::string& module) {
  const std::size_t count = std::min(imports_.size(), kMostNamespaces);
  for (std::size_t i = 0; i < count; ++i) {
    if (imports_[i].symbol != "*") continue;
    imports_.push_back({imports_[i].module + "." + module, "*", "*"});
  }
}

void CodeModel::take_env_write(const QueryMatch& match) {
  EnvWrite write;
  write.name = match.node(CaptureName::EnvWriteName);
  write.value = match.node(CaptureName::EnvWriteValue);
  if (!exists(write.name)) return;
  const struct {
    CaptureName capture;
    EnvWrite::Syntax syntax;
  } kinds[] = {{CaptureName::EnvExport, EnvWrite::Syntax::Export},
               {CaptureName::EnvPrefix, EnvWrite::Syntax::Prefix},
               {CaptureName::EnvLocal, EnvWrite::Syntax::Local}};
  for (const auto& kind : kinds) {
    if (!exists(match.node(kind.capture))) continue;
    write.whole = match.node(kind.capture);
    write.syntax = kind.syntax;
    break;
  }
  const auto [known, added] = env_writes_by_name_.emplace(write.name.id, env_writes_.size());
  if (added) {
    env_writes_.push_back(write);
  } else if (write.syntax != EnvWrite::Syntax::Local) {
    env_writes_[known->second] = write;  // the more telling pattern also matched
  }
  const bool binds =
      write.syntax == EnvWrite::Syntax::Export || write.syntax == EnvWrite::Syntax::Local;
  if (added && binds && exists(write.value)) {
    bind(std::string(text(write.name)),
         {Binding::Kind::Value, write.value, "", enclosing_function(write.name)});
  }
}

void CodeModel::bind(std::string name, Binding binding) {
  if (name.empty()) return;
  std::vector<Binding>& known = bindings_[std::move(name)];
  for (const Binding& other : known) {
    const bool both = other.kind == Binding::Kind::Parameter && binding.kind == other.kind;
    if (both && exists(other.scope) && same_node(other.scope, binding.scope)) return;
    if (exists(other.value) && exists(binding.value) && same_node(other.value, binding.value) &&
        other.member == binding.member) {
      return;  // two patterns saw the same assignment
    }
  }
  known.push_back(std::move(binding));
}

bool CodeModel::is_nothing(const Binding& binding) const {
  if (binding.kind != Binding::Kind::Value) return false;
  const TSNode value = unwrap(binding.value);
  return is_null(value) || language_.role(value) == NodeRole::Null;
}

void CodeModel::forget_absent_imports() {
  for (const Import& import : imports_) {
    const auto found = bindings_.find(import.local);
    if (found == bindings_.end()) continue;
    std::vector<Binding>& bound = found->second;
    const auto means_more = [&](const Binding& other, TSNode scope) {
      return same_node(other.scope, scope) && !is_nothing(other);
    };
    std::vector<Binding> kept;
    for (const Binding& binding : bound) {
      const bool hides = std::any_of(bound.begin(), bound.end(), [&](const Binding& other) {
        return means_more(other, binding.scope);
      });
      if (hides) kept.push_back(binding);
    }
    bound = std::move(kept);
  }
}

void CodeModel::index_receivers() {
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    index_handed(i);
    const TSNode receiver = receiver_of(calls_[i]);
    if (!exists(receiver)) continue;
    calls_by_receiver_.emplace(receiver.id, i);
    const std::string object = dotted(receiver);
    if (!object.empty()) methods_by_object_[object].push_back(i);
  }
}

void CodeModel::index_handed(std::size_t call) {
  const TSNode arguments = calls_[call].arguments;
  if (!exists(arguments)) return;
  const std::uint32_t count = std::min(ts_node_named_child_count(arguments), 16U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode argument = unwrap(ts_node_named_child(arguments, i));
    const NodeRole role = language_.role(argument);
    if (role == NodeRole::Identifier || role == NodeRole::Variable)
      calls_by_argument_[text(argument)].push_back(call);
  }
}

void CodeModel::index_assignments() {
  for (std::size_t i = 0; i < assignments_.size(); ++i) {
    assignments_by_value_.emplace(unwrap(assignments_[i].value).id, i);
    index_change(assignments_[i]);
  }
}

void CodeModel::index_change(const AssignSite& assignment) {
  TSNode name = unwrap(assignment.name);
  // Python's query captures the key alone, as it names the value.
  if (language_.role(name) == NodeRole::String) name = ts_node_parent(name);
  const NodeRole role = language_.role(name);
  if (role != NodeRole::Member && role != NodeRole::Subscript) return;
  const TSNode object = first_named(name);
  std::string known_as = dotted(object);
  std::string between;
  while (!known_as.empty()) {
    changes_by_object_[known_as].push_back({between, object, last_named(name), assignment.value});
    const std::size_t dot = known_as.rfind('.');
    if (dot == std::string::npos) break;
    between = known_as.substr(dot + 1) + "." + between;
    known_as.erase(dot);
  }
}

TSNode CodeModel::receiver_of(const CallSite& site) const {
  if (exists(site.receiver)) return site.receiver;
  const bool method = exists(site.callee) && language_.role(site.callee) == NodeRole::Member;
  return method ? first_named(site.callee) : TSNode{};
}

/// In "environment[X] = y" the left side is also what a read looks like.
void CodeModel::forget_reads_that_write() {
  std::erase_if(env_read_nodes_, [this](TSNode read) {
    return env_writes_by_name_.count(env_names_.at(read.id).id) > 0;
  });
}

/// "A=b" and "export A" are "export A=b", where A is set nowhere else. An empty A waits for a value
/// that comes by a way unseen.
void CodeModel::export_what_is_set() {
  std::unordered_map<std::string_view, int> times;
  for (const EnvWrite& write : env_writes_) ++times[text(write.name)];
  for (EnvWrite& write : env_writes_) {
    const std::string_view name = text(write.name);
    const std::string_view value = exists(write.value) ? text(write.value) : std::string_view();
    const bool filled = !value.empty() && value != "\"\"" && value != "''";
    const bool exported = exported_.count(name) > 0 && times[name] == 1 && filled;
    if (exported && write.syntax == EnvWrite::Syntax::Local)
      write.syntax = EnvWrite::Syntax::Exported;
  }
}

const CodeModel::Binding* CodeModel::binding(std::string_view dotted, TSNode use) const {
  const Binding* found = innermost(dotted, use);
  return found == nullptr || found->kind == Binding::Kind::Parameter ? nullptr : found;
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

TSNode CodeModel::parameter_of(std::string_view name, TSNode use) const {
  const Binding* found = innermost(name, use);
  return found == nullptr || found->kind != Binding::Kind::Parameter ? TSNode{} : found->scope;
}

const CallSite* CodeModel::call_taking(TSNode function) const {
  const TSNode arguments = exists(function) ? ts_node_parent(function) : TSNode{};
  const TSNode node = exists(arguments) ? ts_node_parent(arguments) : TSNode{};
  const CallSite* site = exists(node) ? call(node) : nullptr;
  const bool handed =
      site != nullptr && exists(site->arguments) && same_node(site->arguments, arguments);
  return handed ? site : nullptr;
}

const CodeModel::Binding* CodeModel::innermost(std::string_view dotted, TSNode use) const {
  const auto found = bindings_.find(std::string(dotted));
  if (found == bindings_.end()) return nullptr;
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
      several = only != nullptr;
      only = &candidate;
    }
    if (several) return nullptr;
    if (only != nullptr) return only;
    if (!exists(level)) break;
    level = enclosing_function(level);
  }
  // "self.x" and "this.x" are bound in one method and used in another.
  const bool member = dotted.find('.') != std::string_view::npos;
  return member && found->second.size() == 1 ? &found->second.front() : nullptr;
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
    // An argument that may be named is a pair; without a name it is only its value.
    const NodeRole role = language_.role(node);
    const TSNode inner = wrapped(node);
    if (!exists(inner)) break;
    // "name:" alone is a name without its value.
    const bool bare = role == NodeRole::Pair && ts_node_named_child_count(node) == 1 &&
                      ts_node_end_byte(inner) == ts_node_end_byte(node);
    const bool lone = role == NodeRole::Chain && ts_node_named_child_count(node) == 1;
    if (role != NodeRole::Unwrap && !bare && !lone) break;
    node = inner;
  }
  return node;
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

TSNode CodeModel::enclosing_function(TSNode node) const {
  const auto [known, added] = functions_.try_emplace(node.id);
  if (added) {
    for_each_around(node, [&](TSNode at) {
      if (language_.role(at) == NodeRole::Function) known->second = at;
    });
  }
  return known->second;
}

}  // namespace credlint
