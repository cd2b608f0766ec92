// SPDX-License-Identifier: MIT
// Several values that one expression may stand for: the sides of a choice, the elements of a list,
// what branches bind, what objects behind a name hold.
#include <algorithm>
#include <array>

#include "parsers/code/evaluator.h"
#include "scanner/core/limits.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/words.h"

namespace credlint {

void Evaluator::note_alternatives(TSNode argument, std::vector<Value>& values, int depth) const {
  // Names that branches bind to names double at each step.
  constexpr std::size_t kMost = 64;
  const bool too_much = ++steps_ > limits::kMaxFollowSteps || values.size() >= kMost;
  if (too_deep(depth) || !exists(argument) || too_much || is_over(model_.deadline())) return;
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
    if (bound->kind == CodeModel::Binding::Kind::Value) {
      const Value value = evaluate(bound->value, depth + 1);
      value.literal() ? add(value) : note_alternatives(bound->value, values, depth + 1);
    }
    if (bound->kind == CodeModel::Binding::Kind::Member) {  // const { region } = program.opts()
      if (const TSNode option = model_.option_default(bound->member); exists(option))
        add(evaluate(option, depth + 1));
    }
    if (role != NodeRole::Member || values.size() > before) return;
  }
  for (const TSNode value : model_.values_bound(model_.dotted(name), name)) {
    const Value one = evaluate(value, depth + 1);
    one.literal() && may_be_region(one.text.reveal()) ? add(one)
    : one.literal()                                   ? void()
                                                      : note_alternatives(value, values, depth + 1);
  }
  for (const TSNode value : results_of_own_property(name)) {
    const Value one = evaluate(value, depth + 1);
    one.literal() ? add(one) : note_alternatives(value, values, depth + 1);
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
  const TSNode function = model_.parameter_of(model_.text(name), name);
  // What callers of the text give is theirs; a library calls what has no name, or is wrapped.
  const bool named = exists(function) && functions_.is_named(function);
  const bool by_callers = named && (!is_wrapped(function) ||
                                    exists(functions_.default_of(model_.text(name), function)));
  const TSNode option = by_callers ? TSNode{} : model_.option_default(name_of_option(name));
  if (exists(option)) return add(evaluate(option, depth + 1));
  if (const TSNode field = field_of_type(name, depth); exists(field)) {
    const Value value = evaluate(field, depth + 1);
    return value.literal() ? add(value) : note_alternatives(field, values, depth + 1);
  }
  if (!exists(function)) return;
  std::vector<Value> given = values_given(name, depth);
  const bool uncalled = given.empty() && inside_ == nullptr;
  for (Value& value : given) add(std::move(value));
  if (uncalled) add(evaluate(functions_.default_of(model_.text(name), function), depth + 1));
  if (inside_ != nullptr) return;
  for (const Functions::Given& one : functions_.given_to(model_.text(name), name)) {
    const bool whole = one.member.empty() && !evaluate(one.value, depth + 1).literal();
    if (whole) note_alternatives(one.value, values, depth + 1);
  }
}

/// C#: what Region and this.Region return, where that is a property of the text.
std::vector<TSNode> Evaluator::results_of_own_property(TSNode name) const {
  const NodeRole role = model_.language().role(name);
  const bool bare = role == NodeRole::Identifier && !is_parameter(name) &&
                    model_.language().row->modules == "class";
  const bool own = role == NodeRole::Member && model_.text(name).starts_with("this.");
  return bare || own ? functions_.results_of_property(model_.text(model_.last_name(name)))
                     : std::vector<TSNode>();
}

/// What stands for a setting that is not given is one of the values that it may have.
void Evaluator::note_fallback(const Value& value, std::vector<Value>& values) {
  if (!value.fallback || !value.fallback_at) return;
  Value fallback;
  fallback.kind = Value::Kind::Literal;
  fallback.text = Secret(*value.fallback);
  fallback.at = *value.fallback_at;
  values.push_back(std::move(fallback));
}

bool Evaluator::is_choice_of_literals(TSNode argument, int depth) const {
  const bool too_much = ++steps_ > limits::kMaxFollowSteps || is_over(model_.deadline());
  if (too_deep(depth) || !exists(argument) || too_much) return false;
  const TSNode node = model_.unwrap(argument);
  std::vector<TSNode> sides = sides_of(node);
  if (sides.empty()) sides = arms_of(node);
  const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
  if (sides.empty() && bound != nullptr && bound->kind == CodeModel::Binding::Kind::Value)
    return is_choice_of_literals(bound->value, depth + 1);
  if (sides.empty()) sides = model_.values_bound(model_.dotted(node), node);
  return !sides.empty() && std::ranges::all_of(sides, [&](TSNode side) {
    return evaluate(side, depth + 1).literal() || is_choice_of_literals(side, depth + 1);
  });
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
  for (int steps = 0; steps < 8; ++steps) {
    const CallSite* site = model_.call(model_.unwrap(node));
    if (site == nullptr || !exists(model_.receiver_of(*site))) return {};
    if (const TSNode given = default_given(*site); exists(given)) return given;
    node = model_.receiver_of(*site);
  }
  return {};
}

/// What stands in the parentheses: in Scala, queries capture what "x.getOrElse(y)" wraps instead.
TSNode Evaluator::arguments_written(const CallSite& site) {
  constexpr std::string_view kArguments = "arguments";
  const TSNode written =
      ts_node_child_by_field_name(site.node, kArguments.data(), kArguments.size());
  return exists(written) ? written : site.arguments;
}

/// Python's configparser: the second argument of its "get" is the name of an option. Where the
/// object comes from elsewhere, that argument says so itself: config.get("AWS", "MY_REGION").
bool Evaluator::is_of_sections(const CallSite& site) const {
  constexpr std::string_view kMaker = "ConfigParser";  // also of RawConfigParser
  constexpr std::string_view kName = "region";
  const TSNode object = model_.receiver_of(site);
  const CallSite* made = exists(object) ? call_behind(object, 0) : nullptr;
  if (made != nullptr) return ends_with(model_.text(called_name_node(*made)), kMaker);
  const auto* bound = exists(object) ? model_.binding(model_.dotted(object), object) : nullptr;
  if (bound != nullptr && bound->kind == CodeModel::Binding::Kind::Value) return false;
  const auto names_region = [&](TSNode node) {
    return exists(node) && model_.language().role(node) == NodeRole::String &&
           to_lower(model_.text(node)).find(kName) != std::string::npos;
  };
  return exists(site.arguments) && exists(object) &&
         model_.language().role(object) == NodeRole::Identifier &&
         names_region(last_named(site.arguments)) && !names_region(first_named(site.arguments));
}

/// The same for that call alone: null where it gives none.
TSNode Evaluator::default_given(const CallSite& site) const {
  constexpr std::array<std::string_view, 9> kMethods = {
      "unwrap_or", "unwrap_or_else", "orElse",  "orElseGet", "getOrElse",
      "or_else",   "getOrDefault",   "ifEmpty", "ifBlank"};
  constexpr std::string_view kBody = "body";
  const std::string_view method = model_.text(called_name_node(site));
  const bool looked_up = (method == "fetch" || model_.lookup(site.node) != nullptr) &&
                         exists(site.arguments) && !is_of_sections(site) &&
                         ts_node_named_child_count(site.arguments) == 2;
  if (!looked_up && std::ranges::find(kMethods, method) == kMethods.end()) return {};
  const TSNode arguments = arguments_written(site);
  const TSNode given = exists(arguments) ? last_named(arguments) : TSNode{};
  if (!exists(given) || !model_.is_function(given)) return given;
  const TSNode body = ts_node_child_by_field_name(given, kBody.data(), kBody.size());
  return exists(body) ? body : last_named(given);
}

/// env::var("NAME").unwrap_or("…".to_string()), Optional.ofNullable(System.getenv("NAME")).orElse
/// ("…"): the variable with what stands for it; absent for other calls.
Value Evaluator::read_or_default(const CallSite& site, int depth) const {
  TSNode receiver = model_.receiver_of(site);
  const bool wrapped = !exists(receiver) && exists(site.arguments) &&
                       !same_node(site.arguments, arguments_written(site));
  if (wrapped) receiver = first_named(site.arguments);
  const TSNode given = exists(receiver) ? default_given(site) : TSNode{};
  if (!exists(given)) return {};
  Value read = evaluate(receiver, depth + 1);
  if (read.kind != Value::Kind::Env) return {};
  if (!read.fallback) stand_in(read, evaluate(given, depth + 1), given);
  return read;
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
  const bool wraps = shape != nullptr && shape->yields == Yield::Value && exists(site->arguments);
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

Evaluator::Makers Evaluator::makers_behind(TSNode object, int depth) const {
  Makers makers;
  note_makers(object, makers, depth);
  return makers;
}

void Evaluator::note_makers(TSNode object, Makers& makers, int depth) const {
  constexpr std::size_t kMost = 8;
  const bool too_much = ++steps_ > limits::kMaxFollowSteps || makers.sites.size() >= kMost;
  if (too_deep(depth) || !exists(object) || too_much || is_over(model_.deadline())) {
    makers.open = true;
    return;
  }
  const TSNode node = model_.unwrap(object);
  if (model_.is_null(node) || model_.language().role(node) == NodeRole::Null) return;
  if (const CallSite* site = model_.call(node)) {
    const std::vector<TSNode> results = functions_.all_returned_by(*site);
    if (results.empty()) makers.sites.push_back(site);
    for (const TSNode result : results) note_makers(result, makers, depth + 1);
    return;
  }
  std::vector<TSNode> sides = sides_of(node);
  if (sides.empty()) sides = arms_of(node);
  const std::string name = model_.dotted(node);
  const CodeModel::Binding* bound = model_.made_binding(name, node);
  if (bound != nullptr && bound->kind == CodeModel::Binding::Kind::Value)
    sides.push_back(bound->value);
  if (sides.empty() && !is_parameter(node)) {
    for (const CodeModel::Binding& one : model_.all_bound(name, node)) {
      const bool value = one.kind == CodeModel::Binding::Kind::Value;
      makers.open = makers.open || !value;
      if (value) sides.push_back(one.value);
    }
  }
  if (is_parameter(node)) {
    makers.open = true;  // other files may call it too
    for (const Functions::Given& one : functions_.given_to(model_.text(node), node)) {
      if (one.member.empty()) sides.push_back(one.value);
    }
    const TSNode function = model_.parameter_of(model_.text(node), node);
    const TSNode otherwise = functions_.default_of(model_.text(node), function);
    if (exists(otherwise)) sides.push_back(otherwise);
  }
  const TSNode result = sides.empty() ? read_like_a_field(node) : TSNode{};
  if (exists(result)) sides.push_back(result);
  makers.open = makers.open || sides.empty();
  for (const TSNode side : sides) note_makers(side, makers, depth + 1);
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

}  // namespace credlint
