// SPDX-License-Identifier: MIT
// Strings and numbers that are put together: filled in, joined, computed.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/code/evaluator.h"
#include "parsers/code/literal.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// "{ name = default }" of a pattern that takes an object apart.
bool is_lone_equals(std::string_view gap) {
  const std::size_t begin = std::min(gap.find_first_not_of(' '), gap.size());
  return gap.substr(begin, gap.find_last_not_of(' ') + 1 - begin) == "=";
}

}  // namespace

bool Evaluator::is_filled_in(TSNode node) const {
  switch (model_.language().role(node)) {
    case NodeRole::Interpolation:
    case NodeRole::Variable:
    case NodeRole::Identifier:  // PHP: "$a", "{$a->b}", "{$a['b']}", "{$a()}"
    case NodeRole::Member:
    case NodeRole::Subscript:
    case NodeRole::Call:
      return true;
    default:
      return false;
  }
}

bool Evaluator::has_interpolation(TSNode node) const {
  const std::uint32_t count = ts_node_named_child_count(node);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (is_filled_in(ts_node_named_child(node, i))) return true;
  }
  return false;
}

/// A string with expressions in it, where all of them are known.
Value Evaluator::joined_string(TSNode node, bool raw, int depth) const {
  const std::string_view text = model_.text(node);
  const Span content = read_literal(text, raw).content;
  const std::uint32_t start = ts_node_start_byte(node);
  std::string joined;
  std::uint32_t at = content.begin;
  const auto add_text = [&](std::uint32_t end) {
    if (end > at)
      joined += read_literal(fmt::format("\"{}\"", text.substr(at, end - at)), raw).value;
  };
  const std::uint32_t count = ts_node_named_child_count(node);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = ts_node_named_child(node, i);
    if (!is_filled_in(child)) continue;
    const bool wrapped = model_.language().role(child) == NodeRole::Interpolation;
    if (wrapped && ts_node_named_child_count(child) != 1) return unknown(node);  // "{x:>8}"
    const Value part = evaluate(wrapped ? first_named(child) : child, depth + 1);
    if (!part.literal()) return unknown(node);
    add_text(std::min(ts_node_start_byte(child) - start, content.end));
    joined += part.text.reveal();
    at = ts_node_end_byte(child) - start;
  }
  add_text(content.end);
  return literal(std::move(joined),
                 model_.source().place(start + content.begin, start + content.end));
}

