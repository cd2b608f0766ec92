// SPDX-License-Identifier: MIT
#include "parsers/code/functions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace credlint {
namespace {

/// Calls of one function that are looked at; a function that is called more often is a library's.
constexpr std::size_t kMostCalls = 16;
/// Results of a function with several that are looked at.
constexpr std::size_t kMostReturned = 4;
/// Values that one statement returns.
constexpr std::uint32_t kMostElements = 8;
/// The place of what is only given by its name.
constexpr auto kNowhere = static_cast<std::size_t>(-1);

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
  return kind_of(function).find("parameter") != std::string_view::npos ? function : TSNode{};
}

/// PHP: a parameter is "$region", an argument is given as "region:".
std::string_view without_sigil(std::string_view name) {
  return name.substr(name.starts_with('$') ? 1 : 0);
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

bool is_list(TSNode node) {
  constexpr std::array<std::string_view, 7> kKinds = {
      "tuple",           "expression_list",  "list",
      "array",           "tuple_expression", "array_creation_expression",
      "array_expression"};
  return std::ranges::find(kKinds, kind_of(node)) != kKinds.end();
}

std::string_view Functions::name_of(TSNode function) const {
  if (const auto known = names_.find(function.id); known != names_.end()) return known->second;
  return names_[function.id] = find_name_of(function);
}

std::string_view Functions::find_name_of(TSNode function) const {
  if (const std::string_view of = model_.class_made_by(function); !of.empty()) return of;
  if (kind_of(function) == "accessor_declaration") {  // C#: of the property
    const TSNode list = ts_node_parent(function);
    const TSNode of = exists(list) ? field(ts_node_parent(list), "name") : TSNode{};
    return exists(of) && is_getter(function) ? model_.text(of) : std::string_view();
  }
  if (const TSNode name = field(function, "name"); exists(name)) return model_.text(name);
  if (const TSNode name = declared(function); exists(name)) return model_.text(name);
  const CodeModel::AssignSite* assigned = model_.assignment_of(function);
  return assigned == nullptr ? std::string_view() : model_.text(model_.last_name(assigned->name));
}

void Functions::enter(TSNode function) const {
  Function found{function, name_of(function), {}, {}};
  by_name_[found.name].push_back(functions_.size());
  functions_.push_back(std::move(found));
}

void Functions::read() const {
  if (std::exchange(read_, true)) return;
  for (std::size_t i = 0; i < model_.calls().size(); ++i)
    calls_by_name_[called_name(model_.calls()[i])].push_back(i);
  const Landmarks& landmarks = model_.landmarks();
  for (const TSNode function : landmarks.functions()) {
    // What stands around a function is looked for from the root: not for thousands in each other.
    if (is_over(model_.deadline())) break;
    enter(function);
  }
  for (const auto& [statement, function] : landmarks.returns()) {
    if (function < functions_.size()) take_return(statement, function);
  }
  for (std::size_t i = 0; i < functions_.size(); ++i) take_last_expression(i);
}

/// Go: return aws.Config{}, "", err
bool Functions::is_failure(TSNode list) const {
  const std::uint32_t count = ts_node_named_child_count(list);
  const auto is_nothing = [&](TSNode node) {
    node = model_.unwrap(node);
    if (model_.is_null(node) || model_.language().role(node) == NodeRole::Null) return true;
    const std::string_view text = model_.text(node);
    return text == "\"\"" || text == "``" || text.ends_with("{}");
  };
  if (model_.language().row->modules != "folder" || kind_of(list) != "expression_list")
    return false;
  bool nothing = count > 1 && count <= kMostElements && !is_nothing(last_named(list));
  for (std::uint32_t i = 0; nothing && i + 1 < count; ++i)
    nothing = is_nothing(ts_node_named_child(list, i));
  return nothing;
}

void Functions::take_return(TSNode statement, std::size_t function) const {
  TSNode value = first_named(statement);
  if (model_.text(statement).starts_with("throw")) return;  // Swift has one node for both
  if (exists(value) && is_failure(value)) return;
  if (exists(value) && is_list(value)) functions_[function].lists.push_back(value);
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
  const TSNode last = last_named(functions_[function].node);  // Kotlin has no such field
  if (!exists(at) && exists(last) && kind_of(last) == "function_body") at = last;
  while (exists(at)) {
    const NodeRole role = model_.language().role(at);
    const bool block = kind_of(at).find("block") != std::string_view::npos;
    if (role == NodeRole::ValueBlock || role == NodeRole::Unwrap) {
      at = last_named(at);
      continue;
    }
    if (!block) functions_[function].returned.push_back(at);
    if (!block && is_list(at)) functions_[function].lists.push_back(at);
    return;
  }
}

std::string_view Functions::called_name(const CallSite& call) const {
  const bool ruby = exists(call.name) && exists(call.receiver) && model_.text(call.name) == "new";
  if (ruby) return model_.text(model_.last_name(call.receiver));
  if (exists(call.name)) return model_.text(call.name);
  return exists(call.callee) ? model_.text(model_.last_name(model_.unwrap(call.callee))) : "";
}

/// A function of the text, or a method of the object itself.
bool Functions::is_own(const CallSite& call) const {
  const TSNode receiver = model_.receiver_of(call);
  return !exists(receiver) || is_self(model_.text(receiver));
}

/// Go: s.open() in another method of its type.
bool Functions::is_of_receiver(const CallSite& call, const Function& function) const {
  const std::string_view type = model_.type_of_receiver(function.node);
  const TSNode receiver = model_.receiver_of(call);
  return !type.empty() && exists(receiver) &&
         model_.type_as_receiver(model_.text(receiver), receiver) == type;
}

/// Env.get(…) of a class Env of the text.
bool Functions::is_of_class(const CallSite& call, const Function& function) const {
  const std::string object = model_.dotted(model_.receiver_of(call));
  const std::string full = model_.name_for_others(function.node, function.name);
  return !object.empty() && full.size() == object.size() + 1 + function.name.size() &&
         full.starts_with(object + ".");
}

const Functions::Function* Functions::function_of(const CallSite& site) const {
  const std::string_view name = called_name(site);
  if (name.empty()) return nullptr;
  read();
  const auto found = by_name_.find(name);
  if (found == by_name_.end() || found->second.size() != 1) return nullptr;
  const Function& function = functions_[found->second.front()];
  const bool own = is_own(site) || is_of_class(site, function) || is_of_receiver(site, function);
  return own ? &function : nullptr;
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

std::string_view Functions::type_returned_by(const CallSite& site) const {
  const Function* function = function_of(site);
  if (function == nullptr) return {};
  for (const std::string_view word : {"return_type", "returns", "type", "result"}) {
    const TSNode type = field(function->node, word);
    if (exists(type)) return model_.text(type);
  }
  return {};
}

Functions::Position Functions::position_of(std::string_view name, TSNode function) const {
  Position position{kNowhere, {}};
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
    if (role == NodeRole::Pair && exists(first_named(child))) {  // not f(this), f(nil)
      if (model_.text(first_named(child)) == without_sigil(name)) return {last_named(child), {}};
    } else if (index++ == position.index) {
      return {child, position.member};
    }
  }
  return {};
}

std::shared_ptr<const Elsewhere> Functions::given_elsewhere(std::string_view name,
                                                            TSNode use) const {
  const TSNode function = model_.parameter_of(name, use);
  if (!exists(function) || exists(model_.enclosing_function(function))) return nullptr;
  const std::string_view called = name_of(function);
  if (called.empty()) return nullptr;
  const Position position = position_of(name, function);
  Elsewhere out;
  out.name = model_.name_for_others(function, called);
  out.parameter =
      Parameter{static_cast<std::uint32_t>(position.index), std::string(without_sigil(name))};
  out.taken_apart = !position.member.empty();
  return std::make_shared<const Elsewhere>(std::move(out));
}

std::vector<TSNode> Functions::all_returned_by(const CallSite& site) const {
  const Function* function = function_of(site);
  const bool few = function != nullptr && function->returned.size() <= kMostReturned;
  return few ? function->returned : std::vector<TSNode>();
}

std::vector<TSNode> Functions::lists_returned_by(const CallSite& site) const {
  const Function* function = function_of(site);
  const bool few = function != nullptr && function->lists.size() <= kMostReturned;
  return few ? function->lists : std::vector<TSNode>();
}

std::vector<std::pair<std::string, TSNode>> Functions::lists() const {
  read();
  std::vector<std::pair<std::string, TSNode>> out;
  for (const Function& function : functions_) {
    const bool known = function.lists.size() == 1 && !function.name.empty() &&
                       !exists(model_.enclosing_function(function.node)) &&
                       by_name_.at(function.name).size() == 1;
    if (known)
      out.emplace_back(model_.name_for_others(function.node, function.name),
                       function.lists.front());
  }
  return out;
}

std::vector<std::pair<std::string, TSNode>> Functions::results() const { return results_of(1, 1); }

std::vector<std::pair<std::string, TSNode>> Functions::many_results() const {
  return results_of(2, kMostReturned);
}

std::vector<std::pair<std::string, TSNode>> Functions::results_of(std::size_t least,
                                                                  std::size_t most) const {
  read();
  std::vector<std::pair<std::string, TSNode>> out;
  for (const Function& function : functions_) {
    const std::size_t count = function.returned.size();
    if (count < least || count > most || function.name.empty()) continue;
    if (exists(model_.enclosing_function(function.node))) continue;
    if (by_name_.at(function.name).size() != 1) continue;
    const std::string name = model_.name_for_others(function.node, function.name);
    for (const TSNode result : function.returned) out.emplace_back(name, result);
  }
  return out;
}

TSNode Functions::property(std::string_view name) const {
  read();
  const auto found = by_name_.find(name);
  if (found == by_name_.end() || found->second.size() != 1) return {};
  const TSNode function = functions_[found->second.front()].node;
  const TSNode around = ts_node_parent(function);
  const bool decorated =
      exists(around) && kind_of(around) == "decorated_definition" &&
      model_.text(first_named(around)).find("property") != std::string_view::npos;
  return decorated || is_getter(function) ? function : TSNode{};
}

/// get region() { … }; C#: get { … }
bool Functions::is_getter(TSNode function) const {
  const std::string_view text = model_.text(function);
  const bool accessor = kind_of(function) == "accessor_declaration";
  return text.starts_with("get ") || (accessor && text.starts_with("get") && text.size() > 3 &&
                                      (text[3] == '\n' || text[3] == '\r' || text[3] == '{'));
}

std::vector<TSNode> Functions::results_of_property(std::string_view name) const {
  const TSNode function = property(name);
  if (!exists(function)) return {};
  return functions_[by_name_.at(name).front()].returned;
}

TSNode Functions::result_named(std::string_view name) const {
  read();
  const auto found = by_name_.find(name);
  if (found == by_name_.end() || found->second.size() != 1) return {};
  const Function& function = functions_[found->second.front()];
  return function.returned.size() == 1 ? function.returned.front() : TSNode{};
}

TSNode Functions::result_read(std::string_view dotted, TSNode use) const {
  read();
  const std::string_view name = dotted.substr(dotted.rfind('.') + 1);
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return {};
  if (name.size() == dotted.size()) {
    if (const TSNode result = result_of_method(found->second, use); exists(result)) return result;
  }
  if (found->second.size() != 1) return {};
  const Function& function = functions_[found->second.front()];
  const bool bare =
      kind_of(function.node) == "function_definition" && !exists(parameter_list(function.node));
  if (!bare || function.returned.size() != 1) return {};
  const bool here = name.size() == dotted.size()
                        ? model_.same_class(function.node, use)
                        : model_.name_for_others(function.node, name) == dotted;
  return here ? function.returned.front() : TSNode{};
}

/// Ruby: what "place" alone is where the class has one method of that name: def place; "…"; end
TSNode Functions::result_of_method(const std::vector<std::size_t>& named, TSNode use) const {
  constexpr std::string_view kMethod = "method";  // the kind in Ruby's grammar alone
  constexpr std::size_t kMost = 16;
  const Function* only = nullptr;
  if (named.size() > kMost) return {};
  for (const std::size_t i : named) {
    const Function& function = functions_[i];
    if (kind_of(function.node) != kMethod || !model_.same_class(function.node, use)) continue;
    if (only != nullptr) return {};
    only = &function;
  }
  const bool one = only != nullptr && only->returned.size() == 1 &&
                   model_.parameters_of(only->node).empty() && !contains(only->node, use);
  return one ? only->returned.front() : TSNode{};
}

bool Functions::is_uncalled(TSNode function) const {
  read();
  const std::string_view name = name_of(function);
  return !name.empty() && calls_by_name_.find(name) == calls_by_name_.end();
}

TSNode Functions::only_result(TSNode function) const {
  read();
  const auto found = std::ranges::find_if(
      functions_, [&](const Function& other) { return same_node(other.node, function); });
  const bool one = found != functions_.end() && found->returned.size() == 1;
  return one ? found->returned.front() : TSNode{};
}

std::vector<std::pair<std::string, TSNode>> Functions::fields_taken() const {
  read();
  std::vector<std::pair<std::string, TSNode>> out;
  for (const Function& function : functions_) {
    if (model_.language().role(function.node) != NodeRole::Parameters || function.name.empty())
      continue;
    for (const TSNode parameter : model_.parameters_of(function.node)) {
      std::string name(function.name);
      out.emplace_back(name.append(".").append(without_sigil(model_.text(parameter))), parameter);
    }
  }
  return out;
}

std::vector<std::string_view> Functions::fields_of(std::string_view type) const {
  read();
  std::vector<std::string_view> fields;
  const auto found = by_name_.find(type);
  if (found == by_name_.end() || found->second.size() != 1) return fields;
  const TSNode function = functions_[found->second.front()].node;
  if (model_.language().role(function) != NodeRole::Parameters) return fields;
  for (const TSNode parameter : model_.parameters_of(function))
    fields.push_back(without_sigil(model_.text(parameter)));
  return fields;
}

TSNode Functions::taken_by_class(std::string_view of, std::string_view name) const {
  read();
  const auto found = by_name_.find(of);
  if (of.empty() || found == by_name_.end() || found->second.size() != 1) return {};
  const TSNode function = functions_[found->second.front()].node;
  if (model_.class_made_by(function) != of) return {};
  for (const TSNode parameter : model_.parameters_of(function)) {
    if (without_sigil(model_.text(parameter)) == name) return parameter;
  }
  return {};
}

std::vector<TSNode> Functions::literals_of(std::string_view type) const {
  if (type.empty()) return {};
  read();
  const auto calls = calls_by_name_.find(type);
  std::vector<TSNode> out;
  if (calls == calls_by_name_.end() || calls->second.size() > kMostCalls) return out;
  for (const std::size_t i : calls->second) {
    const TSNode body = model_.calls()[i].arguments;
    const TSNode callee = model_.calls()[i].callee;
    const bool own = !exists(callee) || model_.text(callee).find('.') == std::string_view::npos;
    const bool filled = own && exists(body) && model_.language().role(body) == NodeRole::Dict &&
                        ts_node_named_child_count(body) > 0;
    if (filled) out.push_back(body);
  }
  return out;
}

bool Functions::has(std::string_view name) const {
  read();
  return by_name_.count(name) > 0;
}

bool Functions::has_method(std::string_view of, std::string_view name) const {
  if (of.empty() || name.empty()) return false;
  read();
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return false;
  return std::ranges::any_of(found->second, [&](std::size_t i) {
    const std::string full = model_.name_for_others(functions_[i].node, name);
    return full.size() == of.size() + 1 + name.size() && full.starts_with(of);
  });
}

const std::vector<std::size_t>& Functions::calls_of(TSNode function) const {
  if (const auto known = calls_.find(function.id); known != calls_.end()) return known->second;
  return calls_[function.id] = find_calls_of(function);
}

std::vector<std::size_t> Functions::find_calls_of(TSNode function) const {
  const std::string_view called = exists(function) ? name_of(function) : std::string_view();
  if (called.empty()) return {};
  read();
  const auto own = by_name_.find(called);
  const auto calls = calls_by_name_.find(called);
  if (own == by_name_.end() || own->second.size() != 1 || calls == calls_by_name_.end()) return {};
  std::vector<std::size_t> out = calls->second;
  // boto3.client("sts") is no call of a function client.
  const bool free = kind_of(function).starts_with("function") &&
                    model_.name_for_others(function, called).find('.') == std::string::npos &&
                    model_.class_made_by(function).empty();
  if (free) std::erase_if(out, [&](std::size_t i) { return !is_own(model_.calls()[i]); });
  if (out.size() > kMostCalls) return {};
  // Recursion gives what it was given.
  std::erase_if(out, [&](std::size_t i) { return contains(function, model_.calls()[i].node); });
  return out;
}

const Functions::AtCalls* Functions::at_calls(std::string_view name, TSNode use) const {
  const TSNode function = model_.parameter_of(name, use);
  const std::vector<std::size_t>& calls = calls_of(function);
  if (calls.empty()) return nullptr;
  const auto [known, added] = at_calls_.try_emplace({function.id, std::string(name)});
  AtCalls& out = known->second;
  if (!added) return &out;
  const Position position = position_of(name, function);
  for (const std::size_t i : calls) {
    const CallSite& call = model_.calls()[i];
    if (const Given given = argument(call, name, position); exists(given.value))
      out.given.push_back(given);
    else
      (has_spread(call) ? out.may_spread : out.left_out) = true;
  }
  return &out;
}

std::vector<Functions::Given> Functions::given_to(std::string_view name, TSNode use) const {
  const AtCalls* calls = at_calls(name, use);
  return calls == nullptr ? std::vector<Given>() : calls->given;
}

std::vector<TSNode> Functions::named_at_calls(std::string_view name, TSNode function) const {
  std::vector<TSNode> out;
  for (const std::size_t i : calls_of(function)) {
    const Given given = argument(model_.calls()[i], name, {kNowhere, {}});
    if (exists(given.value)) out.push_back(given.value);
  }
  return out;
}

std::shared_ptr<const Elsewhere> Functions::named_elsewhere(std::string_view name,
                                                            TSNode function) const {
  const std::string_view called = name_of(function);
  if (called.empty() || exists(model_.enclosing_function(function))) return nullptr;
  Elsewhere out;
  out.name = model_.name_for_others(function, called);
  out.parameter = Parameter{Parameter::kByName - 1, std::string(name)};
  return std::make_shared<const Elsewhere>(std::move(out));
}

bool Functions::has_spread(const CallSite& call) const {
  const std::uint32_t count =
      exists(call.arguments) ? std::min(ts_node_named_child_count(call.arguments), 64U) : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = model_.unwrap(ts_node_named_child(call.arguments, i));
    if (model_.language().role(child) == NodeRole::Spread) return true;
  }
  return false;
}

