// SPDX-License-Identifier: MIT
#include "cli/rfc3339.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Takes pieces off the front of a text; after a failure nothing more is taken.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : rest_(text) {}

  /// A number of exactly that many digits.
  unsigned number(std::size_t digits) {
    const std::string_view piece = rest_.substr(0, digits);
    unsigned value = 0;
    const bool good = piece.size() == digits && std::all_of(piece.begin(), piece.end(), is_digit);
    if (!good) return fail();
    std::from_chars(piece.data(), piece.data() + piece.size(), value);
    rest_.remove_prefix(digits);
    return value;
  }

  /// One of these characters; the one that was there.
  char one_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) {
      fail();
      return '\0';
    }
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  /// "." and at least one digit, if there is a ".".
  void skip_fraction() {
    if (!rest_.starts_with('.')) return;
    rest_.remove_prefix(1);
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
    if (end == rest_.begin()) fail();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
  }

  [[nodiscard]] bool complete() const { return !failed_ && rest_.empty(); }

 private:
  unsigned fail() {
    failed_ = true;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

std::optional<TimePoint> parse_rfc3339(std::string_view text) {
  Pieces pieces(text);
  const unsigned year = pieces.number(4);
  pieces.one_of("-");
  const unsigned month = pieces.number(2);
  pieces.one_of("-");
  const unsigned day = pieces.number(2);
  pieces.one_of("Tt ");
  const unsigned hour = pieces.number(2);
  pieces.one_of(":");
  const unsigned minute = pieces.number(2);
  pieces.one_of(":");
  const unsigned second = pieces.number(2);
  pieces.skip_fraction();
  const char zone = pieces.one_of("Zz+-");
  const bool offset = zone == '+' || zone == '-';
  unsigned offset_hours = 0;
  unsigned offset_minutes = 0;
  if (offset) {
    offset_hours = pieces.number(2);
    pieces.one_of(":");
    offset_minutes = pieces.number(2);
  }
  const date::year_month_day day_of_year{date::year(static_cast<int>(year)), date::month(month),
                                         date::day(day)};
  // 60 is a leap second.
  const bool in_range = day_of_year.ok() && hour < 24 && minute < 60 && second <= 60 &&
                        offset_hours < 24 && offset_minutes < 60;
  if (!pieces.complete() || !in_range) return std::nullopt;
  const TimePoint local = date::sys_days(day_of_year) + std::chrono::hours(hour) +
                          std::chrono::minutes(minute) + std::chrono::seconds(second);
  const auto shift = std::chrono::hours(offset_hours) + std::chrono::minutes(offset_minutes);
  return zone == '-' ? local + shift : local - shift;
}

Result<TimePoint> time_or_clock(std::string_view flag) {
  if (flag.empty())
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (const auto time = parse_rfc3339(flag)) return *time;
  return Error{
      fmt::format("--now needs a time as in RFC 3339 (2026-01-31T12:00:00Z), not '{}'", flag)};
}

}  // namespace credlint
