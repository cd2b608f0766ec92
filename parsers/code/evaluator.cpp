// SPDX-License-Identifier: MIT
// Values: what an expression is known to be.
#include "parsers/code/evaluator.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "parsers/code/literal.h"
#include "scanner/core/limits.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// "creds", "getCredentials", "Credentials": what cannot be followed further is taken by its name.
bool says_credentials(std::string_view name) {
  constexpr std::string_view kWord = "cred";
  const auto found = std::search(name.begin(), name.end(), kWord.begin(), kWord.end(),
                                 [](char a, char b) { return (a | 0x20) == b; });
  return found != name.end();
}

/// Names under which no SDK hands out the id of a key, save botocore and .NET in what a call of
/// theirs returns: "credentials.access_key" of a project's own record.
bool is_name_of_own_record(std::string_view member) {
  constexpr std::string_view kNames[] = {"accesskey", "awsaccesskey", "awskey", "accessid",
                                         "keyid",     "key",          "id"};
  std::string plain = to_lower(member);
  std::erase(plain, '_');
  if (plain.starts_with("get")) plain.erase(0, 3);
  return std::find(std::begin(kNames), std::end(kNames), plain) != std::end(kNames);
}

/// Of botocore's sessions and of AWSCredentials in .NET.
bool is_getter_of_sdk(std::string_view method) {
  return method == "get_credentials" || method == "get_frozen_credentials" ||
         method == "GetCredentials" || method == "GetCredentialsAsync";
}

/// What names of a project's own settings hold: "APP_CONFIG", "self.settings", "Rails". Further
/// down a path there are settings of an SDK's objects, too: "AWS.config.credentials".
bool says_settings(std::string_view name) {
  constexpr std::string_view kWords[] = {"conf", "cfg", "setting", "propert", "rails"};
  const std::string lower = to_lower(name);
  const std::size_t dot = lower.find('.');
  const bool path = dot != std::string::npos && !is_self(std::string_view(lower).substr(0, dot));
  return !path &&
         std::ranges::any_of(kWords, [&](std::string_view word) { return contains(lower, word); });
}

/// The name of a variable that a parameter of the function tells.
constexpr char kNamedByParameter[] = "*";

/// Expressions whose values are asked for within one another.
constexpr int kMostNested = 64;

}  // namespace

bool Evaluator::is_named_by_parameter(const Value& value) {
  return value.kind == Value::Kind::Unknown && value.name == kNamedByParameter;
}

Value Evaluator::literal(std::string text, Span span) const {
  Value value;
  value.kind = Value::Kind::Literal;
  value.text = Secret(std::move(text));
  value.at = writer_.locate(span);
  return value;
}

/// What stands for the variable where it is not set.
void Evaluator::give_default(Value& read, const Value& value) {
  if (!value.literal()) return;
  read.fallback = std::string(value.text.reveal());
  read.fallback_at = value.at;
}

Value Evaluator::unknown(TSNode node) const {
  Value value;
  value.kind = Value::Kind::Unknown;
  value.at = locate(node);
  return value;
}

Value Evaluator::evaluate(TSNode node, int depth) const {
  if (!exists(node)) return {};
  const bool too_much = ++steps_ > limits::kMaxFollowSteps || nested_ == kMostNested;
  if (too_deep(depth) || too_much) return unknown(node);
  ++nested_;
  Value value = value_of(model_.unwrap(node), depth);
  --nested_;
  return value;
}

Value Evaluator::value_of(TSNode node, int depth) const {
  if (model_.is_null(node)) return {};
  if (model_.is_injected(node)) return injected_value(node);
  if (const TSNode name = model_.env_read(node); exists(name)) return env(name, node, depth);
  switch (model_.language().role(node)) {
    case NodeRole::String:
    case NodeRole::ShellString:
      return string_value(node, false, depth);
    case NodeRole::RawString:
      return string_value(node, true, depth);
    case NodeRole::Word: {
      // A carriage return belongs to the line end, although grammars put it into the last word.
      if (!model_.source().is_known(node)) return unknown(node);
      std::string_view text = model_.text(node);
      std::uint32_t end = ts_node_end_byte(node);
      for (; !text.empty() && text.back() == '\r'; --end) text.remove_suffix(1);
      return literal(read_shell_word(text), model_.source().place(ts_node_start_byte(node), end));
    }
    case NodeRole::Number: {
      if (!model_.source().is_known(node)) return unknown(node);
      Value value = literal(plain_number(model_.text(node)), model_.source().span(node));
      value.number = true;
      return value;
    }
    case NodeRole::Null:
      return {};
    case NodeRole::Adjacent:
      return adjacent_strings(node, depth);
    case NodeRole::Binary:
      return binary_value(node, depth);
    case NodeRole::Branch:
      return chosen_value(node, depth);
    case NodeRole::Variable:
      return shell_variable(node, depth);
    case NodeRole::Member:
      // Scala: "x.get" is a call too.
      if (const CallSite* site = model_.call(node)) {
        Value constant = constant_value(model_.dotted(node), node, depth);
        return constant.given() ? constant : call_value(*site, node, depth);
      }
      [[fallthrough]];
    case NodeRole::Identifier:
    case NodeRole::Shorthand:
    case NodeRole::Chain:
      if (!model_.source().is_known(node)) return unknown(node);
      return name_value(node, depth);
    case NodeRole::Subscript:
      return subscript_value(node, depth);
    default:
      break;
  }
  if (const CallSite* site = model_.call(node)) return call_value(*site, node, depth);
  // Ruby: @place ||= "…", where nothing else sets it
  constexpr std::string_view kLeft = "left";
  const TSNode set = ts_node_child_by_field_name(node, kLeft.data(), kLeft.size());
  const bool field = exists(set) && model_.text(set).starts_with('@');
  if (const TSNode right = field ? given_where_empty(node) : TSNode{};
      exists(right) && !same_node(right, node) &&
      model_.bound_values(model_.dotted(set)).size() < 2)
    return evaluate(right, depth + 1);
  return implied_member(node);
}

