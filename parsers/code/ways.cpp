// SPDX-License-Identifier: MIT
// In which order the statements of a function run, and which of them need not: what is set in a
// branch, what is set again.
#include <algorithm>

#include "parsers/code/branches.h"
#include "parsers/code/emptiness.h"
#include "parsers/code/evaluator.h"

namespace credlint {
namespace {

constexpr std::string_view kConditionField =
    "condition";  ///< the grammars' own names for the fields
constexpr std::string_view kAlternative = "alternative";
constexpr std::string_view kInitializer = "initializer";

TSNode field_of(TSNode node, std::string_view field) {
  return ts_node_child_by_field_name(node, field.data(), static_cast<std::uint32_t>(field.size()));
}

bool is_loop_kind(std::string_view kind) {
  return kind.starts_with("for") || kind.starts_with("while") || kind.starts_with("do_") ||
         kind == "loop_expression" || kind == "enhanced_for_statement" || kind == "until" ||
         kind == "repeat_while_statement";
}

/// One of several pieces of code of which one runs.
bool is_arm_kind(std::string_view kind) {
  return kind.find("case") != kind.npos || kind.find("catch") != kind.npos ||
         kind.find("except") != kind.npos || kind.starts_with("when") || kind == "rescue" ||
         kind == "switch_section" || kind == "match_arm" || kind == "switch_block_statement_group";
}

}  // namespace

/// Those within the function around the node, the outermost first.
const std::vector<Evaluator::Way>& Evaluator::ways_around(TSNode node) const {
  const auto [known, is_new] = ways_.try_emplace(node.id);
  if (!is_new) return known->second;
  std::vector<Way> ways;
  bool awaits_arm = false;
  for_each_around(node, [&](TSNode at) {
    const std::string_view kind = kind_of(at);
    if (awaits_arm) ways.back().arm = at;
    awaits_arm = false;
    if (model_.is_function(at)) return ways.clear();
    const bool loop = is_loop_kind(kind);
    if (!loop && !is_arm_kind(kind) && !runs_conditionally(model_, node, at)) return;
    ways.push_back({at, {}, loop});
    awaits_arm = true;
  });
  if (awaits_arm) ways.back().arm = node;
  return known->second = std::move(ways);
}

/// Where nothing is said of the use (null), whether it runs whenever `made` is made.
Evaluator::Reach Evaluator::reach_of(TSNode change, TSNode use, TSNode made) const {
  const bool used = exists(use);
  const TSNode seen = used ? use : made;
  bool again = false;  // in a loop, what stands behind may have run before
  Reach reach = Reach::Always;
  for (const Way& way : ways_around(change)) {
    if (contains(way.branch, seen)) {
      again = again || way.loop;
      const bool other = !way.loop && exists(way.arm) && !contains(way.arm, seen) &&
                         !contains(field_of(way.branch, kConditionField), seen) &&
                         kind_of(way.branch).starts_with("if");
      if (other) reach = used && !again ? Reach::Never : Reach::Sometimes;
      if (reach == Reach::Never) return reach;
      continue;
    }
    reach = Reach::Sometimes;
    const bool leaves = used && !again && !way.loop && exists(way.arm) && never_yields(way.arm);
    if (leaves) return Reach::Never;
  }
  return reach;
}

/// What the only branch around `set`, which `use` stands behind, asks about `name` where `set`
/// runs; the branch for what else it may ask.
Asks Evaluator::asked_before(TSNode set, TSNode use, std::string_view name, TSNode* branch) const {
  const Way* only = nullptr;
  for (const Way& way : ways_around(set)) {
    if (contains(way.branch, use)) continue;
    if (only != nullptr) return Asks::Other;
    only = &way;
  }
  if (only == nullptr || only->loop) return Asks::Other;
  if (branch != nullptr) *branch = only->branch;
  const TSNode condition = field_of(only->branch, kConditionField);
  if (!exists(condition)) return Asks::Other;
  const Asks asks = asks_about(model_.text(condition), name);
  const bool turned = contains(field_of(only->branch, kAlternative), set) !=
                      kind_of(only->branch).starts_with("unless");
  return turned ? opposite(asks) : asks;
}

/// if (process.env.NAME) { … }, if v := os.Getenv("NAME"); v != "" { … }
bool Evaluator::asks_for_variable(TSNode branch, TSNode set, std::string_view variable) const {
  const TSNode condition = exists(branch) ? field_of(branch, kConditionField) : TSNode{};
  if (!exists(condition) || contains(field_of(branch, kAlternative), set) ||
      kind_of(branch).starts_with("unless"))
    return false;
  const std::string_view asked = model_.text(condition);
  const std::string_view value = model_.text(model_.unwrap(set));
  if (asks_about(asked, value) == Asks::Filled) return true;
  const auto has = [&](std::string_view sign) { return contains(asked, sign); };
  // v, ok := os.LookupEnv("NAME"); ok
  const TSNode before = field_of(branch, kInitializer);
  if (exists(before) && model_.language().role(condition) == NodeRole::Identifier)
    return contains(model_.text(before), value);
  for (const std::string_view sign : {"&&", "||", "==", " and ", " or ", "not ", "nil", "null"}) {
    if (has(sign)) return false;
  }
  const std::size_t no = asked.find('!');
  const bool denied = no != std::string_view::npos && asked.substr(no, 2) != "!=";
  return !denied && has(variable);
}

/// The sign by which a name is given that value: "=", ":=", "+="; empty where it is another way.
std::string_view Evaluator::sign_before(TSNode value) const {
  constexpr std::string_view kSigns = "=:?|+-*/%.&^<>!~";
  const std::string_view text = model_.source().text.substr(0, ts_node_start_byte(value));
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos || text[last] != '=') return {};
  std::size_t first = last;
  while (first > 0 && last - first < 4 && kSigns.find(text[first - 1]) != std::string_view::npos)
    --first;
  return text.substr(first, last + 1 - first);
}

