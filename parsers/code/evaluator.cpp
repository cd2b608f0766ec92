// SPDX-License-Identifier: MIT
#include "parsers/code/evaluator.h"

#include <algorithm>
#include <array>

#include "parsers/code/literal.h"
#include "scanner/core/limits.h"

namespace credlint {
namespace {

/// Methods called one on another's result.
constexpr std::size_t kLongestChain = 64;

bool too_deep(int depth) { return depth > limits::kMaxFollowDepth; }

/// "EU_WEST_1" as the region it stands for; empty when it is no such constant.
std::string region_of_constant(std::string_view name) {
  std::string region;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool digit = c >= '0' && c <= '9';
    if (!upper && !digit && c != '_') return {};
    region += upper ? static_cast<char>(c - 'A' + 'a') : c == '_' ? '-' : c;
  }
  const bool shaped = std::count(region.begin(), region.end(), '-') >= 2 && region.back() >= '0' &&
                      region.back() <= '9';
  return shaped ? region : std::string();
}

/// "{ name = default }" of a pattern that takes an object apart.
bool is_lone_equals(std::string_view gap) {
  const std::size_t begin = std::min(gap.find_first_not_of(' '), gap.size());
  return gap.substr(begin, gap.find_last_not_of(' ') + 1 - begin) == "=";
}

/// "creds", "getCredentials", "Credentials": what cannot be followed further is taken by its name.
bool says_credentials(std::string_view name) {
  constexpr std::string_view kWord = "cred";
  const auto found = std::search(name.begin(), name.end(), kWord.begin(), kWord.end(),
                                 [](char a, char b) { return (a | 0x20) == b; });
  return found != name.end();
}

struct Slot {
  std::string_view role;
  Value Construct::*value;
};
constexpr std::array<Slot, 15> kSlots = {{
    {"region", &Construct::region},
    {"profile", &Construct::profile},
    {"key-id", &Construct::key_id},
    {"secret", &Construct::secret},
    {"token", &Construct::token},
    {"endpoint", &Construct::endpoint},
    {"service", &Construct::service},
    {"role-arn", &Construct::role_arn},
    {"duration", &Construct::duration},
    {"external-id", &Construct::external_id},
    {"mfa-serial", &Construct::mfa_serial},
    {"session-name", &Construct::session_name},
    {"name", &Construct::setting_name},
    {"value", &Construct::setting_value},
    {"path", &Construct::path},
}};

}  // namespace

Value Evaluator::literal(std::string text, Span span) const {
  Value value;
  value.kind = Value::Kind::Literal;
  value.text = Secret(std::move(text));
  value.at = writer_.locate(span);
  return value;
}

Value Evaluator::unknown(TSNode node) const {
  Value value;
  value.kind = Value::Kind::Unknown;
  value.at = locate(node);
  return value;
}

bool Evaluator::has_interpolation(TSNode node) const {
  const std::uint32_t count = ts_node_named_child_count(node);
  for (std::uint32_t i = 0; i < count; ++i) {
    const NodeRole role = model_.language().role(ts_node_named_child(node, i));
    if (role == NodeRole::Interpolation || role == NodeRole::Variable) return true;
  }
  return false;
}

Value Evaluator::string_value(TSNode node, bool raw) const {
  if (has_interpolation(node)) {
    // "$NAME" alone in a shell string is that variable.
    const TSNode only = first_named(node);
    const std::uint32_t bytes = ts_node_end_byte(node) - ts_node_start_byte(node);
    const bool whole = ts_node_named_child_count(node) == 1 &&
                       model_.language().role(only) == NodeRole::Variable &&
                       bytes == ts_node_end_byte(only) - ts_node_start_byte(only) + 2;
    return whole ? shell_variable(only, 0) : unknown(node);
  }
  Literal read = read_literal(model_.text(node), raw);
  if (model_.language().role(node) == NodeRole::ShellString) {
    read.value = read_shell_string(model_.text(node));
  } else if (exists(first_named(node)) &&
             model_.language().role(first_named(node)) == NodeRole::TextBlock) {
    read.value = strip_text_block(read.value);
  }
  const std::uint32_t begin = model_.source().span(node).begin;
  return literal(std::move(read.value), {begin + read.content.begin, begin + read.content.end});
}

