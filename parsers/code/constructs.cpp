// SPDX-License-Identifier: MIT
// Constructs: what a known call is given, by position, keyword, nested literal or later method.
#include <algorithm>
#include <array>

#include "parsers/code/evaluator.h"
#include "parsers/code/literal.h"
#include "scanner/core/limits.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/setting_name.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Arguments of one call, with all that its literals hold: names that name names can double at each
/// step.
constexpr std::size_t kMostArguments = 2048;

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

struct Slot {
  std::string_view role;
  Value Construct::*value;
};
constexpr std::array<Slot, 18> kSlots = {{
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
    {"signature-version", &Construct::signature_version},
    {"clock-offset", &Construct::clock_offset},
    {"expires", &Construct::expires},
    {"name", &Construct::setting_name},
    {"value", &Construct::setting_value},
    {"path", &Construct::path},
}};

/// "credentials.token", where the shape knows other members of "credentials".
bool is_beside_known(std::string_view path, const CallShape& shape) {
  const std::string_view object = path.substr(0, path.rfind('.') + 1);
  return std::any_of(shape.keywords.begin(), shape.keywords.end(), [&](const DataRow& keyword) {
    return keyword.key.substr(0, object.size()) == object;
  });
}

}  // namespace

std::string Evaluator::key_text(TSNode key) const {
  if (!exists(key)) return {};
  const NodeRole role = model_.language().role(key);
  if (role == NodeRole::String || role == NodeRole::RawString) {
    return read_literal(model_.text(key), role == NodeRole::RawString).value;
  }
  if (ts_node_named_child_count(key) == 1 &&
      (role == NodeRole::Unwrap || role == NodeRole::Chain)) {
    return key_text(first_named(key));
  }
  return std::string(model_.text(key));
}

TSNode Evaluator::resolve_dict(TSNode node, int depth) const {
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    const NodeRole role = model_.language().role(node);
    if (role == NodeRole::Dict) return node;
    if (kind_of(node) == "composite_literal" && model_.call(node) == nullptr) {
      node = last_named(node);  // Go: map[string]string{…}
      continue;
    }
    if (const CallSite* site = model_.call(node)) {
      // Go: Config{Region: "…"} is a call whose arguments are the literal.
      const bool literal =
          exists(site->arguments) && model_.language().role(site->arguments) == NodeRole::Dict;
      if (!literal && yields(*site, "dict", depth)) return site->arguments;
      node = literal ? site->arguments : functions_.returned_by(*site);
      continue;
    }
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    if (const TSNode result = bound == nullptr ? read_like_a_field(node) : TSNode{};
        exists(result)) {
      node = result;
      continue;
    }
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
  // Kotlin: f { it.roleArn("…") }
  if (model_.language().role(arguments) == NodeRole::Function)
    collect_function(arguments, prefix, out);
  // Behind those of a function that is given some of them beforehand.
  std::size_t index =
      top ? static_cast<std::size_t>(std::ranges::count(out, std::string(), &CallArgument::path))
          : 0;
  const std::uint32_t count = std::min(ts_node_named_child_count(arguments), 256U);
  for (std::uint32_t i = 0; i < count; ++i) {
    TSNode child = model_.unwrap(ts_node_named_child(arguments, i));
    // PHP: an element "...$x" is a pair of one.
    if (model_.language().role(child) == NodeRole::Pair &&
        model_.language().role(first_named(child)) == NodeRole::Spread) {
      child = first_named(child);
    }
    switch (model_.language().role(child)) {
      case NodeRole::Comment:
        continue;
      case NodeRole::Shorthand: {
        std::string path = prefix + std::string(model_.text(child));
        collect_literal(child, path + ".", depth, out, construct);
        out.push_back({std::move(path), 0, child, child});
        continue;
      }
      case NodeRole::Spread: {
        if (top && collect_list(last_named(child), index, out, construct)) continue;
        take_spread(last_named(child), prefix, depth, out, construct);
        continue;
      }
      case NodeRole::Pair: {
        const TSNode key = first_named(child);
        if (!exists(key)) break;  // Swift: f(nil)
        const TSNode value = last_named(child);
        std::string path = prefix + key_text(key);
        collect_literal(value, path + ".", depth, out, construct);
        out.push_back({std::move(path), 0, key, value});
        continue;
      }
      case NodeRole::Function:
        collect_function(child, prefix, out);
        break;
      default:
        break;
    }
    if (!top) {
      // dict(base, key=value)
      if (model_.language().role(arguments) != NodeRole::Dict && ts_node_is_named(child))
        take_spread(child, prefix, depth, out, construct);
      continue;
    }
    collect_literal(child, prefix, depth, out, construct);
    out.push_back({"", index++, {}, child});
  }
}

/// What partial(f, …) gives f beforehand.
void Evaluator::collect_partial(const CallSite& site, int depth, std::vector<CallArgument>& out,
                                Construct& construct) const {
  const CallSite* partial = partial_behind(site, depth);
  if (partial == nullptr) return;
  collect(partial->arguments, "", 0, true, out, construct);
  const auto function = std::ranges::find(out, std::string(), &CallArgument::path);
  if (function != out.end()) out.erase(function);
  for (CallArgument& argument : out) argument.index -= argument.path.empty() ? 1 : 0;
}

