// SPDX-License-Identifier: MIT
#include "parsers/code/functions.h"

#include <algorithm>
#include <utility>

namespace credlint {
namespace {

/// Calls of one function that are looked at; a function that is called more often is a library's.
constexpr std::size_t kMostCalls = 16;

TSNode field(TSNode node, std::string_view name) {
  return ts_node_child_by_field_name(node, name.data(), static_cast<std::uint32_t>(name.size()));
}

/// A C++ declarator without what stands around its name.
TSNode declared(TSNode function) {
  TSNode at = field(function, "declarator");
  for (TSNode next = at; exists(next); next = field(at, "declarator")) at = next;
  return at;
}

/// The node whose named children are the parameters; null where a language has none.
TSNode parameter_list(TSNode function) {
  for (TSNode at = function; exists(at); at = field(at, "declarator")) {
    if (const TSNode list = field(at, "parameters"); exists(list)) return list;
  }
  const std::uint32_t count = ts_node_named_child_count(function);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = ts_node_named_child(function, i);
    if (kind_of(child).find("parameters") != std::string_view::npos) return child;
  }
  return {};
}

bool is_pattern(std::string_view kind) { return kind.find("pattern") != std::string_view::npos; }

/// Whether the name stands in "{ a, b }" of a parameter.
bool is_taken_apart(TSNode name, TSNode parameter) {
  for (TSNode at = name; exists(at) && !same_node(at, parameter); at = ts_node_parent(at)) {
    if (kind_of(at) == "object_pattern") return true;
  }
  return kind_of(parameter) == "object_pattern";
}

}  // namespace

std::string_view Functions::name_of(TSNode function) const {
  if (const TSNode name = field(function, "name"); exists(name)) return model_.text(name);
  if (const TSNode name = declared(function); exists(name)) return model_.text(name);
  const CodeModel::AssignSite* assigned = model_.assignment_of(function);
  return assigned == nullptr ? std::string_view() : model_.text(model_.last_name(assigned->name));
}

void Functions::enter(TSNode function) const {
  Function found{function, name_of(function), {}};
  by_name_[found.name].push_back(functions_.size());
  functions_.push_back(std::move(found));
}

/// Without a tree walk for each question: one walk over all, with the functions around each node.
void Functions::read() const {
  if (std::exchange(read_, true)) return;
  for (std::size_t i = 0; i < model_.calls().size(); ++i)
    calls_by_name_[called_name(model_.calls()[i])].push_back(i);
  TSTreeCursor cursor = ts_tree_cursor_new(model_.root());
  std::vector<std::size_t> around;  // functions
  bool down = true;
  while (true) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    const bool function = model_.language().role(node) == NodeRole::Function;
    if (down) {
      if (function) {
        around.push_back(functions_.size());
        enter(node);
      } else if (!around.empty() && ts_node_is_named(node) && kind_of(node).starts_with("return")) {
        take_return(node, around.back());
      }
      if (ts_tree_cursor_goto_first_child(&cursor)) continue;
    }
    if (function && !around.empty()) {
      take_last_expression(around.back());
      around.pop_back();
    }
    down = ts_tree_cursor_goto_next_sibling(&cursor);
    if (!down && !ts_tree_cursor_goto_parent(&cursor)) break;
  }
  ts_tree_cursor_delete(&cursor);
}

void Functions::take_return(TSNode statement, std::size_t function) const {
  TSNode value = first_named(statement);
  while (exists(value) && kind_of(value) == "expression_list") {
    if (ts_node_named_child_count(value) > 2) return;  // several values
    value = first_named(value);
  }
  if (!exists(value) || model_.is_null(value) ||
      model_.language().role(model_.unwrap(value)) == NodeRole::Null)
    return;
  functions_[function].returned.push_back(value);
}

/// "x => f(x)", "fun f() = g()", and the last expression of a body where that is what is returned.
void Functions::take_last_expression(std::size_t function) const {
  if (!functions_[function].returned.empty()) return;
  TSNode at = field(functions_[function].node, "body");
  while (exists(at)) {
    const NodeRole role = model_.language().role(at);
    const bool block = kind_of(at).find("block") != std::string_view::npos;
    if (role == NodeRole::ValueBlock || role == NodeRole::Unwrap) {
      at = last_named(at);
      continue;
    }
    if (!block) functions_[function].returned.push_back(at);
    return;
  }
}