Value Evaluator::adjacent_strings(TSNode node, int depth) const {
  std::string text;
  Value only;
  int filled = 0;
  const std::uint32_t count = ts_node_named_child_count(node);
  for (std::uint32_t i = 0; i < count; ++i) {
    Value part = evaluate(ts_node_named_child(node, i), depth + 1);
    if (!part.literal()) return unknown(node);
    if (part.text.empty()) continue;
    text += part.text.reveal();
    only = std::move(part);
    ++filled;
  }
  // One part beside empty ones ("x" and a carriage return) stands for itself, with its quotes.
  if (filled == 1) return only;
  return literal(std::move(text), model_.source().span(node));
}

Value Evaluator::binary_value(TSNode node, int depth) const {
  const TSNode left = first_named(node);
  const TSNode right = last_named(node);
  if (!exists(left) || same_node(left, right)) return unknown(node);
  const std::uint32_t gap_begin = ts_node_end_byte(left);
  const std::string_view gap =
      model_.source().text.substr(gap_begin, ts_node_start_byte(right) - gap_begin);
  const bool joins = gap.find('+') != std::string_view::npos;
  const bool falls_back = is_lone_equals(gap) || gap.find("or") != std::string_view::npos ||
                          gap.find("||") != std::string_view::npos ||
                          gap.find("??") != std::string_view::npos;
  Value first = evaluate(left, depth + 1);
  const Value second = evaluate(right, depth + 1);
  if (joins && first.literal() && second.literal()) {
    return literal(std::string(first.text.reveal()) + std::string(second.text.reveal()),
                   model_.source().span(node));
  }
  if (falls_back && first.kind == Value::Kind::Env && !first.fallback) {
    if (second.literal()) first.fallback = std::string(second.text.reveal());
    return first;
  }
  return unknown(node);
}

