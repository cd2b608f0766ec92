// SPDX-License-Identifier: MIT
#include "rules/anatomy/timestamps.h"

#include <date/date.h>

#include <algorithm>
#include <locale>
#include <sstream>

#include "rules/anatomy/words.h"

namespace credlint {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

/// True when the text has the shape: '9' stands for a digit, all else for itself.
bool has_shape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char wanted) { return wanted == '9' ? is_digit(c) : c == wanted; });
}

/// The caller has checked the shape: strptime alone accepts short and signed numbers.
std::optional<sys_seconds> parse_as(std::string_view text, const char* format) {
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  sys_seconds time;
  date::from_stream(stream, format, time);
  if (stream.fail()) return std::nullopt;
  return time;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<Timestamp> parse_unix(std::string_view text) {
  constexpr std::size_t kSecondsDigits = 10;
  constexpr std::size_t kMillisecondsDigits = 13;
  if (text.size() != kSecondsDigits && text.size() != kMillisecondsDigits) return std::nullopt;
  if (!all_of_class(text, is_digit)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text.substr(0, kSecondsDigits)) value = value * 10 + (c - '0');
  return Timestamp{sys_seconds(seconds(value)), true};
}

/// Takes "+05:30", "+0530" or "+05" off the end; absent when there is none.
std::optional<seconds> take_offset(std::string_view& text) {
  for (const std::string_view shape : {"99:99", "9999", "99"}) {
    if (text.size() <= shape.size()) continue;
    const std::size_t sign = text.size() - shape.size() - 1;
    if (text[sign] != '+' && text[sign] != '-') continue;
    const std::string_view digits = text.substr(sign + 1);
    // "2023-11-14" ends like an offset; only a time of day may have one.
    if (!has_shape(digits, shape) || !contains(text.substr(0, sign), ":")) continue;
    const int hours = number(digits.substr(0, 2));
    const int minutes = shape.size() == 2 ? 0 : number(digits.substr(digits.size() - 2));
    if (hours > 23 || minutes > 59) return std::nullopt;
    const seconds offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    const bool east = text[sign] == '+';
    text = trim(text.substr(0, sign));
    return east ? offset : -offset;
  }
  return std::nullopt;
}

bool take_utc(std::string_view& text) {
  for (const std::string_view suffix : {"UTC", "GMT", "Z", "z"}) {
    if (!ends_with(text, suffix)) continue;
    text = trim(text.substr(0, text.size() - suffix.size()));
    return true;
  }
  return false;
}

void drop_fraction(std::string_view& text) {
  const std::size_t dot = text.find_last_of(".,");
  if (dot == std::string_view::npos || dot + 1 == text.size()) return;
  if (all_of_class(text.substr(dot + 1), is_digit)) text = text.substr(0, dot);
}

std::optional<sys_seconds> parse_date_and_time(std::string_view text) {
  if (has_shape(text, "9999-99-99T99:99:99")) return parse_as(text, "%Y-%m-%dT%H:%M:%S");
  if (has_shape(text, "9999-99-99 99:99:99")) return parse_as(text, "%Y-%m-%d %H:%M:%S");
  if (has_shape(text, "9999-99-99T99:99")) return parse_as(text, "%Y-%m-%dT%H:%M");
  if (has_shape(text, "9999-99-99 99:99")) return parse_as(text, "%Y-%m-%d %H:%M");
  return std::nullopt;
}

std::string counted(std::int64_t count, const char* unit) {
  return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  text = trim(text);
  if (const auto time = parse_unix(text)) return time;
  if (const auto time = parse_amz_date(text)) return Timestamp{*time, true};
  const bool utc = take_utc(text);
  // Go prints both: "2019-01-10 04:47:22 +0000 UTC".
  const std::optional<seconds> offset = take_offset(text);
  drop_fraction(text);
  const std::optional<sys_seconds> local = parse_date_and_time(text);
  if (!local) return std::nullopt;
  return Timestamp{*local - offset.value_or(seconds(0)), utc || offset.has_value()};
}

std::optional<sys_seconds> parse_amz_date(std::string_view text) {
  if (!has_shape(text, "99999999T999999Z")) return std::nullopt;
  return parse_as(text, "%Y%m%dT%H%M%SZ");
}

std::string to_text(sys_seconds time) { return date::format("%Y-%m-%d %H:%M UTC", time); }

std::string to_text(seconds length) {
  using std::chrono::duration_cast;
  const auto hours = duration_cast<std::chrono::hours>(length).count();
  if (hours >= 48) return counted(hours / 24, "day");
  if (hours >= 1) return counted(hours, "hour");
  return counted(std::max<std::int64_t>(duration_cast<std::chrono::minutes>(length).count(), 0),
                 "minute");
}

}  // namespace credlint