/// The members of an object: **options, ...options, {**base, "region": "…"}.
void Evaluator::take_spread(TSNode object, const std::string& prefix, int depth,
                            std::vector<CallArgument>& out, Construct& construct) const {
  if (collect_literal(object, prefix, depth, out, construct)) return;
  construct.open_ended = true;
  construct.objects.emplace_back(prefix, object);
}

/// What several objects hold together: base.merge(more), Object.assign({}, base, more).
bool Evaluator::collect_merged(TSNode node, const std::string& prefix, int depth,
                               std::vector<CallArgument>& out, Construct& construct) const {
  for (int steps = 0; steps < limits::kMaxFollowDepth && exists(node); ++steps) {
    node = model_.unwrap(node);
    if (const CallSite* site = model_.call(node)) {
      if (depth > 4 || !exists(site->arguments) || !yields(*site, "merge", depth)) return false;
      const TSNode receiver = model_.receiver_of(*site);
      const bool of_object = exists(receiver) && exists(resolve_dict(receiver, depth));
      if (of_object) collect_literal(receiver, prefix, depth + 1, out, construct);
      const std::uint32_t count = std::min(ts_node_named_child_count(site->arguments), 16U);
      for (std::uint32_t i = 0; i < count; ++i)
        take_spread(ts_node_named_child(site->arguments, i), prefix, depth + 1, out, construct);
      return of_object || count > 1;
    }
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) return false;
    node = bound->value;
  }
  return false;
}

bool Evaluator::yields(const CallSite& site, std::string_view what, int depth) const {
  std::string ignored;
  const CallShape* shape = shape_of(site, depth + 1, ignored);
  return shape != nullptr && shape->yields == what;
}

bool Evaluator::collect_literal(TSNode node, const std::string& prefix, int depth,
                                std::vector<CallArgument>& out, Construct& construct) const {
  if (out.size() <= kMostArguments && collect_merged(node, prefix, depth, out, construct))
    return true;
  const TSNode dict = resolve_dict(node, depth);
  if (!exists(dict) || out.size() > kMostArguments) return false;
  collect(dict, prefix, depth + 1, false, out, construct);
  collect_changes(node, prefix, depth, out, construct);
  return true;
}

void Evaluator::collect_changes(TSNode use, const std::string& prefix, int depth,
                                std::vector<CallArgument>& out, Construct& construct) const {
  for (; !too_deep(depth) && exists(use); ++depth) {
    use = model_.unwrap(use);
    const std::string name = model_.dotted(use);
    const CodeModel::Binding* bound = model_.binding(name, use);
    for (const CodeModel::ChangeSite& change : model_.changes_of(name)) {
      if (!reaches(change.object, name, bound, use)) continue;
      std::string path = prefix + change.between + key_text(change.key);
      collect_literal(change.value, path + ".", depth + 1, out, construct);
      out.push_back({std::move(path), 0, change.key, change.value});
    }
    for (const std::size_t i : model_.method_calls(name)) {
      const CallSite& call = model_.calls()[i];
      if (!is_update(call) || !reaches(call.node, name, bound, use)) continue;
      collect_update(call, prefix, depth, out, construct);
    }
    for (const std::size_t i : model_.calls_with(name)) {
      const CallSite& call = model_.calls()[i];
      if (!is_assigned_to(call, name, depth) || !reaches(call.node, name, bound, use)) continue;
      const std::uint32_t count = std::min(ts_node_named_child_count(call.arguments), 16U);
      for (std::uint32_t k = 1; k < count && !contains(call.node, use); ++k)
        take_spread(ts_node_named_child(call.arguments, k), prefix, depth + 1, out, construct);
    }
    if (is_changed_elsewhere(name, bound, use)) {
      construct.open_ended = true;
      construct.objects.emplace_back(prefix, use);
    }
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) return;
    use = bound->value;
  }
}

/// options.update(region_name="…"), options.merge!(region: "…"), options.setdefault("region", "…")
bool Evaluator::is_update(const CallSite& call) const {
  constexpr std::array<std::string_view, 3> kMethods = {"update", "merge!", "setdefault"};
  const std::string_view name = model_.text(called_name_node(call));
  return exists(call.arguments) && std::ranges::find(kMethods, name) != kMethods.end();
}

/// Object.assign(options, more)
bool Evaluator::is_assigned_to(const CallSite& call, std::string_view name, int depth) const {
  const std::string_view method = model_.text(called_name_node(call));
  return method == "assign" && model_.text(model_.unwrap(first_named(call.arguments))) == name &&
         yields(call, "merge", depth);
}