Value Evaluator::evaluate_with_default(TSNode node) const {
  const Value read = evaluate(node);
  TSNode whole = ts_node_parent(node);
  while (exists(whole) && model_.language().role(whole) == NodeRole::Unwrap) {
    whole = ts_node_parent(whole);
  }
  if (!exists(whole) || model_.language().role(whole) != NodeRole::Binary) return read;
  const Value joined = evaluate(whole);
  const bool same = joined.kind == Value::Kind::Env && joined.at == read.at;
  return same ? joined : read;
}

Value Evaluator::env(TSNode name, TSNode node, int depth) const {
  const Value read = evaluate(name, depth + 1);
  Value value = unknown(node);
  std::string variable(read.literal() ? read.text.reveal() : std::string_view());
  if (variable.empty() && model_.language().role(name) == NodeRole::None) {
    variable = std::string(model_.text(name));  // process.env.NAME
  }
  if (variable.empty()) {
    if (is_parameter(name)) value.name = kNamedByParameter;
    return value;
  }
  value.kind = Value::Kind::Env;
  value.name = std::move(variable);
  return value;
}

bool Evaluator::is_parameter(TSNode node) const {
  const TSNode name = exists(node) ? model_.unwrap(node) : TSNode{};
  return exists(name) && exists(model_.parameter_of(model_.text(name), name));
}

/// The word of ":-word", which ends before the closing brace of `node`; Unknown for what is no
/// default, and for words that are not plain.
Value Evaluator::shell_default(std::string_view operation, TSNode node) const {
  if (operation.substr(0, 1) == ":") operation.remove_prefix(1);
  if (operation.find_first_of("-=") != 0) return unknown(node);
  const std::string_view word = operation.substr(1);
  if (word.empty() || word.find_first_of(" \t\r\n\"'`$\\{}()") != std::string_view::npos)
    return unknown(node);
  const std::uint32_t end = ts_node_end_byte(node) - 1;
  return literal(std::string(word),
                 model_.source().place(end - static_cast<std::uint32_t>(word.size()), end));
}

Value Evaluator::shell_variable(TSNode node, int depth) const {
  std::string_view name = model_.text(node);
  if (name.substr(0, 1) == "$") name.remove_prefix(1);
  Value read = unknown(node);
  read.kind = Value::Kind::Env;
  if (name.size() > 2 && name.front() == '{' && name.back() == '}') {
    name = name.substr(1, name.size() - 2);
    const std::size_t sign = std::min(name.find_first_of(":-=?+#%/^,"), name.size());
    if (sign < name.size()) {
      read.fallback = std::string();
      give_default(read, shell_default(name.substr(sign), node));
    }
    name = name.substr(0, sign);
  }
  const CodeModel::Binding* bound = model_.binding(name, node);
  if (bound != nullptr && !read.fallback) {
    Value value = evaluate(bound->value, depth + 1);
    if (value.literal()) return value;
  }
  read.name = std::string(name);
  return read;
}

