// SPDX-License-Identifier: MIT
// Calls: which row a command or constructor is, and what its parameters give.
#include <algorithm>
#include <array>

#include "parsers/formats/powershell/values.h"
#include "scanner/core/limits.h"
#include "scanner/core/words.h"

namespace credlint::powershell {
namespace {

struct Slot {
  std::string_view role;
  Value Call::*value;
};
constexpr std::array<Slot, 14> kSlots = {{{"region", &Call::region},
                                          {"profile", &Call::profile},
                                          {"profile-definition", &Call::profile_definition},
                                          {"key-id", &Call::key_id},
                                          {"secret", &Call::secret},
                                          {"token", &Call::token},
                                          {"endpoint", &Call::endpoint},
                                          {"role-arn", &Call::role_arn},
                                          {"duration", &Call::duration},
                                          {"external-id", &Call::external_id},
                                          {"mfa-serial", &Call::mfa_serial},
                                          {"session-name", &Call::session_name},
                                          {"name", &Call::setting_name},
                                          {"value", &Call::setting_value}}};

/// A parameter's name may be cut down to this.
constexpr std::size_t kShortestAbbreviation = 4;

bool goes_too_deep(int depth) { return depth > limits::kMaxFollowDepth; }

/// "EC2Instance" → "EC2": the capitals and digits that a noun begins with, but for those of its
/// first word.
std::string_view prefix_of_noun(std::string_view noun) {
  std::size_t end = 0;
  while (end < noun.size() && !(noun[end] >= 'a' && noun[end] <= 'z')) ++end;
  return noun.substr(0, end == 0 ? 0 : end - 1);
}

/// The row of a noun. One in small letters belongs to the longest beginning that says enough.
const DataRow* noun_row(const DataTable& nouns, std::string_view noun) {
  if (const DataRow* row = nouns.find(prefix_of_noun(noun))) return row;
  if (noun != to_lower(noun)) return nullptr;
  const DataRow* longest = nullptr;
  for (const DataRow& row : nouns.rows) {
    const bool telling = row.key.size() > 2 || is_digit(row.key.back());
    if (!telling || !starts_with(noun, to_lower(row.key))) continue;
    if (longest == nullptr || row.key.size() > longest->key.size()) longest = &row;
  }
  return longest;
}

}  // namespace

const CallShape* Values::shape_of(std::string_view name, std::string& service) const {
  const auto found = shapes_.find(to_lower(name));
  const std::size_t dash = name.find('-');
  if (dash != std::string_view::npos) {
    const std::string_view noun = name.substr(dash + 1);
    const DataRow* row = noun_row(catalog_.table(Table::PowershellNouns), noun);
    if (row != nullptr) service = std::string(row->value);
    if (found == shapes_.end()) return row == nullptr ? nullptr : any_cmdlet_;
  }
  return found == shapes_.end() ? nullptr : found->second;
}

std::optional<Call> Values::command(std::size_t word, int depth) const {
  if (goes_too_deep(depth) || !script_.is(word, TokenKind::Word)) return std::nullopt;
  Call call;
  call.at = script_.token(word).span;
  call.name = std::string(script_.slice(call.at));
  // AWS.Tools.S3\Get-S3Object
  const std::size_t cut = call.name.rfind('\\');
  if (cut != std::string::npos) call.name.erase(0, cut + 1);
  std::vector<Script::Argument> arguments;
  if (equals_ignoring_case(call.name, "New-Object")) {
    // New-Object [-TypeName] Type[(a, b)] [-ArgumentList a, b]
    arguments = script_.arguments(word);
    if (!arguments.empty() && !arguments.front().value.empty()) {
      const Range type = arguments.front().value;
      call.at = script_.token(type.begin).content;
      call.name = std::string(script_.slice(call.at));
      call.shape = shape_of(call.name, call.service);
      if (call.shape == nullptr) return std::nullopt;
      call.name.erase(0, call.name.rfind('.') + 1);
      std::vector<Range> values = script_.list({type.begin + 1, type.end});
      for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (!arguments[i].value.empty()) values = script_.list(arguments[i].value);
      }
      take_positional(values, call, depth);
      return call;
    }
  }
  call.shape = shape_of(call.name, call.service);
  if (call.shape == nullptr) return std::nullopt;
  arguments = script_.arguments(word);
  std::vector<Range> positional;
  for (const Script::Argument& argument : arguments) {
    if (argument.named) {
      take_named(argument, call, depth);
    } else if (!argument.splat) {
      positional.push_back(argument.value);
    }
  }
  for (const Script::Argument& argument : arguments) {
    if (argument.splat) take_splat(argument.name, call, depth);
  }
  take_positional(positional, call, depth);
  return call;
}