/// if profile: options["profile_name"] = profile, which is nothing where it is not given; and of
/// variables, where the branch asks for one of those that it reads.
bool Evaluator::asks_for_value(const CallArgument& argument, const Value& value) const {
  constexpr std::size_t kMost = 64;
  const TSNode condition =
      exists(argument.branch) ? field_of(argument.branch, kConditionField) : TSNode{};
  if (!exists(condition) || contains(field_of(argument.branch, kAlternative), argument.value) ||
      kind_of(argument.branch).starts_with("unless"))
    return false;
  const std::string_view asked = model_.text(condition);
  for (const std::string_view sign : {"!", "||", "==", " or ", "not ", "nil", "null", " in "}) {
    if (contains(asked, sign)) return false;
  }
  const std::string_view text = model_.text(model_.unwrap(argument.value));
  std::vector<TSNode> open{condition};
  for (std::size_t looked = 0; !open.empty() && looked < kMost; ++looked) {
    const TSNode node = open.back();
    open.pop_back();
    const bool same = model_.text(node) == text;
    if (same || (value.kind == Value::Kind::Env && evaluate(node).kind == Value::Kind::Env))
      return true;
    const std::uint32_t count = std::min(ts_node_named_child_count(node), 16U);
    for (std::uint32_t i = 0; i < count; ++i) open.push_back(ts_node_named_child(node, i));
  }
  return false;
}

/// "region ||= …" and the like as the right side alone; null for other signs and ways.
TSNode Evaluator::given_where_empty(TSNode value) const {
  constexpr std::string_view kRight = "right";
  const TSNode right = field_of(value, kRight);
  const bool whole = exists(right) && kind_of(value).find("assignment") != std::string_view::npos;
  const std::string_view sign = sign_before(whole ? right : value);
  return sign != "||=" && sign != "?\?=" ? TSNode{} : whole ? right : value;
}

/// What is set on the object of that name before it is used here.
Evaluator::SetMember Evaluator::set_on(TSNode object, std::string_view member) const {
  const std::string name = model_.dotted(object);
  SetMember set;
  if (name.empty() || has_many_changes(name)) return {{}, true};
  const CodeModel::Binding* bound = model_.binding(name, object);
  const TSNode function = model_.enclosing_function(object);
  const auto is_here = [&](TSNode node) {
    return model_.may_see(object, node) && reaches(node, name, bound, object) &&
           (bound != nullptr || same_node(model_.enclosing_function(node), function));
  };
  const auto add = [&](const SetMember& one, TSNode at) {
    if (!exists(one.value) && !one.doubtful) return;
    const Reach reach = reach_of(at, object);
    if (reach == Reach::Never) return;
    set.doubtful = one.doubtful || reach == Reach::Sometimes ||
                   (exists(set.value) && ts_node_start_byte(at) < ts_node_start_byte(set.value));
    set.value = one.value;
  };
  for (const CodeModel::ChangeSite& change : model_.changes_of(name)) {
    const bool own = change.between.empty() && key_text(change.key) == member;
    if (!own || !is_here(change.object)) continue;
    add({change.value, sign_before(change.value) != "="}, change.object);
  }
  for (const std::size_t i : model_.method_calls(name)) {
    const CallSite& site = model_.calls()[i];
    if (contains(site.node, object) || !is_here(site.node)) continue;
    set.doubtful = set.doubtful || model_.lookup(site.node) == nullptr;
  }
  for (const std::size_t i : model_.calls_with(name)) {
    const CallSite& site = model_.calls()[i];
    std::string ignored;
    if (contains(site.node, object) || !is_here(site.node)) continue;
    set.doubtful = set.doubtful || shape_of(site, 1, ignored) == nullptr;
  }
  return set;
}