Value Evaluator::name_value(TSNode node, int depth) const {
  const std::string dotted = model_.dotted(node);
  if (const CodeModel::Binding* bound = model_.binding(dotted, node)) {
    if (bound->kind == CodeModel::Binding::Kind::Member) {
      return member_value(bound->value, bound->member, node, depth);
    }
    if (model_.is_set_where_missing(*bound, dotted, node)) return unknown(node);
    // config.region, which the object may have had before
    const bool member = dotted.find('.') != std::string::npos && exists(bound->value) &&
                        same_node(model_.enclosing_function(node), bound->scope);
    if (member && reach_of(bound->value, node) != Reach::Always) return unknown(node);
    return evaluate(bound->value, depth + 1);
  }
  if (Value value = value_in_order(dotted, node, depth); value.given()) return value;
  if (Value constant = constant_value(dotted, node, depth); constant.given()) return constant;
  // 24.hours, where the query says so.
  if (const CallSite* site = model_.call(node)) {
    if (Value value = call_value(*site, node, depth); value.literal()) return value;
  }
  if (const TSNode result = functions_.result_read(dotted, node);
      exists(result) && !is_parameter(node))
    return evaluate(result, depth + 1);
  const std::vector<TSNode> results = results_of_own_property(node);
  if (results.size() == 1) return evaluate(results.front(), depth + 1);
  if (model_.language().role(node) != NodeRole::Member)
    return foreign(parameter_value(node, depth), dotted, node, depth);
  if (Value same = member_as_text(node, depth); same.given()) return same;
  if (const TSNode value = model_.class_member(node); exists(value))
    return evaluate(value, depth + 1);
  if (const TSNode value = tag_of(node); exists(value)) return evaluate(value, depth + 1);
  if (const TSNode value = model_.inherited_member(node); exists(value))
    return evaluate(value, depth + 1);
  if (const TSNode value = property_of_self(node); exists(value)) return evaluate(value, depth + 1);
  if (const TSNode value = member_of_made(first_named(node), model_.text(model_.last_name(node)));
      exists(value))
    return evaluate(value, depth + 1);
  return foreign(member_value(first_named(node), model_.text(model_.last_name(node)), node, depth),
                 dotted, node, depth);
}

/// settings.region of "settings = Settings()", where the class says what its objects begin with.
TSNode Evaluator::member_of_made(TSNode object, std::string_view member) const {
  const CallSite* site = call_behind(object, 0);
  if (site == nullptr || exists(model_.receiver_of(*site)) || is_filled(object, 0)) return {};
  const std::uint32_t count =
      exists(site->arguments) ? std::min(ts_node_named_child_count(site->arguments), 64U) : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode argument = ts_node_named_child(site->arguments, i);
    const bool named = model_.language().role(argument) == NodeRole::Pair &&
                       ts_node_named_child_count(argument) > 1;
    if (!named)  // by its place
      return model_.set_when_made(model_.text(called_name_node(*site)), member);
    if (model_.text(first_named(argument)) == member) return last_named(argument);
  }
  return model_.member_of(model_.text(called_name_node(*site)), member);
}

Value Evaluator::member_given(TSNode object, std::string_view member, TSNode node,
                              int depth) const {
  // Objects that are made of members of others of their type double at each step.
  constexpr int kDeepestMember = 6;
  if (depth > kDeepestMember || inside_ != nullptr) return {};
  if (const TSNode behind = value_behind(object); is_parameter(behind)) object = behind;
  if (!is_parameter(object)) return member_of_embedded(object, member, depth);
  const TSNode name = model_.unwrap(object);
  std::vector<Value> values;
  for (const Functions::Given& given : functions_.given_to(model_.text(name), name)) {
    const TSNode dict = resolve_dict(given.value, depth + 1);
    if (!exists(dict)) return {};
    if (is_filled(given.value, depth)) return unknown(node);
    const TSNode found = dict_value(dict, member);
    values.push_back(exists(found) ? evaluate(found, depth + 1) : Value{});
  }
  // def f(options=OPTIONS), called without them or not at all
  const TSNode function = model_.parameter_of(model_.text(name), name);
  const bool left_out = functions_.is_left_out(model_.text(name), name);
  if (left_out || (values.empty() && functions_.is_uncalled(function))) {
    const TSNode dict = resolve_dict(functions_.default_of(model_.text(name), function), depth + 1);
    const TSNode found = exists(dict) ? dict_value(dict, member) : TSNode{};
    Value value = exists(found) ? evaluate(found, depth + 1) : Value{};
    if (left_out && !exists(found)) return {};
    if (left_out || value.kind == Value::Kind::Env) values.push_back(std::move(value));
  }
  const auto same = [&](const Value& value) {
    return value.kind == values.front().kind && value.name == values.front().name &&
           value.text.reveal() == values.front().text.reveal();
  };
  if (values.empty()) {  // Go: what the only literal of its type says
    if (Value value = member_of_literal(model_.type_of(name), member, depth); value.given())
      values.push_back(std::move(value));
  }
  if (values.empty()) {
    for (const std::string_view type : model_.embedded_in(model_.type_of(name))) {
      if (Value value = member_of_literal(type, member, depth); value.given())
        values.push_back(std::move(value));
    }
  }
  if (values.empty()) return {};
  return std::ranges::all_of(values, same) ? values.front() : unknown(node);
}

/// What the only literal of that type says.
Value Evaluator::member_of_literal(std::string_view type, std::string_view member,
                                   int depth) const {
  const std::vector<TSNode> literals = functions_.literals_of(type);
  const TSNode found = literals.size() == 1 ? dict_value(literals.front(), member) : TSNode{};
  if (exists(found) && is_filled_where_bound(literals.front())) return unknown(found);
  return exists(found) ? evaluate(found, depth + 1) : Value{};
}

