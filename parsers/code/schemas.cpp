// SPDX-License-Identifier: MIT
// Settings that a schema in the text describes: convict({ aws: { region: { env, default } } }).
#include <algorithm>
#include <array>

#include "parsers/code/evaluator.h"

namespace credlint {
namespace {

/// What hands the settings on, as they are.
constexpr std::array<std::string_view, 4> kHandedOn = {"getProperties", "validate", "load", "get"};
/// What gives settings other values than the schema's.
constexpr std::array<std::string_view, 3> kSetters = {"load", "loadFile", "set"};

std::string joined(std::string_view first, std::string_view rest) {
  std::string path(first);
  if (!path.empty() && !rest.empty()) path += '.';
  return path.append(rest);
}

}  // namespace

/// The schema that settings are made of, with the path of names within it:
/// config.get("aws.region"), config.getProperties().aws. Of settings that another file makes, the
/// name that it has here.
Evaluator::Schema Evaluator::schema_behind(TSNode node, int depth) const {
  Schema found;
  if (model_.language().row->modules != "path") return found;
  bool asked = false;
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    if (const CallSite* site = model_.call(node)) {
      const TSNode first = exists(site->arguments) ? first_named(site->arguments) : TSNode{};
      const TSNode receiver = model_.receiver_of(*site);
      const std::string_view method = model_.text(called_name_node(*site));
      if (exists(first) && yields(*site, Yield::Dict, depth)) {
        found.schema = first;
        return found;
      }
      if (!exists(receiver) || std::ranges::find(kHandedOn, method) == kHandedOn.end()) return {};
      if (method == "get" && exists(first)) {
        const Value name = evaluate(first, depth + 1);
        if (!name.literal()) return {};
        found.path = joined(name.text.reveal(), found.path);
      }
      if (method == "load") {
        const TSNode dict = resolve_dict(first, depth + 1);
        if (!exists(dict) || exists(dict_value(dict, found.path.substr(0, found.path.find('.')))))
          return {};
      }
      asked = true;
      node = receiver;
      continue;
    }
    const std::string name = model_.dotted(node);
    const CodeModel::Binding* bound = model_.binding(name, node);
    const bool set_again = std::ranges::any_of(model_.method_calls(name), [&](std::size_t call) {
      const std::string_view method = model_.text(called_name_node(model_.calls()[call]));
      return std::ranges::find(kSetters, method) != kSetters.end();
    });
    if (set_again) return {};
    if (bound != nullptr && bound->kind == CodeModel::Binding::Kind::Value) {
      node = bound->value;
    } else if (bound == nullptr && model_.language().role(node) == NodeRole::Member) {
      found.path = joined(model_.text(model_.last_name(node)), found.path);
      node = first_named(node);
    } else if (bound == nullptr && asked && is_of_own_module(model_.text(node))) {
      found.elsewhere = node;
      return found;
    } else {
      return {};
    }
  }
  return {};
}

/// import config from "./config", "@/config", "~/config"
bool Evaluator::is_of_own_module(std::string_view name) const {
  return std::ranges::any_of(model_.imports(), [&](const CodeModel::Import& import) {
    const std::string_view module = import.module;
    const bool own = module.starts_with('.') || module.starts_with("@/") || module.starts_with('~');
    return own && import.local == name;
  });
}

/// What the schema says of a setting; absent for what is none of a schema.
Value Evaluator::schema_value(TSNode object, std::string_view member, TSNode node,
                              int depth) const {
  Schema found = schema_behind(object, depth);
  const std::string path = joined(found.path, member);
  if (path.empty()) return {};
  if (exists(found.elsewhere)) {
    Value value = unknown(node);
    value.elsewhere = elsewhere_behind(found.elsewhere, path, depth);
    return value.elsewhere == nullptr ? Value{} : value;
  }
  if (!exists(found.schema)) return {};
  TSNode dict = resolve_dict(found.schema, depth);
  if (!exists(dict)) {
    Value value = unknown(node);
    value.elsewhere = elsewhere_behind(found.schema, path, depth);
    return value;
  }
  std::string_view rest = path;
  while (exists(dict) && !rest.empty()) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    const TSNode value = dict_value(dict, rest.substr(0, dot));
    dict = exists(value) ? resolve_dict(value, depth + 1) : TSNode{};
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  Value value = exists(dict) ? value_of_leaf(dict, depth) : Value{};
  return value.given() ? value : unknown(node);
}

/// { env: "AWS_REGION", default: "eu-west-1" }
Value Evaluator::value_of_leaf(TSNode leaf, int depth) const {
  const TSNode variable = dict_value(leaf, "env");
  const TSNode otherwise = dict_value(leaf, "default");
  Value fallback = exists(otherwise) ? evaluate(otherwise, depth + 1) : Value{};
  const Value name = exists(variable) ? evaluate(variable, depth + 1) : Value{};
  if (!name.literal()) return fallback;
  Value value = unknown(leaf);
  value.kind = Value::Kind::Env;
  value.name = std::string(name.text.reveal());
  value.at = name.at;
  give_default(value, fallback);
  return value;
}

/// The settings of a schema that an object is, or that it is made of, by their paths.
std::vector<std::pair<std::string, Value>> Evaluator::schema_settings(TSNode node) const {
  constexpr std::string_view kVariable = ".env";
  constexpr std::size_t kMost = 200;
  std::vector<std::pair<std::string, Value>> settings;
  if (model_.language().row->modules != "path") return settings;
  const Schema found = schema_behind(node, 0);
  const TSNode schema = exists(found.schema) ? found.schema : node;
  for (const CallArgument& member : members_of(schema)) {
    if (!member.path.ends_with(kVariable) || settings.size() == kMost) continue;
    std::string path = member.path.substr(0, member.path.size() - kVariable.size());
    const bool within = found.path.empty() || path.starts_with(found.path + ".");
    const TSNode pair = ts_node_parent(member.value);
    const TSNode leaf = exists(pair) ? ts_node_parent(pair) : TSNode{};
    if (!within || !exists(leaf) || !exists(dict_value(leaf, "default"))) continue;
    if (!found.path.empty()) path.erase(0, found.path.size() + 1);
    settings.emplace_back(std::move(path), value_of_leaf(leaf, 1));
  }
  return settings;
}

}  // namespace credlint
