// SPDX-License-Identifier: MIT
#include "rules/views/sts_calls.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"

namespace credlint {
namespace {

/// Longer than any session or URL, and far from overflow.
constexpr long long kMostSeconds = 100LL * 365 * 24 * 3600;

struct Unit {
  std::string_view name;  ///< without a plural "s"
  long long seconds;
};
constexpr Unit kUnits[] = {
    {"second", 1},  {"sec", 1},       {"minute", 60},     {"min", 60},        {"hour", 3600},
    {"day", 86400}, {"week", 604800}, {"month", 2592000}, {"year", 31536000},
};

}  // namespace

std::string sts_operation(const RoleAssumption& call) {
  std::string name = to_lower(call.operation);
  std::erase_if(name, [](char c) { return c == '_' || c == '-'; });
  for (const std::string_view suffix : {"command", "request", "async"}) {
    if (ends_with(name, suffix)) name.erase(name.size() - suffix.size());
  }
  return name;
}

std::optional<std::chrono::seconds> seconds_of(const Value& value) {
  if (!value.literal()) return std::nullopt;
  std::string_view text = trim(value.text.reveal());
  const bool relative = !text.empty() && text.front() == '+';
  if (relative) text = trim(text.substr(1));
  long long count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0 || count > kMostSeconds) return std::nullopt;
  std::string unit = to_lower(trim(text.substr(static_cast<std::size_t>(end - text.data()))));
  // "3600L", "3600_000" and the like are numbers of a language, not of a date.
  if (!relative) {
    const bool plain = unit.empty() || unit == "l" || unit == "u" || unit == "i64" || unit == "u64";
    return plain ? std::optional(std::chrono::seconds(count)) : std::nullopt;
  }
  if (ends_with(unit, "s")) unit.pop_back();
  const auto* found = std::find_if(std::begin(kUnits), std::end(kUnits),
                                   [&](const Unit& u) { return u.name == unit; });
  if (found == std::end(kUnits) || count > kMostSeconds / found->seconds) return std::nullopt;
  return std::chrono::seconds(count * found->seconds);
}

bool is_temporary(const Value& key_id) {
  if (key_id.kind == Value::Kind::Member) return key_id.source == Value::Source::RoleAssumption;
  if (!key_id.literal()) return false;
  const std::string_view id = key_id.text.reveal();
  return key_id_kind(id) == KeyIdKind::Temporary && is_well_formed_key_id(id);
}

}  // namespace credlint