Value Evaluator::evaluate(TSNode node, int depth) const {
  if (!exists(node)) return {};
  if (too_deep(depth) || ++steps_ > limits::kMaxFollowSteps) return unknown(node);
  node = model_.unwrap(node);
  if (const TSNode name = model_.env_read(node); exists(name)) return env(name, node, depth);
  switch (model_.language().role(node)) {
    case NodeRole::String:
      return string_value(node, false);
    case NodeRole::RawString:
      return string_value(node, true);
    case NodeRole::ShellString:
      return string_value(node, false);
    case NodeRole::Word: {
      // A carriage return belongs to the line end, although grammars put it into the last word.
      std::string_view text = model_.text(node);
      Span span = model_.source().span(node);
      for (; !text.empty() && text.back() == '\r'; --span.end) text.remove_suffix(1);
      return literal(read_shell_word(text), span);
    }
    case NodeRole::Number:
      return literal(std::string(model_.text(node)), model_.source().span(node));
    case NodeRole::Null:
      return {};
    case NodeRole::Adjacent:
      return adjacent_strings(node, depth);
    case NodeRole::Binary:
      return binary_value(node, depth);
    case NodeRole::Variable:
      return shell_variable(node, depth);
    case NodeRole::Identifier:
    case NodeRole::Shorthand:
    case NodeRole::Member:
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

Value Evaluator::shell_variable(TSNode node, int depth) const {
  std::string_view name = model_.text(node);
  if (name.substr(0, 1) == "$") name.remove_prefix(1);
  std::optional<std::string> fallback;
  if (name.size() > 2 && name.front() == '{' && name.back() == '}') {
    name = name.substr(1, name.size() - 2);
    const std::size_t sign = name.find_first_of(":-=?+#%/^,");
    if (sign != std::string_view::npos) {
      fallback = std::string();
      name = name.substr(0, sign);
    }
  }
  const CodeModel::Binding* bound = model_.binding(name, node);
  if (bound != nullptr && !fallback) {
    Value value = evaluate(bound->value, depth + 1);
    if (value.literal()) return value;
  }
  Value value = unknown(node);
  value.kind = Value::Kind::Env;
  value.name = std::string(name);
  value.fallback = fallback;
  return value;
}

Value Evaluator::name_value(TSNode node, int depth) const {
  const std::string dotted = model_.dotted(node);
  if (const CodeModel::Binding* bound = model_.binding(dotted, node)) {
    if (bound->kind == CodeModel::Binding::Kind::Member) {
      return member_value(bound->value, bound->member, node, depth);
    }
    return evaluate(bound->value, depth + 1);
  }
  if (model_.language().role(node) != NodeRole::Member) return unknown(node);
  return member_value(first_named(node), model_.text(last_named(node)), node, depth);
}

Value Evaluator::subscript_value(TSNode node, int depth) const {
  const Value index = evaluate(last_named(node), depth + 1);
  if (!index.literal()) return unknown(node);
  return member_value(first_named(node), index.text.reveal(), node, depth);
}

Value Evaluator::member_value(TSNode object, std::string_view member, TSNode node,
                              int depth) const {
  if (const TSNode dict = resolve_dict(object, depth); exists(dict)) {
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
  if (shape == nullptr) {
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
  if (shape->yields == "value" && made) return made->setting_value;
  if (shape->yields == "env" && made && made->setting_name.literal()) {
    Value value = unknown(node);
    value.kind = Value::Kind::Env;
    value.name = std::string(made->setting_name.text.reveal());
    if (made->setting_value.literal())
      value.fallback = std::string(made->setting_value.text.reveal());
    return value;
  }
  return unknown(node);
}

TSNode Evaluator::called_name_node(const CallSite& site) const {
  if (exists(site.name)) return site.name;
  const TSNode callee = model_.unwrap(site.callee);
  return model_.language().role(callee) == NodeRole::Member ? last_named(callee) : callee;
}

const CallSite* Evaluator::call_behind(TSNode node, int depth) const {
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    if (const CallSite* site = model_.call(node)) return site;
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) return nullptr;
    node = bound->value;
  }
  return nullptr;
}

const CallShape* Evaluator::shape_of(const CallSite& site, int depth, std::string& callee) const {
  if (too_deep(depth)) return nullptr;
  TSNode receiver = site.receiver;
  const TSNode expression = exists(site.callee) ? model_.unwrap(site.callee) : TSNode{};
  std::string name;
  if (exists(site.name)) {
    name = std::string(model_.text(site.name));
  } else if (model_.language().role(expression) == NodeRole::Member) {
    receiver = first_named(expression);
    name = std::string(model_.text(last_named(expression)));
  }
  // A method of something that a known call made: "boto3:session.client".
  if (exists(receiver)) {
    if (const CallSite* maker = call_behind(receiver, depth + 1)) {
      return shape_of_method(*maker, name, depth, callee);
    }
  }
  std::string dotted;
  if (exists(site.name)) {
    dotted = exists(receiver) ? model_.dotted(receiver) + "." + name : name;
    if (exists(receiver) && dotted.front() == '.') return nullptr;
  } else {
    dotted = model_.dotted(expression);
  }
  if (dotted.empty()) return nullptr;
  callee = canonical(dotted, site.node, depth);
  if (const CallShape* shape = model_.language().shapes.find(callee)) return shape;
  // Java's "import com.amazonaws.auth.*".
  for (const CodeModel::Import& import : model_.imports()) {
    if (import.symbol != "*" && !import.symbol.empty()) continue;
    if (import.symbol.empty() && import.local != "*" && import.local != ".") continue;
    const std::string full = import.module + "." + dotted;
    if (const CallShape* shape = model_.language().shapes.find(full)) {
      callee = full;
      return shape;
    }
  }
  return nullptr;
}

const CallShape* Evaluator::shape_of_method(const CallSite& maker, std::string_view name, int depth,
                                            std::string& callee) const {
  // Down to the call that a chain of methods began with, then up again: builders are long chains.
  std::vector<const CallSite*> chain;
  const CallSite* root = &maker;
  while (const CallSite* below = maker_of(*root, depth)) {
    if (chain.size() == kLongestChain) return nullptr;
    chain.push_back(root);
    root = below;
  }
  std::string ignored;
  const CallShape* made_by = shape_of(*root, depth + 1, ignored);
  const auto step = [&](std::string_view method) -> const CallShape* {
    callee.assign(made_by->sdk).append(":").append(made_by->yields).append(".").append(method);
    return model_.language().shapes.find(callee);
  };
  for (auto link = chain.rbegin(); made_by != nullptr && link != chain.rend(); ++link) {
    const CallShape* shape = step(model_.text(called_name_node(**link)));
    if (shape == nullptr || shape->yields != "same") made_by = shape;
  }
  return made_by == nullptr ? nullptr : step(name);
}

const CallSite* Evaluator::maker_of(const CallSite& site, int depth) const {
  const TSNode receiver = model_.receiver_of(site);
  return exists(receiver) ? call_behind(receiver, depth + 1) : nullptr;
}

std::string Evaluator::canonical(std::string dotted, TSNode use, int depth) const {
  const std::size_t end = std::min(dotted.find('.'), dotted.size());
  const std::string first = dotted.substr(0, end);
  const std::string rest = dotted.substr(end);
  // A local name of that kind hides the import: "boto3 = Mock()" is not the SDK.
  if (const CodeModel::Binding* bound = model_.binding(first, use)) {
    if (bound->kind == CodeModel::Binding::Kind::Member) {  // const { S3 } = AWS
      const std::string object = model_.dotted(model_.unwrap(bound->value));
      if (!object.empty() && object != first && !too_deep(depth)) {
        return canonical(object + "." + bound->member, bound->value, depth + 1) + rest;
      }
    }
    const CallSite* maker = call_behind(bound->value, depth + 1);
    if (maker == nullptr && bound->kind == CodeModel::Binding::Kind::Value) {
      const std::string other = model_.dotted(model_.unwrap(bound->value));
      if (!other.empty() && other != first && !too_deep(depth)) {
        return canonical(other, bound->value, depth + 1) + rest;
      }
    }
    return "local." + dotted;
  }
  for (const CodeModel::Import& import : model_.imports()) {
    if (import.local != first || import.symbol == "*") continue;
    if (exists(model_.parameter_of(first, use))) return "local." + dotted;
    return (import.symbol.empty() ? import.module : import.module + "." + import.symbol) + rest;
  }
  return dotted;
}

std::string Evaluator::key_text(TSNode key) const {
  const NodeRole role = model_.language().role(key);
  if (role == NodeRole::String || role == NodeRole::RawString) {
    return read_literal(model_.text(key), role == NodeRole::RawString).value;
  }
  if (ts_node_named_child_count(key) == 1 && role == NodeRole::Unwrap)
    return key_text(first_named(key));
  return std::string(model_.text(key));
}

TSNode Evaluator::resolve_dict(TSNode node, int depth) const {
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    const NodeRole role = model_.language().role(node);
    if (role == NodeRole::Dict) return node;
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    if (bound == nullptr && role == NodeRole::Member) {  // config.aws of config = { aws: { … } }
      const TSNode outer = resolve_dict(first_named(node), depth + 1);
      node = exists(outer) ? dict_value(outer, model_.text(last_named(node))) : TSNode{};
      continue;
    }
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) return {};
    node = bound->value;
  }
  return {};
}