bool Evaluator::may_read_environment() const {
  if (reads_environment_) return *reads_environment_;
  const Language& language = model_.language();
  std::unordered_set<std::string_view> readers;
  for (const CallShape& shape : language.shapes.all()) {
    if (shape.yields == Yield::Env)
      readers.insert(shape.callee.substr(shape.callee.rfind('.') + 1));
  }
  const bool shell = std::ranges::find(language.roles, NodeRole::Variable) != language.roles.end();
  const bool whole = std::ranges::any_of(language.row->environment, [&](std::string_view name) {
    return model_.source().text.find(name) != std::string_view::npos;
  });
  reads_environment_ = shell || whole || !model_.env_reads().empty() || !model_.filled().empty() ||
                       std::ranges::any_of(model_.calls(), [&](const CallSite& site) {
                         return readers.count(model_.text(called_name_node(site))) > 0;
                       });
  return *reads_environment_;
}

Value Evaluator::read_by(const CallSite& site, int depth) const {
  Value read;
  if (!may_read_environment()) return read;
  const CallSite* outer = std::exchange(inside_, &site);
  for (const TSNode result : functions_.all_returned_by(site)) {
    Value value = evaluate(result, depth + 1);
    if (value.kind == Value::Kind::Env && !read.given()) {
      if (read.fallback) value.fallback = read.fallback;
      read = std::move(value);
    } else {
      stand_in(read, value, result);
    }
  }
  inside_ = outer;
  return read.kind == Value::Kind::Env ? read : Value{};
}

Value Evaluator::returned_value(const CallSite& site, TSNode result, int depth) const {
  const CallSite* outer = std::exchange(inside_, &site);
  Value value = evaluate(result, depth + 1);
  inside_ = outer;
  return value;
}

std::vector<Value> Evaluator::values_given(TSNode name, int depth) const {
  std::vector<Value> values;
  if (too_deep(depth)) return values;
  const TSNode function = model_.parameter_of(model_.text(name), name);
  const bool here = inside_ != nullptr && exists(function) && !contains(function, inside_->node) &&
                    same_node(functions_.called_by(*inside_), function);
  const std::vector<Functions::Given> all =
      here ? std::vector{functions_.given_at(*inside_, model_.text(name), function)}
           : functions_.given_to(model_.text(name), name);
  const CallSite* outer = std::exchange(inside_, nullptr);
  bool left_out = here ? functions_.leaves_out(*outer, model_.text(name), function)
                       : functions_.is_left_out(model_.text(name), name);
  bool unseen = !here && functions_.may_be_spread(model_.text(name), name);
  for (const Functions::Given& given : all) {
    TSNode value = given.value;
    if (!given.member.empty()) {
      const TSNode object = resolve_dict(value, depth + 1);
      left_out = left_out || (exists(object) && !exists(dict_value(object, given.member)));
      unseen = unseen || (exists(value) && !exists(object));
      value = exists(object) ? dict_value(object, given.member) : TSNode{};
    }
    if (exists(value)) values.push_back(evaluate(value, depth + 1));
  }
  // Looked for only where it counts: it goes up from the parameter.
  const TSNode otherwise = left_out ? functions_.default_of(model_.text(name), function) : TSNode{};
  if (exists(otherwise)) {
    Value value = evaluate(otherwise, depth + 1);
    // What wraps a function may give it something else: @click.option
    unseen = unseen || is_wrapped(function) || (value.literal() && value.text.empty());
    values.push_back(std::move(value));
  }
  if (unseen) values.push_back(unknown(name));
  inside_ = outer;
  return values;
}

bool Evaluator::is_wrapped(TSNode function) {
  const TSNode around = exists(function) ? ts_node_parent(function) : TSNode{};
  return exists(around) && kind_of(around) == "decorated_definition";
}

/// A literal is where it is written: at the call. What is not given here, others may give.
Value Evaluator::parameter_value(TSNode name, int depth) const {
  if (inside_ != nullptr) return parameter_value_now(name, depth);
  const TSNode function = model_.parameter_of(model_.text(name), name);
  const std::pair<const void*, std::string_view> key{function.id, model_.text(name)};
  const auto known = parameters_.find(key);
  if (known == parameters_.end() || known->second.depth > depth)
    parameters_[key] = {parameter_value_now(name, depth), depth};
  Value value = parameters_[key].value;
  if (value.kind == Value::Kind::Unknown) value.at = locate(name);
  return value;
}