Value Evaluator::string_value(TSNode node, bool raw, int depth) const {
  if (!model_.source().is_known(node)) return unknown(node);
  if (has_interpolation(node)) {
    // "$NAME" alone in a shell string is that variable.
    const TSNode only = first_named(node);
    const std::uint32_t bytes = ts_node_end_byte(node) - ts_node_start_byte(node);
    const bool whole = ts_node_named_child_count(node) == 1 &&
                       model_.language().role(only) == NodeRole::Variable &&
                       bytes == ts_node_end_byte(only) - ts_node_start_byte(only) + 2;
    return whole ? shell_variable(only, depth + 1) : joined_string(node, raw, depth);
  }
  Literal read = read_literal(model_.text(node), raw);
  if (model_.language().role(node) == NodeRole::ShellString) {
    read.value = read_shell_string(model_.text(node));
  } else if (exists(first_named(node)) &&
             model_.language().role(first_named(node)) == NodeRole::TextBlock) {
    read.value = strip_text_block(read.value);
  }
  const std::uint32_t begin = ts_node_start_byte(node);
  return literal(std::move(read.value),
                 model_.source().place(begin + read.content.begin, begin + read.content.end));
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

/// "7 * 24 * 3600": products and sums of whole numbers.
Value Evaluator::computed(std::string_view gap, const Value& left, const Value& right,
                          TSNode node) const {
  const std::optional<std::int64_t> a = read_number(left.text.reveal());
  const std::optional<std::int64_t> b = read_number(right.text.reveal());
  const std::string_view sign = trim(gap);
  std::int64_t result = 0;
  const bool known = a && b &&
                     ((sign == "*" && !__builtin_mul_overflow(*a, *b, &result)) ||
                      (sign == "+" && !__builtin_add_overflow(*a, *b, &result)));
  return known ? number(result, node) : unknown(node);
}

Value Evaluator::number(std::int64_t value, TSNode node) const {
  Value made = literal(std::to_string(value), model_.source().span(node));
  made.number = true;
  return made;
}

/// Whether the expression leaves instead of having a value: throw, raise "…", panic!("…").
bool Evaluator::never_yields(TSNode node) const {
  constexpr std::array<std::string_view, 5> kKinds = {"throw", "raise", "return", "jump", "never"};
  constexpr std::array<std::string_view, 15> kCalled = {
      "throw", "raise", "panic",  "fatal", "abort", "die",      "exit",       "fail",
      "error", "todo",  "assert", "bail",  "crash", "required", "unreachable"};
  for (int steps = 0; exists(node) && steps < 8; ++steps) {
    node = model_.unwrap(node);
    const std::string_view kind = kind_of(node);
    const auto is_in = [&](std::string_view word) { return kind.find(word) != kind.npos; };
    if (std::ranges::any_of(kKinds, is_in)) return true;
    const bool around = is_in("statement") || is_in("block") || model_.is_function(node);
    if (!around) break;
    node = last_named(node);
  }
  if (!exists(node)) return false;
  const CallSite* site = model_.call(node);
  const bool macro = kind_of(node) == "macro_invocation";
  const bool bare = model_.language().role(node) == NodeRole::Identifier;  // Ruby: raise
  if (site == nullptr && !macro && !bare) return false;
  const std::string called = to_lower(site != nullptr ? model_.text(called_name_node(*site))
                                      : macro         ? model_.text(first_named(node))
                                                      : model_.text(node));
  return std::ranges::any_of(kCalled, [&](std::string_view word) {
    return bare ? called == word : called.find(word) != std::string::npos;
  });
}

void Evaluator::stand_in(Value& read, const Value& value, TSNode given) const {
  if (value.literal() || !value.given() || never_yields(given)) return give_default(read, value);
  const bool same = value.kind == Value::Kind::Env && value.name == read.name;
  if (read.kind != Value::Kind::Env || same || read.fallback) return;
  Value other = value;
  if (other.kind != Value::Kind::Env) {
    other = Value{};
    other.kind = Value::Kind::Unknown;
    other.at = value.at;
  } else if (other.fallback) {  // the last of the chain says it for all
    read.fallback = std::exchange(other.fallback, std::nullopt);
    read.fallback_at = std::exchange(other.fallback_at, std::nullopt);
  }
  if (read.otherwise == nullptr) {
    read.otherwise = std::make_shared<const Value>(std::move(other));
    return;
  }
  constexpr int kMost = 8;
  std::vector<Value> chain;
  for (const Value* at = read.otherwise.get(); at != nullptr && chain.size() < kMost;
       at = at->otherwise.get())
    chain.push_back(*at);
  chain.push_back(std::move(other));
  for (std::size_t i = chain.size() - 1; i-- > 0;)
    chain[i].otherwise = std::make_shared<const Value>(chain[i + 1]);
  read.otherwise = std::make_shared<const Value>(std::move(chain.front()));
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
                          gap.find("??") != std::string_view::npos ||
                          gap.find("?:") != std::string_view::npos;
  Value first = evaluate(left, depth + 1);
  const Value second = evaluate(right, depth + 1);
  if (first.number && second.number) return computed(gap, first, second, node);
  if (joins && first.literal() && second.literal()) {
    return literal(std::string(first.text.reveal()) + std::string(second.text.reveal()),
                   model_.source().span(node));
  }
  if (falls_back && first.kind == Value::Kind::Unknown && is_left_to_nothing(left, depth)) {
    const bool called =
        first.elsewhere == nullptr || !functions_.is_uncalled(model_.parameter_of(
                                          model_.text(model_.unwrap(left)), model_.unwrap(left)));
    if (second.kind == Value::Kind::Env || (second.literal() && called)) {
      first = second;
      const TSNode name = model_.unwrap(left);
      first.elsewhere = functions_.given_elsewhere(model_.text(name), name);
      return first;
    }
  }
  if (falls_back && first.kind == Value::Kind::Env && !first.fallback) {
    stand_in(first, second, right);
    return first;
  }
  const bool told = first.kind == Value::Kind::Unknown && first.elsewhere != nullptr &&
                    !first.elsewhere->parameter && !first.fallback;
  if (falls_back && told && (second.literal() || !second.given())) {  // env("NAME") || "default"
    give_default(first, second);
    return first;
  }
  // x.accessKeyId ?? "": nothing is no other origin.
  const bool nothing = second.literal() ? second.text.empty() : !second.given();
  // account.region || "us-east-1": mostly the account's.
  const bool region = second.literal() && contains(to_lower(first.name), "region");
  if (falls_back && (nothing || region) && first.kind == Value::Kind::Member) return first;
  return unknown(node);
}

/// "value ? value : other" is "value or other"; two sides that are one value are that value.
Value Evaluator::chosen_value(TSNode node, int depth) const {
  const std::vector<TSNode> sides = sides_of(node);
  if (sides.size() != 2) return unknown(node);
  Value first = evaluate(sides.front(), depth + 1);
  const Value second = evaluate(sides.back(), depth + 1);
  if (first.kind == Value::Kind::Env && !first.fallback && (second.literal() || !second.given())) {
    give_default(first, second);
    return first;
  }
  // PHP: getenv("NAME") ?: $x; process.env.NAME ? process.env.NAME : x
  const TSNode asked = first_named(node);
  const bool itself =
      ts_node_named_child_count(node) == 2 ||
      std::ranges::any_of(std::array{asked, ts_node_named_child(node, 1)}, [&](TSNode condition) {
        return !same_node(condition, sides.front()) &&
               model_.text(condition) == model_.text(sides.front());
      });
  if (first.kind == Value::Kind::Env && itself) {
    stand_in(first, second, sides.back());
    return first;
  }
  if (second.kind == Value::Kind::Env && !second.fallback && first.literal()) {
    Value read = second;
    give_default(read, first);
    return read;
  }
  // (name) => typeof process !== "undefined" ? process.env[name] : undefined
  if (is_named_by_parameter(first) && !second.given()) return first;
  const bool same =
      first.literal() && second.literal() && first.text.reveal() == second.text.reveal();
  return same ? first : unknown(node);
}

/// region.toString(), REGION.to_owned(): the same text; absent for other calls.
Value Evaluator::value_as_text(const CallSite& site, int depth) const {
  constexpr std::array<std::string_view, 8> kMethods = {
      "toString", "ToString", "to_s", "to_string", "to_owned", "into", "as_str", "clone"};
  constexpr std::array<std::string_view, 3> kOfRegion = {"id", "getName", "asString"};
  const TSNode receiver = model_.receiver_of(site);
  const std::string_view name = model_.text(called_name_node(site));
  const bool text = std::ranges::find(kMethods, name) != kMethods.end();
  const bool bare = !exists(site.arguments) || ts_node_named_child_count(site.arguments) == 0;
  if (!exists(receiver) || !bare ||
      (!text && std::ranges::find(kOfRegion, name) == kOfRegion.end()))
    return {};
  Value value = evaluate(receiver, depth + 1);
  const bool known = value.literal() || value.kind == Value::Kind::Env;
  const bool region = value.literal() && may_be_region(value.text.reveal());
  return known && (text || region) ? value : Value{};
}

/// Scala: Region.EU_WEST_1.toString; absent for other members.
Value Evaluator::member_as_text(TSNode member, int depth) const {
  if (model_.text(model_.last_name(member)) != "toString") return {};
  Value value = evaluate(first_named(member), depth + 1);
  return value.literal() || value.kind == Value::Kind::Env ? value : Value{};
}

Value Evaluator::in_words(Value value, TSNode node) const {
  if (!value.literal() || value.number) return value;
  const std::optional<std::int64_t> seconds = read_duration(value.text.reveal());
  return seconds ? number(*seconds, node) : value;
}

/// Durations that count in smaller units than seconds: only whole seconds are known.
Value Evaluator::in_seconds(Value value, std::uint32_t unit, TSNode node) const {
  if (!value.literal()) return value;
  const std::optional<std::int64_t> count = read_number(value.text.reveal());
  const bool whole = count && *count % unit == 0;
  return whole ? number(*count / unit, node) : unknown(node);
}

/// Swift: .euwest1, of the type that is wanted there.
Value Evaluator::implied_member(TSNode node) const {
  const bool implied = kind_of(node) == "prefix_expression" && model_.text(node).starts_with('.');
  const std::string_view region =
      implied ? region_named(model_.text(node).substr(1)) : std::string_view();
  return region.empty() ? unknown(node) : literal(std::string(region), model_.source().span(node));
}

}  // namespace credlint