TSNode Evaluator::dict_value(TSNode dict, std::string_view key) const {
  const std::uint32_t count = ts_node_named_child_count(dict);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode pair = ts_node_named_child(dict, i);
    if (model_.language().role(pair) == NodeRole::Pair && key_text(first_named(pair)) == key) {
      return last_named(pair);
    }
    if (model_.language().role(pair) == NodeRole::Shorthand && model_.text(pair) == key)
      return pair;
  }
  return {};
}

void Evaluator::collect(TSNode arguments, const std::string& prefix, int depth, bool top,
                        std::vector<CallArgument>& out, Construct& construct) const {
  if (!exists(arguments) || depth > 4) return;
  std::size_t index = 0;
  const std::uint32_t count = std::min(ts_node_named_child_count(arguments), 256U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = model_.unwrap(ts_node_named_child(arguments, i));
    switch (model_.language().role(child)) {
      case NodeRole::Comment:
        continue;
      case NodeRole::Shorthand: {
        std::string path = prefix + std::string(model_.text(child));
        if (const TSNode dict = resolve_dict(child, depth); exists(dict)) {
          collect(dict, path + ".", depth + 1, false, out, construct);
        }
        out.push_back({std::move(path), 0, child, child});
        continue;
      }
      case NodeRole::Spread: {
        const TSNode dict = resolve_dict(last_named(child), depth);
        if (!exists(dict)) construct.open_ended = true;
        collect(dict, prefix, depth + 1, false, out, construct);
        continue;
      }
      case NodeRole::Pair: {
        const TSNode key = first_named(child);
        const TSNode value = last_named(child);
        std::string path = prefix + key_text(key);
        if (const TSNode dict = resolve_dict(value, depth); exists(dict)) {
          collect(dict, path + ".", depth + 1, false, out, construct);
        }
        out.push_back({std::move(path), 0, key, value});
        continue;
      }
      case NodeRole::Function:
        collect_function(child, prefix, out);
        break;
      default:
        break;
    }
    if (!top) continue;
    if (const TSNode dict = resolve_dict(child, depth); exists(dict)) {
      collect(dict, prefix, depth + 1, false, out, construct);
    }
    out.push_back({"", index++, {}, child});
  }
}