Value Evaluator::parameter_value_now(TSNode name, int depth) const {
  const std::vector<Value> values = values_given(name, depth);
  const auto same = [&](const Value& value) {
    return value.kind == values.front().kind && value.name == values.front().name &&
           value.text.reveal() == values.front().text.reveal();
  };
  const bool one =
      !values.empty() && values.front().given() && std::all_of(values.begin(), values.end(), same);
  if (one) {
    Value value = values.front();
    // What all calls of the text leave out, others may give.
    const bool open =
        inside_ == nullptr && value.literal() && functions_.is_left_out(model_.text(name), name);
    if (open) value.elsewhere = functions_.given_elsewhere(model_.text(name), name);
    return value;
  }
  if (values.empty() && inside_ == nullptr) {
    if (Value otherwise = default_uncalled(name, depth); otherwise.given()) return otherwise;
  }
  Value value = unknown(name);
  if (values.empty() && inside_ == nullptr)
    value.elsewhere = functions_.given_elsewhere(model_.text(name), name);
  return value;
}

/// A variable that a parameter stands for where nothing in the text calls its function: others may
/// give something else.
Value Evaluator::default_uncalled(TSNode name, int depth) const {
  const TSNode function = model_.parameter_of(model_.text(name), name);
  if (!exists(function) || too_deep(depth) || is_wrapped(function)) return {};
  const TSNode otherwise = functions_.default_of(model_.text(name), function);
  if (!exists(otherwise) || !functions_.is_uncalled(function)) return {};
  Value value = evaluate(otherwise, depth + 1);
  if (value.kind != Value::Kind::Env) return {};
  value.elsewhere = functions_.given_elsewhere(model_.text(name), name);
  return value;
}

/// A parameter that is nothing unless it is given, and that nothing in the text gives.
bool Evaluator::is_left_to_nothing(TSNode node, int depth) const {
  const TSNode name = model_.unwrap(node);
  if (inside_ != nullptr || !is_parameter(name) || too_deep(depth)) return false;
  const TSNode function = model_.parameter_of(model_.text(name), name);
  const TSNode otherwise = functions_.default_of(model_.text(name), function);
  if (!exists(otherwise) || is_wrapped(function) || evaluate(otherwise, depth + 1).given())
    return false;
  const std::vector<Value> values = values_given(name, depth);
  return !values.empty() && std::ranges::none_of(values, &Value::given);
}

std::string_view Evaluator::constant_of(const std::string& dotted, TSNode node, int depth) const {
  const std::span<const DataRow> constants = model_.language().row->constants;
  if (constants.empty() || dotted.empty()) return {};
  const std::string_view region = region_named(dotted.substr(dotted.rfind('.') + 1));
  const auto is = [&](const DataRow& row, std::string_view name) {
    const std::size_t last = name.rfind('.') + 1;
    return row.value == kNamedRegion
               ? !region.empty() && row.key.ends_with('*') &&
                     row.key.substr(0, row.key.size() - 1) == name.substr(0, last)
               : row.key == name;
  };
  const auto value_of_row = [&](std::string_view name) -> std::string_view {
    const auto found =
        std::ranges::find_if(constants, [&](const auto& row) { return is(row, name); });
    if (found == constants.end()) return {};
    return found->value == kNamedRegion ? region : found->value;
  };
  const std::string name = canonical(dotted, node, depth);
  if (const std::string_view value = value_of_row(name); !value.empty()) return value;
  if (name != dotted || region.empty()) return {};
  for (const CodeModel::Import& import : model_.imports()) {  // using Amazon;
    const bool all = import.symbol == "*" || (import.symbol.empty() && import.local == "*");
    if (!all) continue;
    const std::string full = import.module + "." + dotted;
    if (const std::string_view value = value_of_row(full); !value.empty()) return value;
  }
  return {};
}

Value Evaluator::constant_value(const std::string& dotted, TSNode node, int depth) const {
  const std::string_view constant = constant_of(dotted, node, depth);
  if (constant.empty()) return {};
  Value value = literal(std::string(constant), model_.source().span(node));
  value.number = read_number(constant).has_value();
  return value;
}

std::string_view Evaluator::region_named(std::string_view member) const {
  constexpr std::string_view kSuffix = "RegionID";  // Go
  if (member.ends_with(kSuffix)) member.remove_suffix(kSuffix.size());
  const auto letters = [](std::string_view text) {
    std::string plain = to_lower(text);
    std::erase_if(plain, [](char c) { return c == '-' || c == '_'; });
    return plain;
  };
  const bool shaped = member.size() > 6 && member.back() >= '0' && member.back() <= '9';
  if (!shaped && member != "AWS_GLOBAL") return {};
  std::string wanted = letters(member);
  if (const std::size_t cloud = wanted.find("govcloud"); cloud != std::string::npos)  // .NET
    wanted.erase(cloud + 3, 5);
  for (const DataRow& row : catalog_.table(Table::Regions).rows) {
    if (letters(row.key) == wanted) return row.key;
  }
  return {};
}

