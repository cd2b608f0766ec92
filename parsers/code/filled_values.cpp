// SPDX-License-Identifier: MIT
// Values that a framework fills: tags of fields, injected settings, fields of settings classes.
#include <algorithm>
#include <string>

#include "parsers/code/evaluator.h"
#include "parsers/code/literal.h"

namespace credlint {
namespace {

/// "b" of "${NAME:b}", itself for what is no such text.
std::string_view innermost_default(std::string_view text) {
  constexpr int kDeepest = 4;
  for (int depth = 0; depth < kDeepest && text.starts_with("${") && text.ends_with("}"); ++depth) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) break;
    text = text.substr(colon + 1, text.size() - colon - 2);
  }
  return text;
}

}  // namespace

/// `envconfig:"NAME" default:"…"` of a field, `env:"NAME" envDefault:"…"`.
Value Evaluator::tagged_value(TSNode tag) const {
  const std::string_view text = model_.text(tag);
  Value value = unknown(tag);
  const auto part = [&](std::string_view key) {
    const std::size_t at = text.find(key);
    const bool whole =
        at != std::string_view::npos && at > 0 && (text[at - 1] == '`' || text[at - 1] == ' ');
    if (!whole) return Span{};
    const std::size_t begin = at + key.size();
    const std::size_t end = std::min(text.find_first_of(",\"", begin), text.size());
    const std::uint32_t start = ts_node_start_byte(tag);
    return Span{start + static_cast<std::uint32_t>(begin), start + static_cast<std::uint32_t>(end)};
  };
  for (const std::string_view key : {"envconfig:\"", "env:\""}) {
    const Span name = part(key);
    if (name.end <= name.begin) continue;
    value.name = std::string(model_.source().text.substr(name.begin, name.end - name.begin));
    value.kind = Value::Kind::Env;
  }
  for (const std::string_view key : {"default:\"", "envDefault:\""}) {
    const Span given = part(key);
    if (given.end <= given.begin) continue;
    const auto written = model_.source().text.substr(given.begin, given.end - given.begin);
    give_default(value,
                 literal(std::string(written), model_.source().place(given.begin, given.end)));
  }
  return value;
}

/// The tag of the field that `member` is of an object whose type the text says.
TSNode Evaluator::tag_of(TSNode member) const {
  const CodeModel::AssignSite* tagged = model_.tagged(model_.text(model_.last_name(member)));
  if (tagged == nullptr) return {};
  const std::string_view type = model_.name_of_type(tagged->name);
  const TSNode object = model_.unwrap(first_named(member));
  const std::string name = model_.dotted(object);
  if (type.empty() || name.empty()) return {};
  const CallSite* maker = call_behind(object, 0);
  const std::string declared = std::string("var ").append(name).append(" ").append(type);
  const bool is = model_.type_of(object) == type ||
                  (maker != nullptr && model_.text(called_name_node(*maker)) == type) ||
                  model_.source().text.find(declared) != std::string_view::npos;
  return is ? tagged->value : TSNode{};
}

Value Evaluator::injected_value(TSNode node) const {
  if (model_.text(node).starts_with('`')) return tagged_value(node);
  if (model_.language().role(node) == NodeRole::Identifier) return filled_field(node);
  const std::string text = read_literal(model_.text(node), false).value;
  std::string_view name = text;
  Value value = unknown(node);
  if (name.starts_with("#{")) return value;  // an expression
  if (name.starts_with("${") && name.ends_with("}")) name = name.substr(2, name.size() - 3);
  const std::size_t colon = name.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view otherwise = innermost_default(name.substr(colon + 1));
    const std::string_view written = model_.text(node);
    const std::size_t at = written.rfind(otherwise);
    const auto start = ts_node_start_byte(node) + static_cast<std::uint32_t>(at);
    const auto size = static_cast<std::uint32_t>(otherwise.size());
    const bool plain = otherwise.find_first_of("${}") == std::string_view::npos;
    if (plain) value.fallback = std::string(otherwise);
    if (!plain) value.otherwise = std::make_shared<const Value>(unknown(node));  // "#{null}"
    if (plain && at != std::string_view::npos)
      value.fallback_at = writer_.locate(model_.source().place(start, start + size));
  } else {
    give_default(value, evaluate(default_beside(node)));
  }
  name = name.substr(0, colon);
  if (is_variable_name(name)) {
    value.kind = Value::Kind::Env;
    value.otherwise.reset();
    value.name = std::string(name);
  } else {
    value.elsewhere = setting_elsewhere(name);
  }
  return value;
}

/// @ConfigProperty(name = "…", defaultValue = "…")
TSNode Evaluator::default_beside(TSNode text) const {
  const TSNode arguments = ts_node_parent(ts_node_parent(text));
  const std::uint32_t count = exists(arguments) ? ts_node_named_child_count(arguments) : 0;
  for (std::uint32_t i = 0; i < std::min(count, 8U); ++i) {
    const TSNode pair = ts_node_named_child(arguments, i);
    const TSNode key = first_named(pair);
    if (exists(key) && model_.text(key) == "defaultValue") return last_named(pair);
  }
  return {};
}

/// A field of pydantic's BaseSettings is filled from the variable of its name: aws_region: str =
/// "…". Field(default="…", validation_alias="…") may say another.
Value Evaluator::filled_field(TSNode field) const {
  constexpr std::string_view kRight = "right";
  Value value = unknown(field);
  value.kind = Value::Kind::Env;
  for (const char c : model_.text(field))
    value.name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const TSNode right =
      ts_node_child_by_field_name(ts_node_parent(field), kRight.data(), kRight.size());
  const CallSite* site = exists(right) ? model_.call(right) : nullptr;
  if (site == nullptr || !exists(site->arguments)) {
    if (exists(right)) give_default(value, evaluate(right));
    return value;
  }
  const std::uint32_t count = std::min(ts_node_named_child_count(site->arguments), 16U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode argument = ts_node_named_child(site->arguments, i);
    const bool named =
        model_.language().role(argument) == NodeRole::Pair && exists(first_named(argument));
    const std::string_view key = named ? model_.text(first_named(argument)) : "default";
    const Value given = evaluate(named ? last_named(argument) : argument);
    if (key == "default") give_default(value, given);
    if ((key == "env" || key == "alias" || key == "validation_alias") && given.literal())
      value.name = std::string(given.text.reveal());
  }
  return value;
}

/// Go: a.Config.Region of "type App struct { Config }".
Value Evaluator::member_of_embedded(TSNode object, std::string_view member, int depth) const {
  const TSNode whole = model_.unwrap(object);
  if (model_.language().role(whole) != NodeRole::Member || !is_parameter(first_named(whole)))
    return {};
  const std::vector<std::string_view> types =
      model_.embedded_in(model_.type_of(model_.unwrap(first_named(whole))));
  const std::string_view type = model_.text(model_.last_name(whole));
  const bool embedded = std::ranges::find(types, type) != types.end();
  return embedded ? member_of_literal(type, member, depth) : Value{};
}

}  // namespace credlint
