// SPDX-License-Identifier: MIT
#include "scanner/core/fix.h"

#include <fmt/format.h>

namespace credlint {
namespace {

/// An empty place moved along its line.
Location moved(Location at, std::int64_t by) {
  const auto move = [by](std::uint32_t value) { return static_cast<std::uint32_t>(value + by); };
  at.span = {move(at.span.begin), move(at.span.end)};
  at.column = move(at.column);
  at.end_column = move(at.end_column);
  at.utf16_column = move(at.utf16_column);
  at.utf16_end_column = move(at.utf16_end_column);
  return at;
}

}  // namespace

std::string_view to_string(FixSafety safety) {
  return safety == FixSafety::Safe ? "safe" : "unsafe";
}

Location start_of(const Location& at) {
  Location start = at;
  start.span.end = at.span.begin;
  start.end_line = at.line;
  start.end_column = at.column;
  start.utf16_end_column = at.utf16_column;
  return start;
}

Location end_of(const Location& at) {
  Location end = at;
  end.span.begin = at.span.end;
  end.line = at.end_line;
  end.column = at.end_column;
  end.utf16_column = at.utf16_end_column;
  return end;
}

Location from_to(const Location& first, const Location& last) {
  Location at = first;
  at.span.end = last.span.end;
  at.end_line = last.end_line;
  at.end_column = last.end_column;
  at.utf16_end_column = last.utf16_end_column;
  return at;
}

Location ascii_before(const Location& at, std::uint32_t count) {
  const Location start = start_of(at);
  return from_to(moved(start, -static_cast<std::int64_t>(count)), start);
}

Location ascii_behind(const Location& at, std::uint32_t count) {
  const Location end = end_of(at);
  return from_to(end, moved(end, count));
}

Location ascii_within(const Location& at, std::uint32_t offset, std::uint32_t count) {
  return ascii_behind(moved(start_of(at), offset), count);
}

Fix file_fix(FileFix whole, std::string_view title) {
  return {.title = std::string(title), .safety = FixSafety::Safe, .edits = {}, .whole = whole};
}

Fix replacement(const Location& at, std::string_view before, std::string_view after,
                FixSafety safety) {
  return {.title = fmt::format("write {}", after),
          .safety = safety,
          .edits = {{at, std::string(before), std::string(after)}},
          .whole = FileFix::None};
}

Fix without_quotes(const Location& at, std::string_view quote, FixSafety safety) {
  return {.title = "remove the quotes",
          .safety = safety,
          .edits = {{ascii_before(at, 1), std::string(quote), {}},
                    {ascii_behind(at, 1), std::string(quote), {}}},
          .whole = FileFix::None};
}

}  // namespace credlint