Value Evaluator::subscript_value(TSNode node, int depth) const {
  const Value index = evaluate(last_named(node), depth + 1);
  if (!index.literal()) return unknown(node);
  const std::string place = index.number ? "#" + std::string(index.text.reveal()) : std::string();
  const bool element = index.number && exists(list_behind(first_named(node), depth));
  const std::string_view object = model_.text(first_named(node));
  if (model_.language().row->modules == "class" &&
      (object.ends_with("['config']") || object.ends_with("[\"config\"]"))) {  // Laravel
    Value value = unknown(node);
    value.elsewhere =
        std::make_shared<const Elsewhere>(Elsewhere{"*", std::string(index.text.reveal())});
    return value;
  }
  return member_value(first_named(node), element ? place : index.text.reveal(), node, depth);
}

TSNode Evaluator::list_behind(TSNode node, int depth) const {
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    if (is_list(node)) return node;
    if (const CallSite* site = model_.call(node)) {
      const std::vector<TSNode> lists = functions_.lists_returned_by(*site);
      return lists.size() == 1 ? lists.front() : TSNode{};
    }
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    if (const TSNode result = bound == nullptr ? read_like_a_field(node) : TSNode{};
        exists(result)) {
      node = result;
      continue;
    }
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) return {};
    node = bound->value;
  }
  return {};
}

/// Of a function that returns several lists, nothing and "" beside one value are what it returns
/// with an error.
Value Evaluator::element_value(TSNode object, std::size_t place, TSNode node, int depth) const {
  object = model_.unwrap(object);
  const CallSite* site = model_.call(object);
  std::vector<TSNode> lists = site == nullptr ? std::vector{list_behind(object, depth)}
                                              : functions_.lists_returned_by(*site);
  std::vector<Value> values;
  for (const TSNode list : lists) {
    const auto at = static_cast<std::uint32_t>(place);
    if (!exists(list) || at >= ts_node_named_child_count(list)) continue;
    const TSNode element = ts_node_named_child(list, at);
    if (model_.language().role(model_.unwrap(element)) == NodeRole::Spread) return unknown(node);
    Value value =
        site == nullptr ? evaluate(element, depth + 1) : returned_value(*site, element, depth);
    const bool nothing = !value.given() || (value.literal() && value.text.empty());
    if (!nothing) values.push_back(std::move(value));
  }
  const auto same = [&](const Value& value) {
    return value.kind == values.front().kind && value.name == values.front().name &&
           value.source == values.front().source &&
           value.text.reveal() == values.front().text.reveal();
  };
  if (!values.empty() && std::ranges::all_of(values, same)) return values.front();
  Value value = unknown(node);
  if (values.empty() && site != nullptr)
    value.elsewhere = elsewhere_behind(object, element_name(place), depth);
  return value;
}

Value Evaluator::member_value(TSNode object, std::string_view member, TSNode node,
                              int depth) const {
  if (is_element(member)) {
    const auto place = read_number(member.substr(1));
    return place ? element_value(object, static_cast<std::size_t>(*place), node, depth)
                 : unknown(node);
  }
  if (Value value = schema_value(object, member, node, depth); value.given()) return value;
  if (Value set = member_set(object, member, depth); set.given()) return set;
  if (const TSNode dict = resolve_dict(object, depth); exists(dict)) {
    if (is_changed(object, member) || is_filled(object, depth)) return unknown(node);
    if (const TSNode value = dict_value(dict, member); exists(value))
      return evaluate(value, depth + 1);
  }
  if (const Value given = member_given(object, member, node, depth); given.given()) return given;
  Value value = unknown(node);
  value.name = std::string(member);
  value.kind = holds_environment(object, depth) ? Value::Kind::Env : Value::Kind::Member;
  if (value.kind == Value::Kind::Env)
    give_default(value, evaluate(model_.option_default(member), depth + 1));
  if (value.kind == Value::Kind::Member) {
    value.source = source_of(object, member, depth + 1);
    value.elsewhere = elsewhere_behind(object, member, depth);
  }
  return value;
}

TSNode Evaluator::property_of_self(TSNode member) const {
  if (!is_self(model_.dotted(first_named(member)))) return {};
  const TSNode function = functions_.property(model_.text(model_.last_name(member)));
  return exists(function) && model_.same_class(function, member) ? functions_.only_result(function)
                                                                 : TSNode{};
}

TSNode Evaluator::read_like_a_field(TSNode name) const {
  const NodeRole role = model_.language().role(name);
  if (role == NodeRole::Member) return property_of_self(name);
  const bool plain = role == NodeRole::Identifier && !is_parameter(name);
  return plain ? functions_.result_named(model_.text(name)) : TSNode{};
}