/// settings.region of an object that is filled after it is made, here or in the function that
/// returns it; absent where nothing sets the member, Unknown where something may.
Value Evaluator::member_set(TSNode object, std::string_view member, int depth) const {
  const CallSite* called = nullptr;
  for (; !too_deep(depth) && exists(object); ++depth) {
    object = model_.unwrap(object);
    if (const CallSite* site = model_.call(object)) {
      if (called != nullptr) return {};
      called = site;
      object = functions_.returned_by(*site);
      continue;
    }
    const NodeRole role = model_.language().role(object);
    if (role != NodeRole::Identifier && role != NodeRole::Variable) return {};
    const SetMember set = set_on(object, member);
    if (set.doubtful) return {};
    if (exists(set.value))
      return called == nullptr ? evaluate(set.value, depth + 1)
                               : returned_value(*called, set.value, depth);
    const CodeModel::Binding* bound = model_.binding(model_.dotted(object), object);
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) return {};
    object = bound->value;
  }
  return {};
}

/// A name that is set more than once: what it was set to last, where that runs in any case; the
/// variable with its default of "if (!region) region = …". Absent where neither is certain.
Value Evaluator::value_in_order(std::string_view name, TSNode use, int depth) const {
  constexpr std::size_t kMost = 12;
  if (!model_.language().row->bound_prefix.empty()) return {};  // Terraform knows no order
  std::vector<CodeModel::Binding> bound = model_.all_bound(name, use);
  if (bound.size() < 2 || bound.size() > kMost || too_deep(depth)) return {};
  std::ranges::stable_sort(bound, {},
                           [](const auto& one) { return ts_node_start_byte(one.value); });
  const bool here = same_node(model_.enclosing_function(use), bound.front().scope);
  std::vector<CodeModel::Binding> seen;
  for (const CodeModel::Binding& one : bound) {
    if (!same_node(one.scope, bound.front().scope)) return {};
    const bool given = one.kind == CodeModel::Binding::Kind::Parameter || !exists(one.value);
    if (here && !given && ts_node_start_byte(one.value) > ts_node_start_byte(use)) {
      const auto& ways = ways_around(one.value);
      const auto again = [&](const Way& way) { return way.loop && contains(way.branch, use); };
      if (std::ranges::any_of(ways, again)) return {};
      continue;
    }
    const TSNode where_empty = given ? TSNode{} : given_where_empty(one.value);
    const std::string_view sign = given ? "" : sign_before(one.value);
    if (!given && !exists(where_empty) && sign != "=" && sign != ":=") return {};
    Reach reach = given ? Reach::Always : reach_of(one.value, use);
    if (exists(where_empty) && reach == Reach::Always) reach = Reach::Sometimes;
    if (reach == Reach::Never) continue;
    if (reach == Reach::Always) seen.clear();
    if (reach == Reach::Sometimes && seen.empty()) return {};
    seen.push_back(one);
  }
  if (seen.empty() || !exists(seen.front().value)) return {};
  const bool last = !here && !same_node(seen.front().value, bound.front().value);
  if (last || (!here && seen.size() == 1)) return {};
  const auto value_of = [&](const CodeModel::Binding& one) {
    if (const TSNode right = given_where_empty(one.value); exists(right))
      return evaluate(right, depth + 1);
    return one.kind == CodeModel::Binding::Kind::Member
               ? member_value(one.value, one.member, one.value, depth + 1)
               : evaluate(one.value, depth + 1);
  };
  Value value = value_of(seen.front());
  for (std::size_t i = 1; i < seen.size() && value.given(); ++i) {
    const CodeModel::Binding& one = seen[i];
    TSNode branch{};
    const TSNode where_empty = given_where_empty(one.value);
    const Asks asks = exists(where_empty) && reach_of(one.value, use) == Reach::Always
                          ? Asks::Empty
                          : asked_before(one.value, use, name, &branch);
    if (exists(where_empty) && asks != Asks::Empty) return {};
    const bool open = value.kind == Value::Kind::Env && !value.fallback;
    if (asks == Asks::Empty && open) {
      stand_in(value, value_of(one), one.value);
    } else if (asks == Asks::Empty && value.literal()) {
      if (value.text.empty()) value = value_of(one);
    } else {
      Value next = value_of(one);
      const bool reads = value.literal() && next.kind == Value::Kind::Env && !next.fallback &&
                         asks_for_variable(branch, one.value, next.name);
      if (!reads) return {};
      give_default(next, value);
      value = std::move(next);
    }
  }
  return value;
}

}  // namespace credlint
