// SPDX-License-Identifier: MIT
#include "parsers/code/code_model.h"

#include <algorithm>

#include "parsers/code/literal.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// "local." of "var. local." for "locals"; the first for none.
std::string_view prefix_for(std::string_view kind, std::string_view prefixes) {
  const std::vector<std::string_view> each = split(prefixes, " ");
  for (const std::string_view prefix : each) {
    if (kind.starts_with(prefix.substr(0, prefix.size() - 1))) return prefix;
  }
  return each.empty() ? prefixes : each.front();
}

/// The last part of a module path: "config" of "github.com/aws/aws-sdk-go-v2/config".
std::string_view last_part(std::string_view module) {
  return module.substr(module.find_last_of("/") + 1);
}

/// How many named nodes stand before it in the same list.
std::size_t place_of(TSNode node) {
  constexpr std::size_t kMost = 32;
  const auto is_around = [](TSNode around) {
    const std::string_view kind = kind_of(around);
    return kind == "argument" || kind == "declaration_expression" || kind == "variable_declaration";
  };
  while (exists(ts_node_parent(node)) && is_around(ts_node_parent(node)))
    node = ts_node_parent(node);
  std::size_t place = 0;
  for (TSNode at = ts_node_prev_named_sibling(node); exists(at) && place < kMost; ++place)
    at = ts_node_prev_named_sibling(at);
  return place;
}

/// Imports of a file that a namespace is looked for in.
constexpr std::size_t kMostNamespaces = 32;

}  // namespace