void Evaluator::collect_update(const CallSite& call, const std::string& prefix, int depth,
                               std::vector<CallArgument>& out, Construct& construct) const {
  const TSNode first = first_named(call.arguments);
  if (model_.text(called_name_node(call)) != "setdefault")
    return collect(call.arguments, prefix, depth + 1, false, out, construct);
  const TSNode value = exists(first) ? ts_node_next_named_sibling(first) : TSNode{};
  if (exists(value)) out.push_back({prefix + key_text(first), 0, first, value});
}

bool Evaluator::is_changed(TSNode object, std::string_view member) const {
  const auto changes = model_.changes_of(model_.dotted(object));
  return std::any_of(changes.begin(), changes.end(), [&](const CodeModel::ChangeSite& change) {
    return change.between.empty() && key_text(change.key) == member &&
           model_.may_see(object, change.object);
  });
}

/// What is done at `change` to what `name` is bound to there is seen where `use` stands.
bool Evaluator::reaches(TSNode change, const std::string& name, const CodeModel::Binding* bound,
                        TSNode use) const {
  if (!model_.may_see(use, change)) return false;
  return bound == nullptr || model_.binding(name, change) == bound;
}

/// A method that may change the object, or a function that it is handed to: add_token(options),
/// Object.assign(options, more).
bool Evaluator::is_changed_elsewhere(const std::string& name, const CodeModel::Binding* bound,
                                     TSNode use) const {
  if (name.empty()) return false;
  const auto by_method = [&](std::size_t call) {
    const CallSite& site = model_.calls()[call];
    return !is_update(site) && reaches(site.node, name, bound, use);
  };
  const auto by_function = [&](std::size_t call) {
    const CallSite& site = model_.calls()[call];
    if (!reaches(site.node, name, bound, use) || contains(site.node, use)) return false;
    const bool first_of_many = ts_node_named_child_count(site.arguments) > 1 &&
                               model_.text(model_.unwrap(first_named(site.arguments))) == name;
    if (exists(model_.receiver_of(site)) && !first_of_many) return false;
    std::string ignored;
    return shape_of(site, 0, ignored) == nullptr;
  };
  const auto methods = model_.method_calls(name);
  const auto functions = model_.calls_with(name);
  return std::any_of(methods.begin(), methods.end(), by_method) ||
         std::any_of(functions.begin(), functions.end(), by_function);
}

/// f(options...): what stands in the list, and what is appended to it. False where nothing is
/// known.
bool Evaluator::collect_list(TSNode list, std::size_t& index, std::vector<CallArgument>& out,
                             Construct& construct) const {
  const std::string name = model_.dotted(list);
  bool made_here = false;
  for (const CodeModel::ListPart& part : model_.list_parts(name, list)) {
    const TSNode statement = ts_node_parent(ts_node_parent(part.name));
    if (!exists(statement) || !contains(ts_node_parent(statement), list)) {
      construct.open_ended = true;  // in a branch
      continue;
    }
    const bool empty = !exists(part.values);
    made_here = made_here || empty || model_.call(ts_node_parent(part.values)) == nullptr;
    const std::uint32_t count = empty ? 0 : std::min(ts_node_named_child_count(part.values), 256U);
    for (std::uint32_t i = 0; i < count; ++i) {
      const TSNode value = model_.unwrap(ts_node_named_child(part.values, i));
      if (model_.dotted(value) != name) out.push_back({"", index++, {}, value});
    }
  }
  return made_here;
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
    const TSNode value = first_argument(site);
    const TSNode name = called_name_node(site);
    if (exists(value)) out.push_back({"." + std::string(model_.text(name)), 0, name, value});
    collect_chain(site, out);
  }
}

TSNode Evaluator::first_argument(const CallSite& site) const {
  const bool function = model_.language().role(site.arguments) == NodeRole::Function;
  return function || !exists(site.arguments) ? site.arguments : first_named(site.arguments);
}

void Evaluator::collect_chain(const CallSite& site, std::vector<CallArgument>& out) const {
  const CallSite* next = model_.call_on(site.node);
  for (int steps = 0; next != nullptr && steps < 64; ++steps) {
    const TSNode name = called_name_node(*next);
    const TSNode value = first_argument(*next);
    if (exists(value)) out.push_back({"." + std::string(model_.text(name)), 0, name, value});
    next = model_.call_on(next->node);
  }
}

