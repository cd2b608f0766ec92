// SPDX-License-Identifier: MIT
#include "rules/anatomy/cron.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <string>

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

/// A field that leaves nothing out.
bool is_every(std::string_view field, std::string_view all) {
  return field == "*" || field == "*/1" || field == "?" || field == all;
}

std::string_view take_field(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(" \t"));
  text.remove_prefix(word.size());
  return word;
}

/// A field of systemd as crontab has it: "00..12/2" as "00-12/2".
std::string as_cron_field(std::string_view field) {
  std::string out;
  for (std::size_t at = 0; at < field.size(); ++at) {
    const bool range = field.substr(at, 2) == "..";
    out += range ? '-' : field[at];
    if (range) ++at;
  }
  return out;
}

std::optional<seconds> unit_of(std::string_view name) {
  constexpr std::pair<std::string_view, long> kUnits[] = {
      {"", 1},         {"s", 1},       {"sec", 1},       {"second", 1},    {"seconds", 1},
      {"m", 60},       {"min", 60},    {"minute", 60},   {"minutes", 60},  {"h", 3600},
      {"hr", 3600},    {"hour", 3600}, {"hours", 3600},  {"d", 86400},     {"day", 86400},
      {"days", 86400}, {"w", 604800},  {"week", 604800}, {"weeks", 604800}};
  for (const auto& [unit, length] : kUnits)
    if (name == unit) return seconds(length);
  return std::nullopt;
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
  const bool every_day = is_every(fields[2], "1-31") && is_every(fields[3], "1-12") &&
                         (is_every(fields[4], "0-6") || fields[4] == "0-7" || fields[4] == "1-7");
  return minutes(every_day ? longest : std::max(longest, kMinutesOfDay));
}

std::optional<seconds> longest_pause_of_calendar(std::string_view event) {
  std::string time = "00:00";
  bool every_day = true;
  bool any = false;
  while (true) {
    const std::string_view word = take_field(event);
    if (word.empty()) break;
    if (!any && word.find_first_of("*:.,-0123456789") == std::string_view::npos) {
      if (const auto pause = named("@" + std::string(word))) return pause;
    }
    any = true;
    if (word.find(':') != std::string_view::npos)
      time = word;
    else if (word != "*-*-*" && word != "*-*" && word != "UTC")
      every_day = false;
  }
  if (!any) return std::nullopt;
  const std::size_t colon = time.find(':');
  const std::string_view minutes_on = std::string_view(time).substr(colon + 1);
  const std::string cron = as_cron_field(minutes_on.substr(0, minutes_on.find(':'))) + " " +
                           as_cron_field(std::string_view(time).substr(0, colon)) +
                           (every_day ? " * * *" : " 1 * *");
  return longest_pause(cron);
}

std::optional<seconds> read_time_span(std::string_view span) {
  constexpr long kLongest = 10'000'000;
  seconds whole{};
  bool any = false;
  while (true) {
    span.remove_prefix(std::min(span.find_first_not_of(" \t"), span.size()));
    if (span.empty()) break;
    long value = 0;
    const auto read = std::from_chars(span.data(), span.data() + span.size(), value);
    if (read.ec != std::errc() || value < 0 || value > kLongest) return std::nullopt;
    span.remove_prefix(static_cast<std::size_t>(read.ptr - span.data()));
    span.remove_prefix(std::min(span.find_first_not_of(" \t"), span.size()));
    const std::size_t end = std::min(span.find_first_of(" \t0123456789"), span.size());
    const auto unit = unit_of(span.substr(0, end));
    if (!unit || whole.count() > kLongest * 100) return std::nullopt;
    whole += value * *unit;
    span.remove_prefix(end);
    any = true;
  }
  return any ? std::optional(whole) : std::nullopt;
}

}  // namespace credlint