void Evaluator::collect_function(TSNode function, const std::string& prefix,
                                 std::vector<CallArgument>& out) const {
  for (const CodeModel::AssignSite& set : model_.assignments()) {
    if (!contains(function, set.name)) continue;
    const TSNode name = model_.unwrap(set.name);
    if (model_.language().role(name) != NodeRole::Member) continue;
    if (!exists(model_.parameter_of(model_.dotted(first_named(name)), name))) continue;
    const TSNode member = last_named(name);
    out.push_back({prefix + std::string(model_.text(member)), 0, member, set.value});
  }
  // r -> r.roleArn("…"): methods called on the only parameter.
  for (const CallSite& site : model_.calls()) {
    const TSNode receiver = model_.receiver_of(site);
    if (!exists(receiver) || !contains(function, site.node)) continue;
    const TSNode owner = model_.parameter_of(model_.dotted(receiver), receiver);
    if (!exists(owner) || !same_node(owner, function)) continue;
    const TSNode value = exists(site.arguments) ? first_named(site.arguments) : TSNode{};
    const TSNode name = called_name_node(site);
    if (exists(value)) out.push_back({"." + std::string(model_.text(name)), 0, name, value});
    collect_chain(site, out);
  }
}

void Evaluator::collect_chain(const CallSite& site, std::vector<CallArgument>& out) const {
  const CallSite* next = model_.call_on(site.node);
  for (int steps = 0; next != nullptr && steps < 64; ++steps) {
    const TSNode name = called_name_node(*next);
    const TSNode value = exists(next->arguments) ? first_named(next->arguments) : TSNode{};
    if (exists(value)) out.push_back({"." + std::string(model_.text(name)), 0, name, value});
    next = model_.call_on(next->node);
  }
}

void Evaluator::collect_later(const CallSite& site, int depth,
                              std::vector<CallArgument>& out) const {
  // The variable that holds the result, also of "X.builder().build()".
  TSNode made = site.node;
  const CodeModel::AssignSite* bound = model_.assignment_of(made);
  for (std::size_t steps = 0; bound == nullptr && steps < kLongestChain; ++steps) {
    const CallSite* next = model_.call_on(made);
    if (next == nullptr) return;
    made = next->node;
    bound = model_.assignment_of(made);
  }
  if (bound == nullptr) return;
  const std::string name = model_.dotted(bound->name);
  const auto refers = [&](TSNode use) {
    const CodeModel::Binding* binding = model_.binding(name, use);
    return binding != nullptr && same_node(binding->value, bound->value);
  };
  if (const auto* members = model_.member_assignments(name)) {
    for (const std::size_t i : *members) {
      const CodeModel::AssignSite& set = model_.assignments()[i];
      const TSNode member = last_named(model_.unwrap(set.name));
      if (refers(set.name)) out.push_back({std::string(model_.text(member)), 0, member, set.value});
    }
  }
  const auto* methods = model_.method_calls(name);
  if (methods == nullptr || too_deep(depth)) return;
  for (const std::size_t i : *methods) {
    const CallSite& call = model_.calls()[i];
    const TSNode value = exists(call.arguments) ? first_named(call.arguments) : TSNode{};
    if (!exists(value) || !refers(call.node)) continue;
    const TSNode method = called_name_node(call);
    out.push_back({"." + std::string(model_.text(method)), 0, method, value});
    collect_chain(call, out);
  }
}

