// SPDX-License-Identifier: MIT
// Names that only other files know.
#include <algorithm>
#include <utility>

#include "scanner/core/words.h"

#include "parsers/code/evaluator.h"

namespace credlint {
std::vector<CallArgument> Evaluator::members_of(TSNode node) const {
  std::vector<CallArgument> members;
  Construct ignored;
  collect_literal(node, "", 0, members, ignored);
  return members;
}

bool Evaluator::is_whole(TSNode node) const {
  std::vector<CallArgument> members;
  Construct object;
  return collect_literal(node, "", 0, members, object) && !object.open_ended;
}

std::vector<CodeModel::Named> Evaluator::members_made(TSNode node) const {
  const CallSite* site = call_behind(node, 0);
  const bool bare = site != nullptr && !exists(model_.receiver_of(*site)) &&
                    (!exists(site->arguments) || !exists(first_named(site->arguments)));
  if (!bare) return {};
  return model_.members_of_class(model_.text(called_name_node(*site)));
}

std::shared_ptr<const Elsewhere> Evaluator::framework_name(std::string_view dotted) const {
  for (const DataRow& row : model_.language().row->framework_names) {
    if (!dotted.starts_with(row.key)) continue;
    const bool anywhere = row.value.starts_with('*');
    std::string name(row.value.substr(anywhere ? 1 : 0));
    return std::make_shared<const Elsewhere>(
        Elsewhere{anywhere ? "*" : "", name.append(dotted.substr(row.key.size()))});
  }
  return nullptr;
}

std::shared_ptr<const Elsewhere> Evaluator::elsewhere_behind(TSNode value, std::string_view rest,
                                                             int depth) const {
  value = model_.unwrap(value);
  if (too_deep(depth)) return nullptr;
  if (model_.language().role(value) == NodeRole::Subscript) {  // config["aws"]["region"]
    const Value index = evaluate(last_named(value), depth + 1);
    if (!index.literal()) return nullptr;
    std::string names(index.text.reveal());
    if (!rest.empty()) names.append(".").append(rest);
    return elsewhere_behind(first_named(value), names, depth + 1);
  }
  if (rest.empty()) return nullptr;
  if (const CallSite* site = model_.call(value)) {
    if (auto setting = setting_behind(*site, rest, depth)) return setting;
    const auto callee = callee_elsewhere(*site, depth + 1);
    if (callee == nullptr) return nullptr;
    Elsewhere member = *callee;
    member.name.append("().").append(rest);
    return std::make_shared<const Elsewhere>(std::move(member));
  }
  std::string dotted = model_.dotted(value);
  return dotted.empty() ? nullptr : elsewhere(dotted.append(".").append(rest), value, depth + 1);
}

/// config("services.ses.key"): a member of what config/services.php tells.
std::shared_ptr<const Elsewhere> Evaluator::setting_behind(const CallSite& site,
                                                           std::string_view rest, int depth) const {
  std::string ignored;
  const CallShape* shape = shape_of(site, depth + 1, ignored);
  if (shape == nullptr || shape->yields != "config-file" || !exists(site.arguments)) return nullptr;
  const Value name = evaluate(first_named(site.arguments), depth + 1);
  if (!name.literal()) return nullptr;
  std::string full(name.text.reveal());
  if (!rest.empty()) full.append(".").append(rest);
  return std::make_shared<const Elsewhere>(Elsewhere{"*", std::move(full)});
}

/// settings.region of a parameter whose type is a class of another file.
std::shared_ptr<const Elsewhere> Evaluator::member_of_type(std::string_view parameter,
                                                           std::string_view rest,
                                                           TSNode use) const {
  const std::string_view modules = model_.language().row->modules;
  if (modules != "class" && modules != "dotted") return nullptr;
  const std::string_view type = model_.type_of_parameter(parameter, use);
  const bool name = !type.empty() && type.front() >= 'A' && type.front() <= 'Z' &&
                    std::ranges::all_of(type, is_name_character);
  if (!name || functions_.has(type)) return nullptr;
  return elsewhere(std::string(type).append(".").append(rest), use, 1);
}

std::shared_ptr<const Elsewhere> Evaluator::elsewhere(std::string_view dotted, TSNode use,
                                                      int depth) const {
  const std::string_view modules = model_.language().row->modules;
  if (modules.empty() || dotted.empty() || dotted.front() == '.') return nullptr;
  const std::string_view first = dotted.substr(0, dotted.find('.'));
  const std::string_view rest = dotted.substr(std::min(first.size() + 1, dotted.size()));
  if (too_deep(depth)) return nullptr;
  if (is_self(first)) {  // self.settings.region
    const std::size_t end = std::min(rest.find('.'), rest.size());
    const std::string field(dotted.substr(0, first.size() + 1 + end));
    const CodeModel::Binding* bound = model_.binding(field, use);
    const bool value = bound != nullptr && bound->kind == CodeModel::Binding::Kind::Value;
    return value && end < rest.size()
               ? elsewhere_behind(bound->value, rest.substr(end + 1), depth + 1)
               : nullptr;
  }
  if (const CodeModel::Binding* bound = model_.binding(first, use)) {
    std::string behind = bound->member;
    if (!behind.empty() && !rest.empty()) behind += '.';
    behind += rest;
    return elsewhere_behind(bound->value, behind, depth);
  }
  if (exists(model_.parameter_of(first, use))) {
    if (auto typed = rest.empty() ? nullptr : member_of_type(first, rest, use)) return typed;
    auto given = rest.empty() ? nullptr : functions_.given_elsewhere(first, use);
    if (given == nullptr || given->taken_apart) return nullptr;
    Elsewhere member = *given;
    member.parameter->name = std::string(rest);
    member.taken_apart = true;
    return std::make_shared<const Elsewhere>(std::move(member));
  }
  if (functions_.has(first)) return nullptr;
  for (const CodeModel::Import& import : model_.imports()) {
    if (import.local != first || import.symbol == "*") continue;
    std::string name = import.symbol;
    if (!name.empty() && !rest.empty()) name += '.';
    name += rest;
    if (auto framework = framework_name(import.module + "." + name)) return framework;
    return std::make_shared<const Elsewhere>(Elsewhere{import.module, std::move(name)});
  }
  if (auto framework = framework_name(dotted)) return framework;
  const auto is_all = [](const CodeModel::Import& import) { return import.symbol == "*"; };
  const auto all = std::ranges::find_if(model_.imports(), is_all);
  if (modules == "dotted" && std::ranges::count_if(model_.imports(), is_all) == 1)
    return std::make_shared<const Elsewhere>(Elsewhere{all->module, std::string(dotted)});
  const bool same_package = modules == "folder" || modules == "class";
  if (!same_package) return nullptr;
  return std::make_shared<const Elsewhere>(Elsewhere{"", std::string(dotted)});
}

Value Evaluator::foreign(Value value, std::string_view dotted, TSNode use, int depth) const {
  const bool open = value.kind == Value::Kind::Unknown || value.kind == Value::Kind::Member;
  if (open && value.elsewhere == nullptr) value.elsewhere = elsewhere(dotted, use, depth + 1);
  return value;
}

std::shared_ptr<const Elsewhere> Evaluator::callee_elsewhere(const CallSite& site,
                                                             int depth) const {
  std::string ignored;
  const TSNode expression = exists(site.callee) ? model_.unwrap(site.callee) : TSNode{};
  std::string dotted =
      exists(site.name) ? std::string(model_.text(site.name)) : model_.dotted(expression);
  if (exists(site.name) && exists(site.receiver)) {
    const std::string_view written = model_.text(site.receiver);
    const std::string object = model_.dotted(site.receiver);
    const bool chain = object.empty() && is_chain_of_names(written);  // Ruby: a.b.c
    dotted = (chain ? std::string(written) : object) + "." + dotted;
  }
  auto found = elsewhere(dotted, site.node, depth);
  return found == nullptr || shape_of(site, 0, ignored) != nullptr ? nullptr : found;
}

bool Evaluator::is_environment(TSNode node) const {
  const auto whole = model_.language().row->environment;
  return std::ranges::find(whole, model_.text(model_.unwrap(node))) != whole.end();
}

/// Whether the call is given all variables: schema.parse(process.env), cleanEnv(process.env, { …
/// }), createEnv({ runtimeEnv: process.env }).
bool Evaluator::takes_environment(const CallSite& site) const {
  const TSNode first = exists(site.arguments) ? first_named(site.arguments) : TSNode{};
  if (!exists(first) || is_environment(first)) return exists(first);
  if (model_.language().role(first) != NodeRole::Dict) return false;
  const std::uint32_t count = std::min(ts_node_named_child_count(first), 16U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode pair = ts_node_named_child(first, i);
    const bool is_pair = model_.language().role(pair) == NodeRole::Pair;
    if (is_pair && exists(last_named(pair)) && is_environment(last_named(pair))) return true;
  }
  return false;
}

/// Libraries that check the variables hand them on, some as a member of the result.
bool Evaluator::holds_environment(TSNode node, int depth) const {
  const auto is_result = [](std::string_view name) { return name == "data" || name == "value"; };
  if (model_.language().row->environment.empty()) return false;
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    if (is_environment(node)) return true;
    if (const CallSite* site = model_.call(node)) return takes_environment(*site);
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    const bool member = model_.language().role(node) == NodeRole::Member;
    if (bound == nullptr && member && is_result(model_.text(model_.last_name(node)))) {
      node = first_named(node);  // parsed.data
      continue;
    }
    if (bound == nullptr || bound->kind == CodeModel::Binding::Kind::Parameter) return false;
    if (bound->kind == CodeModel::Binding::Kind::Member && !is_result(bound->member)) return false;
    node = bound->value;
  }
  return false;
}

}  // namespace credlint
