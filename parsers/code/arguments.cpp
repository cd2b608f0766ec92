// SPDX-License-Identifier: MIT
// What the arguments of a call hold: by place and name, in literals, and added step by step.
#include <algorithm>
#include <map>
#include <set>

#include "parsers/code/choices.h"
#include "parsers/code/evaluator.h"
#include "parsers/code/literal.h"
#include "scanner/core/limits.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Arguments of one call, with all that its literals hold: names that name names can double at each
/// step.
constexpr std::size_t kMostArguments = 2048;

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

/// given || {}, given ?? {}, given or {}
bool Evaluator::is_or_empty(TSNode node) const {
  if (model_.language().role(node) != NodeRole::Binary || !exists(last_named(node))) return false;
  const TSNode last = model_.unwrap(last_named(node));
  return model_.language().role(last) == NodeRole::Dict && ts_node_named_child_count(last) == 0;
}

TSNode Evaluator::resolve_dict(TSNode node, int depth) const {
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    const NodeRole role = model_.language().role(node);
    if (role == NodeRole::Dict) return node;
    if (is_or_empty(node)) return model_.unwrap(last_named(node));
    if (kind_of(node) == "composite_literal" && model_.call(node) == nullptr) {
      node = last_named(node);  // Go: map[string]string{…}
      continue;
    }
    if (const CallSite* site = model_.call(node)) {
      // Go: Config{Region: "…"} is a call whose arguments are the literal.
      const bool literal =
          exists(site->arguments) && model_.language().role(site->arguments) == NodeRole::Dict;
      if (!literal && yields(*site, Yield::Dict, depth)) return site->arguments;
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
        const TSNode list = last_named(child);
        if (!exists(list)) {  // f(*)
          construct.open_ended = true;
          continue;
        }
        if (top && collect_list(list, index, out, construct)) continue;
        take_spread(list, prefix, depth, out, construct);
        continue;
      }
      case NodeRole::Pair: {
        const TSNode key = first_named(child);
        if (!exists(key)) break;  // Swift: f(nil)
        const TSNode value = result_where_given(last_named(child));
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
    // Kotlin: f { if (local) { endpointUrl = … } }
    const bool statements = model_.language().role(arguments) == NodeRole::Function;
    if (statements && is_choice(model_, child)) {
      collect_branch(child, prefix, depth, out, construct);
      continue;
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

/// credentials: async () => ({ … }): what the function returns that is asked for it.
TSNode Evaluator::result_where_given(TSNode value) const {
  const TSNode function = exists(value) ? model_.unwrap(value) : value;
  if (!exists(function) || kind_of(function) != "arrow_function" ||
      !model_.parameters_of(function).empty())
    return value;
  const TSNode result = functions_.only_result(function);
  return exists(result) ? result : value;
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

/// What statements under a condition set: given on one way, not on another.
void Evaluator::collect_branch(TSNode branch, const std::string& prefix, int depth,
                               std::vector<CallArgument>& out, Construct& construct) const {
  constexpr std::size_t kMost = 256;
  std::vector<TSNode> open{branch};
  const std::size_t before = out.size();
  for (std::size_t looked = 0; !open.empty() && looked < kMost; ++looked) {
    const TSNode node = open.back();
    open.pop_back();
    const std::uint32_t count = std::min(ts_node_named_child_count(node), 64U);
    for (std::uint32_t i = 0; i < count; ++i) {
      const TSNode child = ts_node_named_child(node, i);
      const NodeRole role = model_.language().role(child);
      if (role == NodeRole::Function || model_.call(child) != nullptr) continue;
      if (role != NodeRole::Pair || ts_node_named_child_count(child) < 2) {
        open.push_back(child);
        continue;
      }
      const TSNode key = first_named(child);
      const TSNode value = last_named(child);
      std::string path = prefix + key_text(key);
      collect_literal(value, path + ".", depth, out, construct);
      out.push_back({std::move(path), 0, key, value});
    }
  }
  for (std::size_t i = before; i < out.size(); ++i) out[i].uncertain = true;
}

/// The objects of which one or another is meant: the sides of a choice, what branches bind a name
/// to, what a function returns. Null for those that hold nothing. Nothing where one is not known.
std::vector<TSNode> Evaluator::objects_chosen(TSNode node, int depth) const {
  if (too_deep(depth) || !exists(node)) return {};
  node = model_.unwrap(node);
  std::vector<TSNode> ways;
  if (is_choice(model_, node)) {
    ways = yields_of_choice(model_, node);
  } else if (model_.language().role(node) == NodeRole::Binary) {
    ways = sides_of_and(node);
  } else if (const CallSite* site = model_.call(node)) {
    ways = functions_.all_returned_by(*site);
  } else {
    ways = model_.values_bound(model_.dotted(node), node);
  }
  if (ways.empty()) return {};
  std::vector<TSNode> objects;
  for (const TSNode way : ways) {
    const TSNode value = exists(way) ? model_.unwrap(way) : way;
    const bool nothing = !exists(value) || model_.is_null(value) ||
                         model_.language().role(value) == NodeRole::Null ||
                         model_.text(value) == "undefined" || model_.text(value) == "false";
    const TSNode dict = nothing ? TSNode{} : resolve_dict(value, depth + 1);
    if (!nothing && !exists(dict)) return {};
    objects.push_back(nothing ? TSNode{} : value);
  }
  return objects;
}

/// local && { endpoint }: the object, or nothing.
std::vector<TSNode> Evaluator::sides_of_and(TSNode node) const {
  if (ts_node_named_child_count(node) != 2) return {};
  const std::uint32_t begin = ts_node_end_byte(first_named(node));
  const std::uint32_t end = ts_node_start_byte(last_named(node));
  const std::string_view sign =
      trim(model_.source().text.substr(begin, std::max(begin, end) - begin));
  return sign == "&&" ? std::vector<TSNode>{TSNode{}, last_named(node)} : std::vector<TSNode>();
}

/// What one of several objects holds: certain only where all of them have it.
bool Evaluator::collect_chosen(TSNode node, const std::string& prefix, int depth,
                               std::vector<CallArgument>& out, Construct& construct) const {
  const std::vector<TSNode> objects =
      depth > 4 ? std::vector<TSNode>() : objects_chosen(node, depth);
  if (objects.empty()) return false;
  const std::size_t before = out.size();
  std::map<std::string, std::size_t> ways;
  for (const TSNode object : objects) {
    const std::size_t begin = out.size();
    if (exists(object)) collect_literal(object, prefix, depth + 1, out, construct);
    std::set<std::string> paths;
    for (std::size_t i = begin; i < out.size(); ++i) paths.insert(out[i].path);
    for (const std::string& path : paths) ++ways[path];
  }
  for (std::size_t i = before; i < out.size(); ++i) {
    out[i].uncertain = true;
    out[i].on_all_ways = ways[out[i].path] == objects.size();
  }
  return true;
}

/// What several objects hold together: base.merge(more), Object.assign({}, base, more).
bool Evaluator::collect_merged(TSNode node, const std::string& prefix, int depth,
                               std::vector<CallArgument>& out, Construct& construct) const {
  for (int steps = 0; steps < limits::kMaxFollowDepth && exists(node); ++steps) {
    node = model_.unwrap(node);
    if (const CallSite* site = model_.call(node)) {
      if (depth > 4 || !exists(site->arguments) || !yields(*site, Yield::Merge, depth))
        return false;
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

bool Evaluator::yields(const CallSite& site, Yield what, int depth) const {
  std::string ignored;
  const CallShape* shape = shape_of(site, depth + 1, ignored);
  return shape != nullptr && shape->yields == what;
}

bool Evaluator::collect_literal(TSNode node, const std::string& prefix, int depth,
                                std::vector<CallArgument>& out, Construct& construct) const {
  if (out.size() <= kMostArguments && collect_merged(node, prefix, depth, out, construct))
    return true;
  const TSNode dict = resolve_dict(node, depth);
  if (out.size() > kMostArguments) return false;
  if (!exists(dict)) {
    if (!collect_chosen(node, prefix, depth, out, construct)) return false;
    collect_changes(node, prefix, depth, out, construct);
    return true;
  }
  const TSNode around = ts_node_parent(dict);
  construct.open_ended = construct.open_ended || (exists(around) && is_or_empty(around));
  collect(dict, prefix, depth + 1, false, out, construct);
  collect_changes(node, prefix, depth, out, construct);
  return true;
}

void Evaluator::collect_changes(TSNode use, const std::string& prefix, int depth,
                                std::vector<CallArgument>& out, Construct& construct) const {
  for (; !too_deep(depth) && exists(use); ++depth) {
    use = model_.unwrap(use);
    const CallSite* site = model_.call(use);
    if (const TSNode result = site == nullptr ? TSNode{} : functions_.returned_by(*site);
        exists(result)) {  // options() { const options = {}; options.region = …; return options; }
      use = result;
      continue;
    }
    const std::string name = model_.dotted(use);
    if (has_many_changes(name) || is_over(model_.deadline())) {
      construct.open_ended = true;
      return;
    }
    const CodeModel::Binding* bound = model_.binding(name, use);
    for (const CodeModel::ChangeSite& change : model_.changes_of(name)) {
      if (!reaches(change.object, name, bound, use)) continue;
      const Reach reach = reach_of(change.object, use);
      if (reach == Reach::Never) continue;
      const std::size_t before = out.size();
      std::string path = prefix + change.between + key_text(change.key);
      collect_literal(change.value, path + ".", depth + 1, out, construct);
      out.push_back({std::move(path), 0, change.key, change.value});
      if (reach == Reach::Sometimes) {
        for (std::size_t k = before; k < out.size(); ++k) out[k].uncertain = true;
        out.back().if_missing = asks_for_itself(change, use);
        TSNode branch{};
        (void)asked_before(change.object, use, "-", &branch);
        for (std::size_t k = before; k < out.size(); ++k) out[k].branch = branch;
      }
    }
    for (const std::size_t i : model_.method_calls(name)) {
      const CallSite& call = model_.calls()[i];
      if (!is_update(call) || !reaches(call.node, name, bound, use)) continue;
      const Reach reach = reach_of(call.node, use);
      const std::size_t before = out.size();
      if (reach != Reach::Never) collect_update(call, prefix, depth, out, construct);
      for (std::size_t k = before; k < out.size() && reach == Reach::Sometimes; ++k)
        out[k].uncertain = true;
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
         yields(call, Yield::Merge, depth);
}

void Evaluator::collect_update(const CallSite& call, const std::string& prefix, int depth,
                               std::vector<CallArgument>& out, Construct& construct) const {
  const TSNode first = first_named(call.arguments);
  if (model_.text(called_name_node(call)) != "setdefault")
    return collect(call.arguments, prefix, depth + 1, false, out, construct);
  const TSNode value = exists(first) ? ts_node_next_named_sibling(first) : TSNode{};
  if (!exists(value)) return;
  out.push_back({prefix + key_text(first), 0, first, value});
  out.back().if_missing = true;
}

bool Evaluator::is_changed(TSNode object, std::string_view member) const {
  const auto changes = model_.changes_of(model_.dotted(object));
  return std::any_of(changes.begin(), changes.end(), [&](const CodeModel::ChangeSite& change) {
    return change.between.empty() && key_text(change.key) == member &&
           model_.may_see(object, change.object);
  });
}

bool Evaluator::fills(const CallSite& site) const {
  std::string ignored;
  const CallShape* shape = shape_of(site, 1, ignored);
  return shape != nullptr && shape->yields == Yield::SettingsFile;
}

bool Evaluator::is_filled(TSNode object, int depth) const {
  for (; !too_deep(depth) && exists(object); ++depth) {
    object = model_.unwrap(object);
    if (const CallSite* site = model_.call(object)) {
      object = functions_.returned_by(*site);
      continue;
    }
    const std::string name = model_.dotted(object);
    const CodeModel::Binding* bound = model_.binding(name, object);
    if (bound == nullptr || has_many_changes(name)) return false;
    const auto fills_it = [&](std::size_t call) {
      const CallSite& site = model_.calls()[call];
      return reaches(site.node, name, bound, object) && fills(site);
    };
    if (std::ranges::any_of(model_.calls_with(name), fills_it)) return true;
    object = bound->kind == CodeModel::Binding::Kind::Value ? bound->value : element_behind(*bound);
  }
  return false;
}

bool Evaluator::is_filled_where_bound(TSNode literal) const {
  constexpr int kMostLevels = 4;  // Config{…} of &Config{…}
  const CodeModel::AssignSite* assigned = nullptr;
  TSNode around = literal;
  for (int level = 0; exists(around) && assigned == nullptr && level < kMostLevels; ++level) {
    assigned = model_.assignment_of(around);
    around = ts_node_parent(around);
  }
  const std::string name = assigned == nullptr ? std::string() : model_.dotted(assigned->name);
  if (name.empty() || has_many_changes(name)) return false;
  return std::ranges::any_of(model_.calls_with(name), [&](std::size_t call) {
    const CallSite& site = model_.calls()[call];
    const CodeModel::Binding* bound = model_.binding(name, site.node);
    return bound != nullptr && contains(bound->value, literal) && fills(site);
  });
}

/// What is done at `change` to what `name` is bound to there is seen where `use` stands.
bool Evaluator::reaches(TSNode change, const std::string& name, const CodeModel::Binding* bound,
                        TSNode use) const {
  if (!model_.may_see(use, change)) return false;
  if (bound != nullptr) return model_.binding(name, change) == bound;
  // A variable of the function, bound in branches: those of others are others.
  return model_.values_bound(name, use).empty() ||
         same_node(model_.enclosing_function(change), model_.enclosing_function(use));
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

/// Whether all that is appended are options that say nothing of what is asked:
/// append(options, config.WithRetryMaxAttempts(8)).
bool Evaluator::says_nothing(TSNode values) const {
  const std::uint32_t count = exists(values) ? ts_node_named_child_count(values) : 0;
  std::uint32_t options = 0;
  for (std::uint32_t i = 0; i < std::min(count, 16U); ++i) {
    const TSNode value = model_.unwrap(ts_node_named_child(values, i));
    const CallSite* site = model_.call(value);
    if (site == nullptr && i == 0) continue;  // the list itself
    if (site == nullptr || !yields(*site, Yield::Object, 1)) return false;
    ++options;
  }
  return options > 0;
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
      construct.open_ended = construct.open_ended || !says_nothing(part.values);  // in a branch
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

/// match place { A => b = b.region(x), B => b = b.region(y) }: one or the other. `at_once`: how
/// many are given where the object is made.
void Evaluator::doubt_repeated(std::vector<CallArgument>& arguments, std::size_t at_once) const {
  constexpr std::size_t kMost = 64;
  if (arguments.size() == at_once || arguments.size() > kMost) return;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    for (std::size_t k = std::max(i + 1, at_once); k < arguments.size(); ++k) {
      const bool differ = arguments[i].path == arguments[k].path &&
                          arguments[i].path.starts_with('.') &&
                          model_.text(arguments[i].value) != model_.text(arguments[k].value);
      if (differ) arguments[i].uncertain = arguments[k].uncertain = true;
    }
  }
}

void Evaluator::collect_later(const CallSite& site, int depth, TSNode use,
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
  collect_of_name(model_.dotted(bound->name), bound->value, depth, use, out);
}

/// What is set on the object that is bound to the name as `value`; of builders, also under the
/// names that it gets from its own methods: "val b = builder.region(x)".
void Evaluator::collect_of_name(const std::string& name, TSNode value, int depth, TSNode use,
                                std::vector<CallArgument>& out) const {
  const auto refers = [&](TSNode node) {
    const CodeModel::Binding* binding = model_.made_binding(name, node);
    return binding != nullptr && same_node(binding->value, value);
  };
  for (const CodeModel::ChangeSite& change : model_.changes_of(name)) {
    if (!refers(change.object) || (exists(use) && !model_.may_see(use, change.object))) continue;
    const Reach reach = reach_of(change.object, use, value);
    if (reach == Reach::Never) continue;
    out.push_back({change.between + key_text(change.key), 0, change.key, change.value});
    CallArgument& set = out.back();
    set.later = true;
    set.uncertain =
        reach == Reach::Sometimes || (!exists(use) && is_used_between(name, value, change.object));
    set.if_missing = set.uncertain && asks_for_itself(change, exists(use) ? use : value);
    if (set.uncertain)
      (void)asked_before(change.object, exists(use) ? use : value, "-", &set.branch);
  }
  if (too_deep(depth) || out.size() > kMostArguments) return;
  std::vector<const CodeModel::AssignSite*> further;
  for (const std::size_t i : model_.method_calls(name)) {
    const CallSite& call = model_.calls()[i];
    const bool is_other = !refers(call.node);
    if (is_other && !may_refer(call, name, value)) continue;
    const TSNode given = first_argument(call);
    const std::size_t before = out.size();
    if (exists(given)) {
      const TSNode method = called_name_node(call);
      out.push_back({"." + std::string(model_.text(method)), 0, method, given});
      collect_chain(call, out);
    }
    for (std::size_t k = before; k < out.size() && is_other; ++k) out[k].uncertain = true;
    const CodeModel::AssignSite* next =
        is_other ? nullptr : assignment_continuing(model_, call.node);
    if (next == nullptr) continue;
    const bool one_way = is_on_one_way(model_, call.node);
    for (std::size_t k = before; k < out.size(); ++k) out[k].uncertain |= one_way;
    const bool anew = model_.dotted(next->name) == name;
    if (!anew && exists(given) && std::ranges::find(further, next) == further.end())
      further.push_back(next);
  }
  for (const CodeModel::AssignSite* next : further)
    collect_of_name(model_.dotted(next->name), next->value, depth + 1, use, out);
}

/// Whether the object is handed to something before it is changed.
bool Evaluator::is_used_between(const std::string& name, TSNode made, TSNode change) const {
  if (has_many_changes(name)) return true;
  return std::ranges::any_of(model_.calls_with(name), [&](std::size_t i) {
    const TSNode call = model_.calls()[i].node;
    return model_.may_see(call, made) && model_.may_see(change, call) && !contains(call, change) &&
           same_node(model_.enclosing_function(call), model_.enclosing_function(change));
  });
}

/// if (!config.region) config.region = "…"; if "region" not in options: options["region"] = "…"
bool Evaluator::asks_for_itself(const CodeModel::ChangeSite& change, TSNode use) const {
  const TSNode whole = ts_node_parent(change.key);
  if (!exists(whole)) return false;
  TSNode branch{};
  if (asked_before(change.object, use, model_.text(whole), &branch) == Asks::Empty) return true;
  constexpr std::string_view kCondition = "condition";
  const TSNode condition =
      exists(branch) ? ts_node_child_by_field_name(branch, kCondition.data(), kCondition.size())
                     : TSNode{};
  if (!exists(condition)) return false;
  const std::string missing =
      std::string(model_.text(change.key)).append(" not in ").append(model_.text(change.object));
  return model_.text(condition) == missing;
}

/// Whether a call may be on the object, where its name is bound to it and to others.
bool Evaluator::may_refer(const CallSite& call, const std::string& name, TSNode value) const {
  if (model_.made_binding(name, call.node) != nullptr) return false;
  const std::vector<CodeModel::Binding> bound = model_.all_bound(name, call.node);
  return model_.may_see(call.node, value) &&
         std::ranges::any_of(bound, [&](const CodeModel::Binding& one) {
           return exists(one.value) && same_node(one.value, value);
         });
}

}  // namespace credlint