bool Functions::leaves_out(const CallSite& call, std::string_view name, TSNode function) const {
  return !has_spread(call) && !exists(argument(call, name, position_of(name, function)).value);
}

bool Functions::is_left_out(std::string_view name, TSNode use) const {
  const AtCalls* calls = at_calls(name, use);
  return calls != nullptr && calls->left_out;
}

bool Functions::may_be_spread(std::string_view name, TSNode use) const {
  const AtCalls* calls = at_calls(name, use);
  return calls != nullptr && calls->may_spread;
}

/// A text, a name of something ("Region.EU_WEST_1") or a call.
bool Functions::is_default(TSNode value, TSNode parameter) const {
  if (!exists(value) || contains(value, parameter)) return false;
  const NodeRole role = model_.language().role(value);
  const std::string_view before = model_.source().text.substr(0, ts_node_start_byte(value));
  const std::size_t last = before.find_last_not_of(" \t\r\n");
  const bool constant = role == NodeRole::Identifier && last != std::string_view::npos &&
                        before[last] == '=' && last >= ts_node_end_byte(parameter);
  return constant || role == NodeRole::String || role == NodeRole::Member ||
         model_.call(value) != nullptr;
}

TSNode Functions::default_of(std::string_view name, TSNode function) const {
  for (const TSNode parameter : model_.parameters_of(function)) {
    if (model_.text(parameter) != name) continue;
    TSNode around = ts_node_parent(parameter);
    // "region: str = x", "{ region = x }"; Kotlin: what stands behind the parameter.
    for (int steps = 0; steps < 2 && exists(around); ++steps, around = ts_node_parent(around)) {
      for (const std::string_view word : {"value", "default_value", "right"}) {
        const TSNode value = field(around, word);
        if (exists(value) && !contains(value, parameter)) return value;
      }
      if (kind_of(around).find("parameters") != std::string_view::npos) break;
    }
    // Behind the parameter's type (C#), or behind the whole (Kotlin).
    const TSNode whole = ts_node_parent(parameter);
    for (const TSNode value : {last_named(whole), ts_node_next_named_sibling(whole)}) {
      if (is_default(value, parameter)) return value;
    }
  }
  return {};
}

}  // namespace credlint
