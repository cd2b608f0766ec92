// SPDX-License-Identifier: MIT
// Values: what an expression is known to be.
#include "parsers/formats/powershell/values.h"

#include <algorithm>

#include "parsers/formats/powershell/signs.h"
#include "scanner/core/limits.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/words.h"

namespace credlint::powershell {
namespace {

bool is_too_deep(int depth) { return depth > limits::kMaxFollowDepth; }

}  // namespace

Values::Values(const Script& script, const LanguageRow& language, const Catalog& catalog,
               const FactWriter& writer)
    : script_(script), catalog_(catalog), writer_(writer) {
  for (const CallShape& shape : language.calls) {
    if (shape.callee == "*-*") any_cmdlet_ = &shape;
    shapes_.emplace(to_lower(shape.callee), &shape);
  }
}

Value Values::literal(std::string text, Span span) const {
  Value value;
  value.kind = Value::Kind::Literal;
  value.text = Secret(std::move(text));
  value.at = writer_.locate(script_.place(span));
  return value;
}

Value Values::unknown(const Range& range) const {
  Value value;
  value.kind = Value::Kind::Unknown;
  value.at = writer_.locate(script_.place(script_.span_of(range)));
  return value;
}

std::string Values::env_name(std::string_view variable) const {
  if (!equals_ignoring_case(variable.substr(0, 4), "env:")) return {};
  variable.remove_prefix(4);
  if (catalog_.variable(variable) != nullptr) return std::string(variable);
  // Windows does not tell capitals from small letters.
  std::string upper(variable);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return variable_or_near(catalog_, upper) != nullptr ? upper : std::string(variable);
}

/// Without brackets, casts and separators around it.
Range Values::unwrapped(Range range) const {
  for (int steps = 0; steps < limits::kMaxFollowDepth && range.size() > 1; ++steps) {
    const bool round = script_.opens(range.begin, "(") || script_.opens(range.begin, "$(");
    if (round && script_.partner(range.begin) + 1 == range.end) {
      ++range.begin;
      --range.end;
    } else if (script_.opens(range.begin, "[") && script_.partner(range.begin) + 1 < range.end &&
               !script_.is(script_.partner(range.begin) + 1, TokenKind::Static)) {
      range.begin = script_.partner(range.begin) + 1;  // [string]$x
    } else if (script_.is(range.begin, TokenKind::End)) {
      ++range.begin;
    } else if (script_.is(range.end - 1, TokenKind::End)) {
      --range.end;
    } else {
      break;
    }
  }
  return range;
}

Value Values::evaluate(Range range, int depth) const {
  if (range.empty()) return {};
  const Range whole = range;
  range = unwrapped(range);
  if (is_too_deep(depth) || range.empty()) return unknown(whole);
  if (range.size() == 1 && !script_.is_known(script_.token(range.begin).span))
    return unknown(whole);
  const Token& first = script_.token(range.begin);
  if (range.size() == 1) {
    switch (first.kind) {
      case TokenKind::String:
        return string_value(range.begin, depth);
      case TokenKind::Word:
        return literal(unescape(script_.slice(first.span), false, '\0'), first.span);
      case TokenKind::Variable:
        return variable_value(range.begin, depth);
      default:
        return unknown(whole);
    }
  }
  if (script_.is(range.end - 1, TokenKind::Member)) return member_value(range, depth);
  // [Environment]::GetEnvironmentVariable("NAME")
  if (const auto call = call_in(range, depth + 1); call && call->shape->yields == Yield::Env) {
    if (!call->setting_name.literal()) return unknown(whole);
    Value value = unknown(whole);
    value.kind = Value::Kind::Env;
    value.name = std::string(call->setting_name.text.reveal());
    return value;
  }
  return unknown(whole);
}

Value Values::string_value(std::size_t i, int depth) const {
  const Token& token = script_.token(i);
  const std::string_view content = script_.slice(token.content);
  if (!token.expands) {
    const char quote = token.here ? '\0' : token.raw ? '\'' : '"';
    return literal(unescape(content, token.raw, quote), token.content);
  }
  // "$name" alone is that variable.
  const bool name = content.front() == '$' && content.size() > 1 &&
                    std::all_of(content.begin() + 1, content.end(),
                                [](char c) { return is_name_character(c) || c == ':'; });
  Value value = unknown({i, i + 1});
  if (!name) return value;
  const std::string_view variable = content.substr(1);
  if (std::string env = env_name(variable); !env.empty()) {
    value.kind = Value::Kind::Env;
    value.name = std::move(env);
    return value;
  }
  const Script::Binding* bound = script_.binding(variable, i);
  return bound == nullptr ? value : evaluate(bound->value, depth + 1);
}

Value Values::variable_value(std::size_t i, int depth) const {
  const std::string_view name = script_.content(i);
  if (equals_ignoring_case(name, "null")) return {};
  Value value = unknown({i, i + 1});
  if (std::string env = env_name(name); !env.empty()) {
    value.kind = Value::Kind::Env;
    value.name = std::move(env);
    return value;
  }
  const Script::Binding* bound = script_.binding(name, i);
  return bound == nullptr ? value : evaluate(bound->value, depth + 1);
}

/// $answer.Credentials.AccessKeyId
Value Values::member_value(const Range& range, int depth) const {
  Value value = unknown(range);
  const Range object{range.begin, range.end - 1};
  const std::string_view member = script_.content(range.end - 1);
  // $settings.Region of $settings = @{ Region = … }
  if (object.size() == 1 && script_.is(object.begin, TokenKind::Variable)) {
    const Script::Binding* bound = script_.binding(script_.content(object.begin), object.begin);
    const auto open = bound == nullptr ? std::nullopt : script_.hashtable(bound->value);
    for (const Script::Argument& entry :
         open ? script_.entries(*open) : std::vector<Script::Argument>()) {
      if (equals_ignoring_case(script_.content(entry.name), member))
        return evaluate(entry.value, depth + 1);
    }
  }
  value.kind = Value::Kind::Member;
  value.name = std::string(member);
  value.source = source_of(object, depth + 1);
  return value;
}

/// aws sts assume-role …
bool Values::asks_sts(std::size_t word, int depth) const {
  if (!script_.is(word, TokenKind::Word)) return false;
  const auto command = native(word, depth);
  return command && command->shape->yields == Yield::Role;
}

Value::Source Values::source_of(Range range, int depth) const {
  bool named = false;
  for (; !is_too_deep(depth) && !range.empty(); ++depth) {
    range = unwrapped(range);
    if (range.empty()) break;
    if (const auto call = call_in(range, depth + 1)) {
      if (call->shape->yields == Yield::Role) return Value::Source::RoleAssumption;
      return Value::Source::CredentialObject;
    }
    if (asks_sts(range.begin, depth + 1)) return Value::Source::RoleAssumption;
    const std::size_t last = range.end - 1;
    if (script_.is(last, TokenKind::Member) || script_.is(last, TokenKind::Variable)) {
      named = named || contains(to_lower(script_.content(last)), "cred");
    }
    if (range.size() > 1) {
      if (!script_.is(last, TokenKind::Member)) break;
      --range.end;
      continue;
    }
    if (!script_.is(last, TokenKind::Variable)) break;
    const Script::Binding* bound = script_.binding(script_.content(last), last);
    if (bound == nullptr) {
      const std::string name = to_lower(script_.content(last));
      if (contains(name, "conf") || contains(name, "setting")) return Value::Source::Other;
      break;
    }
    range = bound->value;
  }
  return named ? Value::Source::CredentialObject : Value::Source::Other;
}

}  // namespace credlint::powershell