std::optional<Call> Values::method(std::size_t name, int depth) const {
  if (goes_too_deep(depth) || name < 3 || !script_.is(name, TokenKind::Static)) return std::nullopt;
  if (!script_.is(name - 1, TokenKind::Close) || !script_.is(name - 2, TokenKind::Word) ||
      !script_.opens(name - 3, "[") || !script_.opens(name + 1, "(")) {
    return std::nullopt;
  }
  std::string type(script_.content(name - 2));
  if (equals_ignoring_case(type.substr(0, 7), "System.")) type.erase(0, 7);
  const std::string_view method = script_.content(name);
  const bool made = equals_ignoring_case(method, "new");
  Call call;
  call.shape = shape_of(made ? type : type + "::" + std::string(method), call.service);
  if (call.shape == nullptr) return std::nullopt;
  call.at = made ? script_.token(name - 2).span : script_.token(name).content;
  call.name = made ? type.substr(type.rfind('.') + 1) : std::string(method);
  const std::size_t close = script_.partner(name + 1);
  if (close >= script_.tokens().size()) return std::nullopt;
  take_positional(script_.list({name + 1, close + 1}), call, depth);
  return call;
}

/// The call that these tokens are.
std::optional<Call> Values::call_in(Range range, int depth) const {
  if (script_.is(range.begin, TokenKind::Word)) return command(range.begin, depth);
  const bool typed = script_.opens(range.begin, "[") && range.size() > 5 &&
                     script_.partner(range.begin) + 1 == range.begin + 3;
  return typed ? method(range.begin + 3, depth) : std::nullopt;
}

void Values::take_named(const Script::Argument& argument, Call& call, int depth) const {
  const std::string_view name = script_.content(argument.name);
  const DataRow* only = nullptr;
  for (const DataRow& keyword : call.shape->keywords) {
    if (equals_ignoring_case(keyword.key, name)) {
      return assign(keyword.value, argument.value, call, depth);
    }
    // A name may be cut down as long as it says which one is meant.
    if (name.size() >= kShortestAbbreviation && name.size() < keyword.key.size() &&
        equals_ignoring_case(keyword.key.substr(0, name.size()), name)) {
      only = &keyword;
    }
  }
  if (only != nullptr) assign(only->value, argument.value, call, depth);
}

/// @params of $params = @{ Region = … } and of what is added to it later.
void Values::take_splat(std::size_t splat, Call& call, int depth) const {
  const std::string name = variable_name(script_.content(splat));
  const Script::Binding* bound = script_.binding(name, splat);
  const auto open = bound == nullptr ? std::nullopt : script_.hashtable(bound->value);
  if (!open) {
    call.open_ended = true;
    return;
  }
  for (const Script::Argument& entry : script_.entries(*open)) take_named(entry, call, depth);
  for (const std::size_t i : script_.members_of(name)) {
    const Script::MemberAssignment& member = script_.members()[i];
    Script::Argument entry;
    entry.name = member.name;
    entry.value = member.value;
    take_named(entry, call, depth);
  }
}

void Values::take_positional(const std::vector<Range>& values, Call& call, int depth) const {
  const auto& roles = call.shape->positional;
  for (std::size_t i = 0; i < std::min(values.size(), roles.size()); ++i) {
    assign(roles[i], values[i], call, depth);
  }
}

void Values::assign(std::string_view role, const Range& value, Call& call, int depth) const {
  if (role == "secret" || role == "token") call.secrets.push_back(value);
  if (role == "value") call.value = value;
  for (const Slot& slot : kSlots) {
    if (slot.role != role) continue;
    // What is written out wins over what is splatted, which is taken last.
    if (!(call.*slot.value).given()) call.*slot.value = evaluate(value, depth + 1);
    return;
  }
  if (role != "credentials" && role != "option") return;
  // An object made by a known call: its values are inherited.
  Range made = unwrapped(value);
  for (int steps = 0; steps < limits::kMaxFollowDepth && made.size() == 1; ++steps) {
    const Script::Binding* bound = script_.is(made.begin, TokenKind::Variable)
                                       ? script_.binding(script_.content(made.begin), made.begin)
                                       : nullptr;
    if (bound == nullptr) break;
    made = unwrapped(bound->value);
  }
  if (const auto inner = call_in(made, depth + 1); inner && inner->shape->yields != Yield::Role) {
    for (const Slot& slot : kSlots) {
      const Value& from = (*inner).*slot.value;
      if (!from.given() || (call.*slot.value).given()) continue;
      call.*slot.value = from;
      (call.*slot.value).inherited = true;
    }
    return;
  }
  if (role != "credentials" || !evaluate(value, depth + 1).given()) return;
  for (Value Call::*part : {&Call::key_id, &Call::secret, &Call::token}) {
    if (!(call.*part).given()) call.*part = unknown(value);
  }
}

}  // namespace credlint::powershell