CodeModel::CodeModel(const Language& language, const SourceText& source, TSNode root,
                     Deadline deadline)
    : language_(language),
      source_(source),
      root_(root),
      deadline_(deadline),
      landmarks_(language, root) {
  complete_ =
      language.query.run(root, source, deadline, [this](const QueryMatch& match) { take(match); });
  forget_absent_imports();
  add_imports_of_project();
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
    case CaptureName::EnvWriteTest:
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
    case CaptureName::AssignKind:
    case CaptureName::AssignName:
    case CaptureName::AssignValue: {  // in front where the name is a part of it
      const TSNode name = match.node(CaptureName::AssignName);
      const TSNode value = match.node(CaptureName::AssignValue);
      if (!exists(value)) return;
      assignments_.push_back({name, value});
      std::string names = dotted(name);
      if (names.empty() && is_chain_of_names(text(name))) names = text(name);  // Ruby: a.b = c
      const TSNode kind = match.node(CaptureName::AssignKind);
      bind(std::string(prefix_for(exists(kind) ? text(kind) : "", language_.row->bound_prefix)) +
               names,
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
    case CaptureName::DestructureElement: {
      const TSNode name = match.node(CaptureName::DestructureElement);
      const TSNode object = match.node(CaptureName::DestructureValue);
      if (!exists(object)) return;
      bind(std::string(text(name)),
           {Binding::Kind::Member, object, element_name(place_of(name)), enclosing_function(name)});
      return;
    }
    case CaptureName::BoundType:
    case CaptureName::BoundPrefix:  // in front where it is an annotation
      bound_types_.push_back(
          {match.node(CaptureName::BoundType), match.node(CaptureName::BoundPrefix)});
      return;
    case CaptureName::EachName:
    case CaptureName::EachList:  // in front where the loop is a method of the list
      loops_.push_back({match.node(CaptureName::EachName), match.node(CaptureName::EachList)});
      return;
    case CaptureName::Parameter: {
      const TSNode name = match.node(CaptureName::Parameter);
      const TSNode function = enclosing_function(name);
      bind(std::string(text(name)), {Binding::Kind::Parameter, {}, "", function});
      if (exists(function)) parameters_[function.id].push_back(name);
      return;
    }
    case CaptureName::InjectName:
    case CaptureName::InjectText:  // in front where annotations are
      return take_injected(match.node(CaptureName::InjectName),
                           match.node(CaptureName::InjectText));
    case CaptureName::OptionName:
    case CaptureName::OptionDefault:
      return take_option(match.node(CaptureName::OptionName),
                         match.node(CaptureName::OptionDefault));
    case CaptureName::Promoted:
      return take_promoted(match.node(CaptureName::Promoted));
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

/// C#: what a "global using" of another file may import, where this one imports nothing like it.
void CodeModel::add_imports_of_project() {
  constexpr std::string_view kRow = "<imports>";
  for (const DataRow& row : language_.row->framework_names) {
    if (row.key != kRow) continue;
    const std::vector<std::string_view> modules = split(row.value, ",");
    const auto own = [&](const Import& import) {
      return !modules.empty() && import.module.starts_with(modules.front());
    };
    if (std::ranges::any_of(imports_, own)) return;
    for (const std::string_view module : modules)
      imports_.push_back({std::string(module), "*", "*"});
  }
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
  write.test = exists(match.node(CaptureName::EnvWriteTest));
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

/// What the framework gives takes the place of what callers give.
void CodeModel::take_injected(TSNode name, TSNode text_node) {
  if (!exists(name) || !exists(text_node)) return;
  const TSNode key = first_named(ts_node_parent(text_node));
  if (exists(key) && text(key) == "defaultValue") return;  // beside what the framework is asked for
  if (!injected_.insert(text_node.id).second) return;
  filled_.push_back({name, text_node});
  if (text(text_node).starts_with('`')) return;  // a field of Go: no name by itself
  const std::string local(text(name));
  const TSNode scope = enclosing_function(name);
  std::erase_if(bindings_[local], [&](const Binding& other) {
    return other.kind == Binding::Kind::Parameter && same_node(other.scope, scope);
  });
  bind(local, {Binding::Kind::Value, text_node, "", scope});
}

/// "--aws-region", "-r, --aws-region <name>": aws_region and awsRegion. A name without dashes is
/// what the program itself calls the option.
void CodeModel::take_option(TSNode name, TSNode value) {
  if (!exists(name) || !exists(value)) return;
  std::string_view flags = text(name);
  if (flags.find_first_of("\"':") == 0) flags.remove_prefix(1);
  const std::size_t dashes = flags.find("--");
  if (dashes == std::string_view::npos && flags.starts_with('-')) return;
  if (dashes != std::string_view::npos) flags.remove_prefix(dashes + 2);
  flags = flags.substr(0, flags.find_first_of(" ,=<'\"`"));
  std::string snake(flags);
  std::ranges::replace(snake, '-', '_');
  std::string camel;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const bool behind = i > 0 && flags[i - 1] == '-' && flags[i] >= 'a' && flags[i] <= 'z';
    if (flags[i] != '-') camel += behind ? static_cast<char>(flags[i] - 'a' + 'A') : flags[i];
  }
  options_.emplace(std::move(camel), value);
  options_.emplace(std::move(snake), value);
}

TSNode CodeModel::option_default(std::string_view name) const {
  const auto found = options_.find(std::string(name));
  return found == options_.end() ? TSNode{} : found->second;
}

void CodeModel::take_promoted(TSNode name) {
  if (!promoted_.insert(name.id).second) return;
  promoted_names_.push_back(name);
  std::string_view bare = text(name);
  if (bare.starts_with('$')) bare.remove_prefix(1);
  const std::string_view self = bare.size() < text(name).size() ? "$this." : "this.";
  bind(std::string(self).append(bare), {Binding::Kind::Value, name, "", enclosing_function(name)});
}

void CodeModel::bind(std::string name, Binding binding) {
  if (name.empty()) return;
  std::vector<Binding>& known = bindings_[std::move(name)];
  const auto fills = [&](const Binding& other) {
    return exists(other.value) && is_injected(other.value) && same_node(other.scope, binding.scope);
  };
  if (binding.kind == Binding::Kind::Parameter && std::ranges::any_of(known, fills)) return;
  for (Binding& other : known) {
    const bool both = other.kind == Binding::Kind::Parameter && binding.kind == other.kind;
    if (both && exists(other.scope) && same_node(other.scope, binding.scope)) return;
    if (exists(other.value) && exists(binding.value) && same_node(other.value, binding.value) &&
        other.member == binding.member) {
      return;  // two patterns saw the same assignment
    }
    // Go: "key, secret, token, err := f()" is seen as "key := f()" too.
    if (exists(other.value) && exists(binding.value) && same_node(other.value, binding.value) &&
        is_element(other.member) != is_element(binding.member)) {
      if (is_element(binding.member)) other = std::move(binding);
      return;
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

}  // namespace credlint