std::string_view Functions::called_name(const CallSite& call) const {
  if (exists(call.name)) return model_.text(call.name);
  return exists(call.callee) ? model_.text(model_.last_name(model_.unwrap(call.callee))) : "";
}

/// A function of the text, or a method of the object itself.
bool Functions::is_own(const CallSite& call) const {
  const TSNode receiver = model_.receiver_of(call);
  return !exists(receiver) || is_self(model_.text(receiver));
}

const Functions::Function* Functions::function_of(const CallSite& site) const {
  const std::string_view name = called_name(site);
  if (name.empty() || !is_own(site)) return nullptr;
  read();
  const auto found = by_name_.find(name);
  if (found == by_name_.end() || found->second.size() != 1) return nullptr;
  return &functions_[found->second.front()];
}

TSNode Functions::called_by(const CallSite& site) const {
  const Function* function = function_of(site);
  return function == nullptr ? TSNode{} : function->node;
}

TSNode Functions::returned_by(const CallSite& site) const {
  const Function* function = function_of(site);
  const bool one = function != nullptr && function->returned.size() == 1;
  return one ? function->returned.front() : TSNode{};
}

Functions::Position Functions::position_of(std::string_view name, TSNode function) const {
  Position position{static_cast<std::size_t>(-1), {}};
  const TSNode list = parameter_list(function);
  if (!exists(list)) return position;
  const std::vector<TSNode> names = model_.parameters_of(function);
  std::size_t index = 0;
  const std::uint32_t count = ts_node_named_child_count(list);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode parameter = ts_node_named_child(list, i);
    if (model_.language().role(parameter) == NodeRole::Comment || is_self(model_.text(parameter)))
      continue;
    std::size_t within = 0;  // Go: "a, b string" are two
    for (const TSNode candidate : names) {
      if (!contains(parameter, candidate)) continue;
      const bool apart = is_taken_apart(candidate, parameter);
      if (model_.text(candidate) == name)
        return {index + (is_pattern(kind_of(parameter)) ? 0 : within),
                apart ? name : std::string_view()};
      ++within;
    }
    index += is_pattern(kind_of(parameter)) ? 1 : std::max<std::size_t>(within, 1);
  }
  return position;
}

Functions::Given Functions::argument(const CallSite& call, std::string_view name,
                                     const Position& position) const {
  if (!exists(call.arguments)) return {};
  std::size_t index = 0;
  const std::uint32_t count = std::min(ts_node_named_child_count(call.arguments), 64U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = model_.unwrap(ts_node_named_child(call.arguments, i));
    const NodeRole role = model_.language().role(child);
    if (role == NodeRole::Comment) continue;
    if (role == NodeRole::Spread) return {};
    if (role == NodeRole::Pair) {
      if (model_.text(first_named(child)) == name) return {last_named(child), {}};
    } else if (index++ == position.index) {
      return {child, position.member};
    }
  }
  return {};
}

std::vector<Functions::Given> Functions::given_to(std::string_view name, TSNode use) const {
  std::vector<Given> out;
  const TSNode function = model_.parameter_of(name, use);
  if (!exists(function)) return out;
  const std::string_view called = name_of(function);
  if (called.empty()) return out;
  read();
  const auto own = by_name_.find(called);
  const auto calls = calls_by_name_.find(called);
  if (own == by_name_.end() || own->second.size() != 1 || calls == calls_by_name_.end()) return out;
  if (calls->second.size() > kMostCalls) return out;
  const Position position = position_of(name, function);
  for (const std::size_t i : calls->second) {
    const CallSite& call = model_.calls()[i];
    if (contains(function, call.node)) continue;  // recursion gives what it was given
    if (const Given given = argument(call, name, position); exists(given.value))
      out.push_back(given);
  }
  return out;
}

}  // namespace credlint