/// What settings are asked for ("config.aws.credentials.key") is what somebody wrote there.
Value::Source Evaluator::source_of(TSNode object, std::string_view member, int depth) const {
  bool named = false;
  bool settings = false;
  bool called = false;  // "cfg.Credentials.Retrieve()" asks an SDK
  bool asked = false;   // a method was called on what is looked at next
  bool by_sdk = false;  // "session.get_credentials()", whatever the session is
  for (; !too_deep(depth) && exists(object); ++depth) {
    object = model_.unwrap(object);
    if (const CallSite* site = model_.call(object)) {
      std::string callee;
      const CallShape* shape = shape_of(*site, depth + 1, callee);
      const bool data = shape != nullptr &&
                        (is_of_settings(shape->yields) || shape->yields == Yield::ConfigFile ||
                         shape->yields == Yield::Merge || shape->yields == Yield::Dict);
      if (data) shape = nullptr;
      if (shape != nullptr && (shape->yields == Yield::Role || shape->yields == Yield::RoleUse))
        return Value::Source::RoleAssumption;
      if (shape != nullptr && shape->yields == Yield::UserKey) return Value::Source::UserKey;
      if (const TSNode result = functions_.returned_by(*site); shape == nullptr && exists(result)) {
        object = result;
        continue;
      }
      // client.send(new AssumeRoleCommand(…)): what is wrapped matters.
      if (shape != nullptr && shape->yields == Yield::Value && exists(site->arguments)) {
        object = first_named(site->arguments);
        continue;
      }
      // A getter or an unrelated method: what matters is the object it was called on.
      TSNode receiver = site->receiver;
      if (!exists(receiver) && exists(site->callee)) receiver = first_named(site->callee);
      // What a service answers ("ssm.get_parameter(…)") is what somebody stored there.
      if (shape != nullptr && shape->yields == Yield::Client && asked) return Value::Source::Other;
      if (shape != nullptr) return Value::Source::CredentialObject;
      asked = true;
      named = named || says_credentials(model_.text(called_name_node(*site)));
      by_sdk = by_sdk || is_getter_of_sdk(model_.text(called_name_node(*site)));
      called = called || !settings;
      if (!exists(receiver)) break;
      object = receiver;
      continue;
    }
    const NodeRole role = model_.language().role(object);
    const std::string name = model_.dotted(object);
    settings = settings || (!called && says_settings(name));
    if (const auto* bound = model_.binding(name, object)) {
      const TSNode list = is_element(bound->member) ? list_behind(bound->value, depth) : TSNode{};
      const auto place = static_cast<std::uint32_t>(
          exists(list) ? read_number(bound->member.substr(1)).value_or(0) : 0);
      object = exists(list) && place < ts_node_named_child_count(list)
                   ? ts_node_named_child(list, place)
                   : bound->value;
    } else if (const auto* taking =
                   model_.call_taking(model_.parameter_of(model_.text(object), object))) {
      object = taking->node;  // assumeRole(…, (error, data) => …), assumeRole(…).then(data => …)
    } else if (role == NodeRole::Member || role == NodeRole::Subscript) {
      named = named || says_credentials(model_.text(last_named(object)));
      object = first_named(object);
    } else {
      named = named || says_credentials(name);
      break;
    }
  }
  const bool own = !by_sdk && is_name_of_own_record(member);
  return named && !settings && !own ? Value::Source::CredentialObject : Value::Source::Other;
}