void Evaluator::collect_later(const CallSite& site, int depth,
                              std::vector<CallArgument>& out) const {
  // The variable that holds the result, also of "X.builder().build()".
  TSNode made = site.node;
  const CodeModel::AssignSite* bound = model_.assignment_of(made);
  for (std::size_t steps = 0; bound == nullptr && steps < limits::kMaxCallChain; ++steps) {
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
  for (const CodeModel::ChangeSite& change : model_.changes_of(name)) {
    if (!refers(change.object)) continue;
    out.push_back({change.between + key_text(change.key), 0, change.key, change.value});
  }
  if (too_deep(depth)) return;
  for (const std::size_t i : model_.method_calls(name)) {
    const CallSite& call = model_.calls()[i];
    const TSNode value = first_argument(call);
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
  made.part = made.shape->yields == "option";
  std::vector<CallArgument> arguments;
  collect_partial(site, depth, arguments, made);
  collect(site.arguments, "", 0, true, arguments, made);
  collect_chain(site, arguments);
  collect_later(site, depth, arguments);
  for (const CallArgument& argument : arguments) assign(argument, made, depth);
  if (depth == 0) {
    for (const auto& [prefix, node] : made.objects) note_given_members(prefix, node, made);
  }
  if (depth == 0 && made.objects.size() == 1) ask_elsewhere(made);
  for (const DataRow& fixed : made.shape->sets) {
    for (const Slot& slot : kSlots) {
      if (slot.role == fixed.key)
        (made.*slot.value) =
            literal(std::string(fixed.value), model_.source().span(called_name_node(site)));
    }
  }
  inherit_from_receiver(site, made, depth);
  return made;
}

/// The expression that a name is bound to; the expression itself where it is no name.
TSNode Evaluator::value_behind(TSNode node) const {
  for (int steps = 0; steps < 4; ++steps) {
    node = model_.unwrap(node);
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) break;
    node = bound->value;
  }
  return node;
}

/// What calls of the function around give in an object that it hands on: f(**options), where others
/// call f(region="…"); f(options), where they call f({ region: "…" }).
void Evaluator::note_given_members(const std::string& prefix, TSNode node, Construct& made) const {
  const TSNode name = value_behind(node);
  const TSNode function = model_.parameter_of(model_.text(name), name);
  if (!exists(function)) return;
  const bool rest = is_keyword_rest(name, function);
  for (const DataRow& keyword : made.shape->keywords) {
    const bool region = keyword.value == "region";
    if (!region && keyword.value != "profile") continue;
    if (!keyword.key.starts_with(prefix) || keyword.key.starts_with('.')) continue;
    const std::string_view key = std::string_view(keyword.key).substr(prefix.size());
    std::vector<Value>& values = region ? made.regions : made.profiles;
    for (const TSNode given :
         rest ? functions_.named_at_calls(key, function) : members_given(key, name)) {
      if (Value value = evaluate(given, 1); value.literal()) values.push_back(std::move(value));
    }
    Value value = unknown(node);
    value.elsewhere = rest
                          ? functions_.named_elsewhere(key, function)
                          : elsewhere(std::string(model_.text(name)).append(".").append(key), name);
    if (value.elsewhere != nullptr && value.elsewhere->parameter)
      values.push_back(std::move(value));
  }
}

/// A parameter that gathers what is given by name: **options.
bool Evaluator::is_keyword_rest(TSNode name, TSNode function) const {
  for (const TSNode parameter : model_.parameters_of(function)) {
    if (model_.text(parameter) != model_.text(name)) continue;
    const std::string_view kind = kind_of(ts_node_parent(parameter));
    return kind == "dictionary_splat_pattern" || kind == "hash_splat_parameter";
  }
  return false;
}

std::vector<TSNode> Evaluator::members_given(std::string_view key, TSNode name) const {
  std::vector<TSNode> found;
  for (const Functions::Given& given : functions_.given_to(model_.text(name), name)) {
    const TSNode object = given.member.empty() ? resolve_dict(given.value, 1) : TSNode{};
    const TSNode value = exists(object) ? dict_value(object, key) : TSNode{};
    if (exists(value)) found.push_back(value);
  }
  const TSNode function = model_.parameter_of(model_.text(name), name);
  const TSNode otherwise = resolve_dict(functions_.default_of(model_.text(name), function), 1);
  const TSNode value = exists(otherwise) ? dict_value(otherwise, key) : TSNode{};
  if (exists(value)) found.push_back(value);
  return found;
}

/// "OPTIONS{}.region": what the object has by that name; nothing where it is known and has none.
void Evaluator::ask_elsewhere(Construct& made) const {
  constexpr std::array<std::string_view, 5> kRoles = {"region", "profile", "key-id", "secret",
                                                      "token"};
  const auto& [prefix, node] = made.objects.front();
  const TSNode object = model_.unwrap(node);
  const CallSite* site = model_.call(object);
  const TSNode taken = value_behind(object);
  const std::string_view file = site == nullptr ? file_taken_in(taken) : std::string_view();
  const auto found = !file.empty()     ? std::make_shared<const Elsewhere>(Elsewhere{
                                         std::string(kSettings).append("=").append(file), ""})
                     : site != nullptr ? callee_elsewhere(*site)
                                       : elsewhere(model_.dotted(object), object);
  if (found == nullptr || found->parameter) return;
  for (const DataRow& keyword : made.shape->keywords) {
    if (!keyword.key.starts_with(prefix) || keyword.key.starts_with('.')) continue;
    if (std::ranges::find(kRoles, keyword.value) == kRoles.end()) continue;
    for (const Slot& slot : kSlots) {
      Value& value = made.*slot.value;
      const bool open = !value.given() || (!prefix.empty() && value.kind == Value::Kind::Unknown);
      if (slot.role != keyword.value || !open || value.elsewhere != nullptr) continue;
      Elsewhere member = *found;
      member.name.append(site != nullptr ? "()" : "").append("{}.");
      member.name.append(keyword.key.substr(prefix.size()));
      // Where the object stays unknown: not given, or given as unknown, as before.
      if (!value.given()) value.name = "{}";
      value.kind = Value::Kind::Unknown;
      value.at = locate(node);
      value.elsewhere = std::make_shared<const Elsewhere>(std::move(member));
    }
  }
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
    // Options in one object: "new S3Client(options)".
    const bool whole = positional.empty() && !made.shape->keywords.empty();
    if (whole && !exists(resolve_dict(argument.value, depth))) {
      made.unfollowed = true;
      made.objects.emplace_back("", argument.value);
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
    if (!method && (!nested || is_beside_known(argument.path, *made.shape)) &&
        exists(argument.key)) {
      made.unknown_arguments.push_back(
          {argument.path, locate(argument.key), evaluate(argument.value, depth + 1)});
    }
    return;
  }
  if (role == "secret" || role == "token") made.secrets.push_back(argument.value);
  if (role == "value") made.value = argument.value;
  for (const Slot& slot : kSlots) {
    if (slot.role != role) continue;
    // An object literal was taken apart into its keys, which say more than the whole.
    const bool told = argument.path.empty() || (made.*slot.value).given();
    if (told && exists(resolve_dict(argument.value, depth))) return;
    Value value = evaluate(argument.value, depth + 1);
    if (role == "region" && value.kind == Value::Kind::Member) {
      const std::string region = region_of_constant(value.name);
      if (!region.empty()) value = literal(region, model_.source().span(argument.value));
    }
    const bool open = value.kind == Value::Kind::Unknown || value.kind == Value::Kind::Member;
    if (open && (role == "region" || role == "profile"))
      note_alternatives(argument.value, role == "region" ? made.regions : made.profiles, depth);
    const std::uint32_t unit = made.shape->unit;
    const bool timed = role == "duration" || role == "expires";
    if (role == "duration") value = in_words(std::move(value), argument.value);
    if (timed && unit > 0) value = in_seconds(std::move(value), unit, argument.value);
    (made.*slot.value) = std::move(value);
    return;
  }
  merge_argument(argument, role, made, depth);
}

void Evaluator::note_alternatives(TSNode argument, std::vector<Value>& values, int depth) const {
  if (too_deep(depth) || !exists(argument)) return;
  const TSNode name = model_.unwrap(argument);
  const auto add = [&](Value value) {
    if (value.kind == Value::Kind::Unknown && value.fallback_at) {  // typer.Option("…")
      value.text = Secret(*value.fallback);
      value.at = *value.fallback_at;
      value.kind = Value::Kind::Literal;
    }
    const bool told = value.elsewhere != nullptr && !value.elsewhere->parameter;
    // "" is what a name begins with before a branch sets it.
    if ((value.literal() && !value.text.empty() && !value.number) || told)
      values.push_back(std::move(value));
  };
  const NodeRole role = model_.language().role(name);
  if (role == NodeRole::Binary || role == NodeRole::Branch) {  // a or b; a if c else b
    for (const TSNode side : sides_of(name)) {
      const Value value = evaluate(side, depth + 1);
      value.literal() ? add(value) : note_alternatives(side, values, depth + 1);
    }
    return;
  }
  if (const std::vector<TSNode> arms = arms_of(name); !arms.empty()) {
    for (const TSNode arm : arms) {
      const Value value = evaluate(arm, depth + 1);
      value.literal() ? add(value) : note_alternatives(arm, values, depth + 1);
    }
    return;
  }
  if (const TSNode list = model_.list_of_loop(name); exists(list)) {
    for (const TSNode element : elements_of(list, depth)) add(evaluate(element, depth + 1));
    return;
  }
  if (const CodeModel::Binding* bound = model_.binding(model_.dotted(name), name)) {
    const std::size_t before = values.size();
    if (bound->kind == CodeModel::Binding::Kind::Value)
      note_alternatives(bound->value, values, depth + 1);
    if (role != NodeRole::Member || values.size() > before) return;
  }
  for (const TSNode value : model_.values_bound(model_.dotted(name), name)) {
    const Value one = evaluate(value, depth + 1);
    one.literal() && may_be_region(one.text.reveal()) ? add(one)
    : one.literal()                                   ? void()
                                                      : note_alternatives(value, values, depth + 1);
  }
  for (const TSNode value : model_.field_beginnings(name)) {
    const Value begins = evaluate(value, depth + 1);
    begins.literal() ? add(begins) : note_alternatives(value, values, depth + 1);
  }
  if (role == NodeRole::Member || role == NodeRole::Subscript) {
    for (const TSNode value : values_chosen(name, depth)) add(evaluate(value, depth + 1));
  }
  if (const TSNode wrapped = wrapped_by(name, depth); exists(wrapped))
    return note_alternatives(wrapped, values, depth + 1);
  if (const CallSite* site = model_.call(name)) {
    for (const TSNode result : functions_.all_returned_by(*site)) {
      const Value value = returned_value(*site, result, depth);
      value.literal() ? add(value) : note_alternatives(result, values, depth + 2);
    }
  }
  if (const TSNode otherwise = default_of_missing(name); exists(otherwise)) {
    const Value value = evaluate(otherwise, depth + 1);
    if (value.literal()) return add(value);
    return note_alternatives(otherwise, values, depth + 1);
  }
  // args.region of argparse; click gives what a parameter of that name stands for.
  if (const TSNode option = model_.option_default(name_of_option(name)); exists(option))
    return add(evaluate(option, depth + 1));
  if (const TSNode field = field_of_type(name, depth); exists(field)) {
    const Value value = evaluate(field, depth + 1);
    return value.literal() ? add(value) : note_alternatives(field, values, depth + 1);
  }
  const TSNode function = model_.parameter_of(model_.text(name), name);
  if (!exists(function)) return;
  for (Value& value : values_given(name, depth)) add(std::move(value));
  const bool left = values.empty() || functions_.is_left_out(model_.text(name), name);
  if (left && inside_ == nullptr)
    add(evaluate(functions_.default_of(model_.text(name), function), depth + 1));
}

/// What the arms of "stage switch { … }" and "match stage { … }" yield; none for other expressions.
std::vector<TSNode> Evaluator::arms_of(TSNode node) const {
  const std::string_view kind = kind_of(node);
  std::vector<TSNode> arms;
  if (kind != "switch_expression" && kind != "match_expression" && kind != "when_expression")
    return arms;
  const TSNode last = last_named(node);
  const bool block = exists(last) && kind_of(last).find("block") != std::string_view::npos;
  const TSNode around = block ? last : node;
  const std::uint32_t count = std::min(ts_node_named_child_count(around), 40U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode arm = ts_node_named_child(around, i);
    for (const std::string_view part : {"arm", "match_", "entry", "rule"}) {
      if (kind_of(arm).find(part) == std::string_view::npos) continue;
      arms.push_back(last_named(arm));
      break;
    }
  }
  return arms;
}

/// "x" of region.unwrap_or("x"), region.orElseGet(() -> "x"): what stands for a value that is
/// missing.
TSNode Evaluator::default_of_missing(TSNode node) const {
  constexpr std::array<std::string_view, 9> kMethods = {
      "unwrap_or", "unwrap_or_else", "orElse",  "orElseGet", "getOrElse",
      "or_else",   "getOrDefault",   "ifEmpty", "ifBlank"};
  constexpr std::string_view kBody = "body";
  for (int steps = 0; steps < 8; ++steps) {
    const CallSite* site = model_.call(model_.unwrap(node));
    if (site == nullptr || !exists(model_.receiver_of(*site))) return {};
    const std::string_view method = model_.text(called_name_node(*site));
    const bool looked_up = (method == "fetch" || model_.lookup(site->node) != nullptr) &&
                           exists(site->arguments) &&
                           ts_node_named_child_count(site->arguments) == 2;
    const bool missing = looked_up || std::ranges::find(kMethods, method) != kMethods.end();
    if (!missing) {
      node = model_.receiver_of(*site);
      continue;
    }
    TSNode given = exists(site->arguments) ? last_named(site->arguments) : TSNode{};
    if (exists(given) && model_.is_function(given)) {
      const TSNode body = ts_node_child_by_field_name(given, kBody.data(), kBody.size());
      given = exists(body) ? body : last_named(given);
    }
    return given;
  }
  return {};
}

/// What stands in a list that is written here or behind a name.
std::vector<TSNode> Evaluator::elements_of(TSNode list, int depth) const {
  constexpr std::array<std::string_view, 8> kMakers = {"of",  "asList", "listOf", "setOf",
                                                       "Seq", "List",   "Array",  "arrayOf"};
  constexpr std::uint32_t kMost = 40;
  for (; !too_deep(depth) && exists(list); ++depth) {
    list = model_.unwrap(list);
    if (kind_of(list) == "composite_literal") list = last_named(list);  // Go: []string{…}
    bool listed = is_list(list) || model_.language().role(list) == NodeRole::Dict ||
                  kind_of(list).find("initializer") != std::string_view::npos;
    if (const CallSite* site = model_.call(list)) {
      const std::string_view maker = model_.text(called_name_node(*site));
      const bool literal =
          exists(site->arguments) && model_.language().role(site->arguments) == NodeRole::Dict;
      if (!literal && std::ranges::find(kMakers, maker) == kMakers.end()) return {};
      list = site->arguments;
      listed = true;
    } else if (const auto* bound = model_.binding(model_.dotted(list), list)) {
      if (bound->kind != CodeModel::Binding::Kind::Value) return {};
      list = bound->value;
      continue;
    }
    std::vector<TSNode> elements;
    const std::uint32_t count = listed && exists(list) ? ts_node_named_child_count(list) : 0;
    for (std::uint32_t i = 0; i < std::min(count, kMost); ++i)
      elements.push_back(model_.unwrap(ts_node_named_child(list, i)));
    return elements;
  }
  return {};
}

/// REGIONS[area], and environments[stage].region: what any of the members says. Of clouds by name,
/// another's regions may be among them.
std::vector<TSNode> Evaluator::values_chosen(TSNode node, int depth) const {
  const NodeRole role = model_.language().role(node);
  const TSNode object = first_named(node);
  const bool by_name = role == NodeRole::Member || key_is_written(node);
  std::vector<TSNode> found;
  for (const TSNode dict :
       by_name ? objects_behind(object, depth) : std::vector{resolve_dict(object, depth)}) {
    const TSNode value = !exists(dict) ? TSNode{}
                         : by_name     ? dict_value(dict, key_text(last_named(node)))
                                       : TSNode{};
    if (exists(value)) found.push_back(value);
    if (exists(dict) && !by_name) found = members_alike(dict);
  }
  return found;
}

bool Evaluator::key_is_written(TSNode subscript) const {
  const NodeRole role = model_.language().role(model_.unwrap(last_named(subscript)));
  return role == NodeRole::String || role == NodeRole::RawString;
}

/// The values of a mapping, unless its keys name clouds.
std::vector<TSNode> Evaluator::members_alike(TSNode dict) const {
  constexpr std::array<std::string_view, 4> kOthers = {"gcp", "google", "azure", "aliyun"};
  std::vector<TSNode> values;
  const std::uint32_t count = std::min(ts_node_named_child_count(dict), 40U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode pair = ts_node_named_child(dict, i);
    if (model_.language().role(pair) != NodeRole::Pair) continue;
    const std::string key = to_lower(key_text(first_named(pair)));
    if (std::ranges::any_of(kOthers, [&](auto other) { return key.find(other) != key.npos; }))
      return {};
    values.push_back(last_named(pair));
  }
  return values;
}

/// The objects that one may be: of a list that a loop goes through, of the members of another.
std::vector<TSNode> Evaluator::objects_behind(TSNode object, int depth) const {
  std::vector<TSNode> found;
  for (; !too_deep(depth) && exists(object); ++depth) {
    object = model_.unwrap(object);
    std::vector<TSNode> all;
    if (const TSNode list = model_.list_of_loop(object); exists(list)) {
      all = elements_of(list, depth);
    } else if (model_.language().role(object) == NodeRole::Subscript && !key_is_written(object)) {
      const TSNode dict = resolve_dict(first_named(object), depth);
      all = exists(dict) ? members_alike(dict) : elements_of(first_named(object), depth);
    } else if (is_parameter(object)) {
      for (const Functions::Given& given : functions_.given_to(model_.text(object), object)) {
        if (given.member.empty()) all.push_back(given.value);
      }
    } else if (const TSNode dict = resolve_dict(object, depth); exists(dict)) {
      return {dict};  // what it begins with, although some of it may be set again
    } else if (const auto* bound = model_.binding(model_.dotted(object), object)) {
      if (bound->kind != CodeModel::Binding::Kind::Value) return {};
      object = bound->value;
      continue;
    }
    for (const TSNode one : all) {
      const TSNode dict = resolve_dict(one, depth + 1);
      const CallSite* made = exists(dict) ? nullptr : model_.call(model_.unwrap(one));
      if (exists(dict)) found.push_back(dict);
      if (made != nullptr && exists(made->arguments)) found.push_back(made->arguments);
    }
    return found;
  }
  return found;
}

/// settings.region, settings.region() and settings.getRegion(), where the text has the type of
/// settings: what its constructor takes, or what its objects begin with.
TSNode Evaluator::field_of_type(TSNode node, int depth) const {
  const CallSite* site = model_.call(node);
  const bool getter = site != nullptr && exists(model_.receiver_of(*site));
  if (!getter && model_.language().role(node) != NodeRole::Member) return {};
  const std::string_view type =
      type_behind(getter ? model_.receiver_of(*site) : first_named(node), depth);
  std::string member(model_.text(getter ? called_name_node(*site) : model_.last_name(node)));
  const bool get = getter && member.size() > 3 && member.starts_with("get");
  if (get) member = std::string(1, static_cast<char>(member[3] | 0x20)) + member.substr(4);
  const TSNode taken = functions_.taken_by_class(type, member);
  return exists(taken) ? taken : model_.member_of(type, member);
}

/// The type that the parameter behind an expression is declared with, or the class of which it is
/// made.
std::string_view Evaluator::type_behind(TSNode object, int depth) const {
  for (; !too_deep(depth) && exists(object); ++depth) {
    object = model_.unwrap(object);
    if (const CallSite* site = model_.call(object))
      return exists(model_.receiver_of(*site)) ? "" : model_.text(called_name_node(*site));
    if (is_parameter(object)) return model_.type_of(object);
    const CodeModel::Binding* bound = model_.binding(model_.dotted(object), object);
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) return {};
    object = bound->value;
  }
  return {};
}