std::optional<Construct> Evaluator::construct(const CallSite& site, int depth) const {
  Construct made;
  made.site = &site;
  made.shape = shape_of(site, depth, made.callee);
  if (made.shape == nullptr || too_deep(depth)) return std::nullopt;
  made.called_name = std::string(model_.text(called_name_node(site)));
  std::vector<CallArgument> arguments;
  collect(site.arguments, "", 0, true, arguments, made);
  collect_chain(site, arguments);
  collect_later(site, depth, arguments);
  for (const CallArgument& argument : arguments) assign(argument, made, depth);
  inherit_from_receiver(site, made, depth);
  return made;
}

void Evaluator::assign(const CallArgument& argument, Construct& made, int depth) const {
  std::string_view role;
  bool known = false;
  if (argument.path.empty()) {
    const auto& positional = made.shape->positional;
    if (!positional.empty()) {
      const std::size_t index = std::min(argument.index, positional.size() - 1);
      std::string_view candidate = positional[index];
      const bool repeats = !candidate.empty() && candidate.back() == '*';
      if (repeats) candidate.remove_suffix(1);
      if (argument.index == index || repeats) role = candidate;
    }
    known = true;
  } else {
    for (const DataRow& keyword : made.shape->keywords) {
      if (keyword.key != argument.path) continue;
      role = keyword.value;
      known = true;
    }
  }
  if (!known) {
    const bool method = argument.path.front() == '.';
    const bool nested = argument.path.find('.') != std::string::npos;
    if (!method && !nested && exists(argument.key)) {
      made.unknown_arguments.push_back(
          {argument.path, locate(argument.key), evaluate(argument.value, depth + 1)});
    }
    return;
  }
  for (const Slot& slot : kSlots) {
    if (slot.role != role) continue;
    // An object literal in place of the first argument was taken apart into its keys.
    if (argument.path.empty() && exists(resolve_dict(argument.value, depth))) return;
    Value value = evaluate(argument.value, depth + 1);
    if (role == "region" && value.kind == Value::Kind::Member) {
      const std::string region = region_of_constant(value.name);
      if (!region.empty()) value = literal(region, model_.source().span(argument.value));
    }
    (made.*slot.value) = std::move(value);
    return;
  }
  merge_argument(argument, role, made, depth);
}

/// An argument that is an object made by a known call: its values are inherited.
void Evaluator::merge_argument(const CallArgument& argument, std::string_view role, Construct& made,
                               int depth) const {
  const bool credentials = role == "credentials";
  if (!credentials && role != "config" && role != "session" && role != "option") return;
  if (const CallSite* site = call_behind(argument.value, depth + 1)) {
    if (const auto inner = construct(*site, depth + 1)) return inherit(*inner, made);
  }
  // Credentials that cannot be followed are given all the same.
  if (!credentials || exists(resolve_dict(argument.value, depth))) return;
  if (!evaluate(argument.value, depth + 1).given()) return;
  for (Value Construct::*part : {&Construct::key_id, &Construct::secret, &Construct::token}) {
    if (!(made.*part).given()) made.*part = unknown(argument.value);
  }
}

void Evaluator::inherit(const Construct& from, Construct& to) const {
  // An option is part of the call that takes it.
  const bool part = from.shape->yields == "option";
  for (const Slot& slot : kSlots) {
    const Value& value = from.*slot.value;
    Value& target = to.*slot.value;
    const bool weaker = target.inherited && from.shape->yields != "session";
    if (!value.given() || (target.given() && !weaker) || slot.role == "service") continue;
    target = value;
    target.inherited = value.inherited || !part;
  }
  to.open_ended = to.open_ended || from.open_ended;
}

void Evaluator::inherit_from_receiver(const CallSite& site, Construct& made, int depth) const {
  const CallSite* maker = maker_of(site, depth);
  for (std::size_t steps = 0; maker != nullptr && steps < kLongestChain; ++steps) {
    std::string ignored;
    const CallShape* shape = shape_of(*maker, depth + 1, ignored);
    if (shape == nullptr || shape->yields != "same") break;
    maker = maker_of(*maker, depth);
  }
  if (maker == nullptr) return;
  if (const auto outer = construct(*maker, depth + 1)) inherit(*outer, made);
}

}  // namespace credlint