Value Evaluator::call_value(const CallSite& site, TSNode node, int depth) const {
  std::string callee;
  const CallShape* shape = shape_of(site, depth + 1, callee);
  const CodeModel::Lookup* lookup = shape == nullptr ? model_.lookup(node) : nullptr;
  if (lookup != nullptr) {
    const Value key = evaluate(lookup->key, depth + 1);
    return key.literal() ? member_value(lookup->object, key.text.reveal(), node, depth)
                         : unknown(node);
  }
  if (shape == nullptr || shape->yields == Yield::Value) {
    if (Value read = read_or_default(site, depth); read.given()) return read;
  }
  if (shape == nullptr) {
    if (Value dug = value_dug(site, node, depth); dug.given()) return dug;
    if (Value value = schema_value(node, "", node, depth); value.given()) return value;
    if (const TSNode result = functions_.returned_by(site); exists(result))
      return returned_value(site, result, depth);
    if (Value read = read_by(site, depth); read.given()) return read;
    if (Value same = value_as_text(site, depth); same.given()) return same;
    Value value = unknown(node);
    value.elsewhere = callee_elsewhere(site);
    if (value.elsewhere != nullptr) {
      Elsewhere result = *value.elsewhere;
      result.name += "()";
      add_argument(site, result, value, depth);
      value.elsewhere = std::make_shared<const Elsewhere>(std::move(result));
      if (auto setting = setting_asked(site, depth)) value.elsewhere = std::move(setting);
    }
    // creds.getAccessKeyId(), credentials.accessKeyId(): a member by another name.
    const TSNode name = called_name_node(site);
    const bool empty = !exists(site.arguments) || ts_node_named_child_count(site.arguments) == 0;
    TSNode object = site.receiver;
    if (!exists(object) && exists(site.callee) &&
        model_.language().role(site.callee) == NodeRole::Member) {
      object = first_named(site.callee);
    }
    if (!empty || !exists(object)) return value;
    value.kind = Value::Kind::Member;
    value.name = std::string(model_.text(name));
    value.source = source_of(object, value.name, depth + 1);
    return value;
  }
  const auto made = construct(site, depth + 1);
  if (shape->yields == Yield::Value && made)
    return made->setting_value.given() ? made->setting_value : made->region;
  if (shape->yields == Yield::Duration && made) {
    const auto count = read_number(made->setting_value.text.reveal());
    std::int64_t seconds = 0;
    const bool known = made->setting_value.literal() && count &&
                       !__builtin_mul_overflow(*count, std::int64_t{shape->unit}, &seconds);
    return known ? number(seconds, node) : unknown(node);
  }
  if (shape->yields == Yield::ConfigFile || is_of_settings(shape->yields)) {
    Value value = unknown(node);
    value.elsewhere = setting_behind(site, "", depth);
    if (made) give_default(value, made->setting_value);
    return value;
  }
  if (shape->yields == Yield::Env && made) {
    Value value = unknown(node);
    const TSNode block = block_result(site);
    const auto take_default = [&] {
      stand_in(value, made->setting_value, made->value);
      if (!value.fallback) stand_in(value, evaluate(block, depth + 1), block);
    };
    if (made->setting_name.literal()) {
      const std::string_view name = made->setting_name.text.reveal();
      const bool variable = is_variable_name(name);
      if (!variable && shape->sdk == "settings") {
        value.elsewhere = setting_elsewhere(name);
        take_default();
        return value;
      }
      value.kind = Value::Kind::Env;
      value.name = std::string(name);
      take_default();
    } else if (exists(site.arguments) && is_parameter(first_named(site.arguments))) {
      value.name = kNamedByParameter;
    }
    if (value.kind != Value::Kind::Env) take_default();
    return value;
  }
  return unknown(node);
}

/// Ruby: CONFIG.dig(:aws, :region); absent for other calls.
Value Evaluator::value_dug(const CallSite& site, TSNode node, int depth) const {
  const TSNode receiver = model_.receiver_of(site);
  if (!exists(receiver) || !exists(site.arguments) || model_.text(called_name_node(site)) != "dig")
    return {};
  TSNode at = receiver;
  std::string path;
  const std::uint32_t count = std::min(ts_node_named_child_count(site.arguments), 8U);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string key = key_text(ts_node_named_child(site.arguments, i));
    if (key.starts_with(':')) key.erase(0, 1);
    const TSNode dict = exists(at) ? resolve_dict(at, depth + 1) : TSNode{};
    at = exists(dict) ? dict_value(dict, key) : TSNode{};
    path.append(path.empty() ? "" : ".").append(key);
  }
  if (exists(at) && count > 0) return evaluate(at, depth + 1);
  Value value = unknown(node);
  value.elsewhere = elsewhere_behind(receiver, path, depth);
  return value.elsewhere == nullptr ? Value{} : value;
}

/// Ruby: ENV.fetch("AWS_REGION") { "…" }
TSNode Evaluator::block_result(const CallSite& site) {
  constexpr std::string_view kBlock = "block";
  TSNode at = ts_node_child_by_field_name(site.node, kBlock.data(), kBlock.size());
  while (exists(at) && kind_of(at).find("block") != std::string_view::npos) at = last_named(at);
  return at;
}

/// config.get("aws.region") of a module of the program's own.
std::shared_ptr<const Elsewhere> Evaluator::setting_asked(const CallSite& site, int depth) const {
  constexpr std::array<std::string_view, 3> kGetters = {"get", "getOrThrow", "getString"};
  const std::string_view getter = model_.text(called_name_node(site));
  const TSNode first = exists(site.arguments) ? first_named(site.arguments) : TSNode{};
  if (std::ranges::find(kGetters, getter) == kGetters.end() || !exists(first)) return nullptr;
  const Value name = evaluate(first, depth + 1);
  const bool path = name.literal() && name.text.reveal().find('.') != std::string_view::npos;
  return path ? setting_elsewhere(name.text.reveal()) : nullptr;
}

/// required("AWS_REGION"): as a member of what the function returns, for functions that read the
/// variable they are told.
void Evaluator::add_argument(const CallSite& site, Elsewhere& result, Value& value,
                             int depth) const {
  const TSNode first = exists(site.arguments) ? first_named(site.arguments) : TSNode{};
  if (!exists(first)) return;
  const Value name = evaluate(first, depth + 1);
  if (!name.literal() || !is_variable_name(name.text.reveal())) return;
  result.name.append(".").append(name.text.reveal());
  const TSNode second = ts_node_next_named_sibling(first);
  if (exists(second)) give_default(value, evaluate(second, depth + 1));
}

}  // namespace credlint