/// x of Region.of(x), where a shape says that the call stands for it; null for other expressions.
TSNode Evaluator::wrapped_by(TSNode node, int depth) const {
  const CallSite* site = model_.call(node);
  std::string ignored;
  const CallShape* shape = site == nullptr ? nullptr : shape_of(*site, depth + 1, ignored);
  const bool wraps = shape != nullptr && shape->yields == "value" && exists(site->arguments);
  return wraps ? first_named(site->arguments) : TSNode{};
}

/// region of args.region, args["region"] and flags.GetString("region").
std::string Evaluator::name_of_option(TSNode node) const {
  const NodeRole role = model_.language().role(node);
  const CallSite* site = model_.call(node);
  const bool asked =
      site != nullptr && exists(site->arguments) && exists(first_named(site->arguments));
  const TSNode name = asked                         ? model_.unwrap(first_named(site->arguments))
                      : role == NodeRole::Subscript ? last_named(node)
                                                    : model_.last_name(node);
  const bool text = model_.language().role(name) == NodeRole::String;
  return asked && !text ? std::string() : key_text(name);
}

std::vector<TSNode> Evaluator::sides_of(TSNode choice) const {
  const std::uint32_t count = ts_node_named_child_count(choice);
  const TSNode first = first_named(choice);
  const TSNode last = last_named(choice);
  if (count != 2 && count != 3) return {};
  const TSNode second = ts_node_named_child(choice, 1);
  const std::uint32_t begin = ts_node_end_byte(first);
  const std::string_view sign =
      trim(model_.source().text.substr(begin, ts_node_start_byte(second) - begin));
  constexpr std::array<std::string_view, 4> kOr = {"or", "||", "??", "?:"};
  if (count == 2 && std::ranges::find(kOr, sign) == kOr.end()) return {};
  if (count == 3 && sign != "?")
    return sign == "if" ? std::vector{first, last} : std::vector<TSNode>();
  return {count == 2 ? first : second, last};
}

