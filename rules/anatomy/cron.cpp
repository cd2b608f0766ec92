// SPDX-License-Identifier: MIT
#include "rules/anatomy/cron.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>

namespace credlint {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kMinutesOfDay = 24 * 60;
using Minutes = std::bitset<60>;

std::optional<int> number(std::string_view text, int limit) {
  int value = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return whole && value >= 0 && value < limit ? std::optional(value) : std::nullopt;
}

/// One item of a field, "*", "5", "1-5", each perhaps with "/2".
bool add_item(std::string_view item, int limit, Minutes& times) {
  const std::size_t slash = item.find('/');
  const auto step =
      slash == std::string_view::npos ? std::optional(1) : number(item.substr(slash + 1), 60);
  const std::string_view range = item.substr(0, slash);
  int first = 0;
  int last = limit - 1;
  if (range != "*") {
    const std::size_t dash = range.find('-');
    const auto from = number(range.substr(0, dash), limit);
    if (!from) return false;
    first = *from;
    if (dash != std::string_view::npos) {
      const auto to = number(range.substr(dash + 1), limit);
      if (!to) return false;
      last = *to;
    } else if (slash == std::string_view::npos) {
      last = first;
    }
  }
  if (!step || *step == 0) return false;
  for (int at = first; at <= last; at += *step) times.set(static_cast<std::size_t>(at));
  return first <= last;
}

std::optional<Minutes> read_field(std::string_view field, int limit) {
  Minutes times;
  while (true) {
    const std::size_t comma = field.find(',');
    if (!add_item(field.substr(0, comma), limit, times)) return std::nullopt;
    if (comma == std::string_view::npos) return times;
    field.remove_prefix(comma + 1);
  }
}

std::optional<seconds> named(std::string_view schedule) {
  constexpr std::pair<std::string_view, std::chrono::hours> kNames[] = {
      {"@hourly", std::chrono::hours(1)},         {"@daily", std::chrono::hours(24)},
      {"@midnight", std::chrono::hours(24)},      {"@weekly", std::chrono::hours(168)},
      {"@monthly", std::chrono::hours(31 * 24)},  {"@yearly", std::chrono::hours(366 * 24)},
      {"@annually", std::chrono::hours(366 * 24)}};
  for (const auto& [name, pause] : kNames)
    if (schedule == name) return pause;
  return std::nullopt;
}

}  // namespace

std::optional<seconds> longest_pause(std::string_view schedule) {
  if (!schedule.empty() && schedule.front() == '@') return named(schedule);
  std::array<std::string_view, 5> fields;
  for (std::string_view& field : fields) {
    schedule.remove_prefix(std::min(schedule.find_first_not_of(" \t"), schedule.size()));
    const std::size_t end = std::min(schedule.find_first_of(" \t"), schedule.size());
    field = schedule.substr(0, end);
    schedule.remove_prefix(end);
    if (field.empty()) return std::nullopt;
  }
  const auto minute = read_field(fields[0], 60);
  const auto hour = read_field(fields[1], 24);
  if (!minute || !hour) return std::nullopt;
  int first = -1;
  int before = -1;
  int longest = 0;
  for (int at = 0; at < kMinutesOfDay; ++at) {
    const bool runs = hour->test(static_cast<std::size_t>(at / 60)) &&
                      minute->test(static_cast<std::size_t>(at % 60));
    if (!runs) continue;
    if (first < 0) first = at;
    if (before >= 0) longest = std::max(longest, at - before);
    before = at;
  }
  if (first < 0) return std::nullopt;
  longest = std::max(longest, kMinutesOfDay - before + first);
  const bool every_day = fields[2] == "*" && fields[3] == "*" && fields[4] == "*";
  return minutes(every_day ? longest : std::max(longest, kMinutesOfDay));
}

}  // namespace credlint
