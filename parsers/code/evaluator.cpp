// SPDX-License-Identifier: MIT
// Values: what an expression is known to be.
#include "parsers/code/evaluator.h"

#include <algorithm>
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

}  // namespace

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
  if (too_deep(depth) || ++steps_ > limits::kMaxFollowSteps) return unknown(node);
  node = model_.unwrap(node);
  if (model_.is_null(node)) return {};
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
    case NodeRole::Variable:
      return shell_variable(node, depth);
    case NodeRole::Member:
      // Scala: "x.get" is a call too.
      if (const CallSite* site = model_.call(node)) return call_value(*site, node, depth);
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
  return unknown(node);
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
  if (variable.empty()) return value;
  value.kind = Value::Kind::Env;
  value.name = std::move(variable);
  return value;
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
    return evaluate(bound->value, depth + 1);
  }
  if (const DataRow* constant = constant_of(dotted, node, depth)) {
    Value value = literal(std::string(constant->value), model_.source().span(node));
    value.number = read_number(constant->value).has_value();
    return value;
  }
  // 24.hours, where the query says so.
  if (const CallSite* site = model_.call(node)) {
    if (Value value = call_value(*site, node, depth); value.literal()) return value;
  }
  if (model_.language().role(node) != NodeRole::Member) return parameter_value(node, depth);
  if (const TSNode value = model_.class_member(node); exists(value))
    return evaluate(value, depth + 1);
  return member_value(first_named(node), model_.text(model_.last_name(node)), node, depth);
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
  for (const Functions::Given& given : all) {
    TSNode value = given.value;
    if (!given.member.empty()) {
      const TSNode object = resolve_dict(value, depth + 1);
      value = exists(object) ? dict_value(object, given.member) : TSNode{};
    }
    if (exists(value)) values.push_back(evaluate(value, depth + 1));
  }
  inside_ = outer;
  return values;
}

/// A literal is where it is written: at the call. What is not given here, others may give.
Value Evaluator::parameter_value(TSNode name, int depth) const {
  const std::vector<Value> values = values_given(name, depth);
  const auto same = [&](const Value& value) {
    return value.kind == values.front().kind && value.name == values.front().name &&
           value.text.reveal() == values.front().text.reveal();
  };
  const bool one =
      !values.empty() && values.front().given() && std::all_of(values.begin(), values.end(), same);
  return one ? values.front() : unknown(name);
}

const DataRow* Evaluator::constant_of(const std::string& dotted, TSNode node, int depth) const {
  const std::span<const DataRow> constants = model_.language().row->constants;
  if (constants.empty() || dotted.empty()) return nullptr;
  const std::string name = canonical(dotted, node, depth);
  const auto found = std::find_if(constants.begin(), constants.end(),
                                  [&](const DataRow& row) { return row.key == name; });
  return found == constants.end() ? nullptr : &*found;
}

Value Evaluator::subscript_value(TSNode node, int depth) const {
  const Value index = evaluate(last_named(node), depth + 1);
  if (!index.literal()) return unknown(node);
  return member_value(first_named(node), index.text.reveal(), node, depth);
}

Value Evaluator::member_value(TSNode object, std::string_view member, TSNode node,
                              int depth) const {
  if (const TSNode dict = resolve_dict(object, depth); exists(dict)) {
    if (is_changed(object, member)) return unknown(node);
    if (const TSNode value = dict_value(dict, member); exists(value))
      return evaluate(value, depth + 1);
  }
  Value value = unknown(node);
  value.kind = Value::Kind::Member;
  value.name = std::string(member);
  value.source = source_of(object, depth + 1);
  return value;
}

Value::Source Evaluator::source_of(TSNode object, int depth) const {
  bool named = false;
  for (; !too_deep(depth) && exists(object); ++depth) {
    object = model_.unwrap(object);
    if (const CallSite* site = model_.call(object)) {
      std::string callee;
      const CallShape* shape = shape_of(*site, depth + 1, callee);
      if (shape != nullptr && (shape->yields == "role" || shape->yields == "role-use"))
        return Value::Source::RoleAssumption;
      if (shape != nullptr && shape->yields == "user-key") return Value::Source::UserKey;
      if (const TSNode result = functions_.returned_by(*site); shape == nullptr && exists(result)) {
        object = result;
        continue;
      }
      // client.send(new AssumeRoleCommand(…)): what is wrapped matters.
      if (shape != nullptr && shape->yields == "value" && exists(site->arguments)) {
        object = first_named(site->arguments);
        continue;
      }
      // A getter or an unrelated method: what matters is the object it was called on.
      TSNode receiver = site->receiver;
      if (!exists(receiver) && exists(site->callee)) receiver = first_named(site->callee);
      if (shape != nullptr) return Value::Source::CredentialObject;
      named = named || says_credentials(model_.text(called_name_node(*site)));
      if (!exists(receiver)) break;
      object = receiver;
      continue;
    }
    const NodeRole role = model_.language().role(object);
    const std::string name = model_.dotted(object);
    if (const auto* bound = model_.binding(name, object)) {
      object = bound->value;
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
  return named ? Value::Source::CredentialObject : Value::Source::Other;
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
  if (shape == nullptr) {
    if (const TSNode result = functions_.returned_by(site); exists(result))
      return returned_value(site, result, depth);
    // creds.getAccessKeyId(), credentials.accessKeyId(): a member by another name.
    const TSNode name = called_name_node(site);
    const bool empty = !exists(site.arguments) || ts_node_named_child_count(site.arguments) == 0;
    TSNode object = site.receiver;
    if (!exists(object) && exists(site.callee) &&
        model_.language().role(site.callee) == NodeRole::Member) {
      object = first_named(site.callee);
    }
    if (!empty || !exists(object)) return unknown(node);
    Value value = unknown(node);
    value.kind = Value::Kind::Member;
    value.name = std::string(model_.text(name));
    value.source = source_of(object, depth + 1);
    return value;
  }
  const auto made = construct(site, depth + 1);
  if (shape->yields == "value" && made)
    return made->setting_value.given() ? made->setting_value : made->region;
  if (shape->yields == "duration" && made) {
    const auto count = read_number(made->setting_value.text.reveal());
    std::int64_t seconds = 0;
    const bool known = made->setting_value.literal() && count &&
                       !__builtin_mul_overflow(*count, std::int64_t{shape->unit}, &seconds);
    return known ? number(seconds, node) : unknown(node);
  }
  if (shape->yields == "env" && made && made->setting_name.literal()) {
    Value value = unknown(node);
    value.kind = Value::Kind::Env;
    value.name = std::string(made->setting_name.text.reveal());
    give_default(value, made->setting_value);
    return value;
  }
  return unknown(node);
}

}  // namespace credlint