bool Evaluator::assign_function(TSNode value, Construct& made, int depth) const {
  const TSNode function = model_.unwrap(value);
  if (model_.language().role(function) != NodeRole::Function || too_deep(depth)) return false;
  std::vector<CallArgument> set;
  collect_function(function, "", set);
  for (const CallArgument& argument : set) assign(argument, made, depth + 1);
  return true;
}

/// An argument that is an object made by a known call: its values are inherited.
void Evaluator::merge_argument(const CallArgument& argument, std::string_view role, Construct& made,
                               int depth) const {
  const bool credentials = role == "credentials";
  if (role == "option" && assign_function(argument.value, made, depth)) return;
  if (!credentials && role != "config" && role != "session" && role != "option") return;
  const CallSite* site = call_behind(argument.value, depth + 1);
  // Objects.requireNonNull(config): what is wrapped matters.
  for (int steps = 0; site != nullptr && exists(site->arguments) && !too_deep(steps); ++steps) {
    std::string ignored;
    const CallShape* shape = shape_of(*site, depth + 1, ignored);
    if (shape == nullptr || shape->yields != "value") break;
    site = call_behind(first_named(site->arguments), depth + 1);
  }
  if (site != nullptr) {
    if (const auto inner = construct(*site, depth + 1)) return inherit(*inner, made);
  }
  const bool taken_apart = exists(resolve_dict(argument.value, depth));
  if (!credentials && !taken_apart) made.unfollowed = true;
  // Credentials that cannot be followed are given all the same.
  if (!credentials || taken_apart) return;
  if (!evaluate(argument.value, depth + 1).given()) return;
  if (!argument.path.empty()) made.objects.emplace_back(argument.path + ".", argument.value);
  for (Value Construct::*part : {&Construct::key_id, &Construct::secret, &Construct::token}) {
    if (!(made.*part).given()) made.*part = unknown(argument.value);
  }
}

void Evaluator::inherit(const Construct& from, Construct& to) const {
  for (const Slot& slot : kSlots) {
    const Value& value = from.*slot.value;
    Value& target = to.*slot.value;
    const bool weaker = target.inherited && from.shape->yields != "session";
    if (!value.given() || (target.given() && !weaker) || slot.role == "service") continue;
    target = value;
    target.inherited = value.inherited || !from.part;
  }
  if (from.part) {  // an option of one or another value
    to.regions.insert(to.regions.end(), from.regions.begin(), from.regions.end());
    to.profiles.insert(to.profiles.end(), from.profiles.begin(), from.profiles.end());
  }
  to.open_ended = to.open_ended || from.open_ended;
  to.unfollowed = to.unfollowed || from.unfollowed;
}

void Evaluator::inherit_from_receiver(const CallSite& site, Construct& made, int depth) const {
  const CallSite* maker = maker_of(site, depth);
  for (std::size_t steps = 0; maker != nullptr && steps < limits::kMaxCallChain; ++steps) {
    std::string ignored;
    const CallShape* shape = shape_of(*maker, depth + 1, ignored);
    if (shape == nullptr || shape->yields != "same") break;
    maker = maker_of(*maker, depth);
  }
  if (maker == nullptr) return;
  const auto outer = construct(*maker, depth + 1);
  if (!outer) return;
  inherit(*outer, made);
  made.part = made.part || (made.shape->yields == "same" && outer->part);
}

}  // namespace credlint
