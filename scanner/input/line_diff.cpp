// SPDX-License-Identifier: MIT
#include "scanner/input/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <unordered_map>

namespace credlint {
namespace {

// Texts with more edits are compared line by line, regardless of order: the edits' square is paid.
constexpr std::ptrdiff_t kMaxEdits = 1000;

using Line = std::uint32_t;  // equal lines have equal numbers
using Lines = std::span<const Line>;

/// Gives each line a number, the same to equal ones.
class LineNumbers {
 public:
  std::vector<Line> of(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
      lines.push_back(
          known_.try_emplace(text.substr(0, end), static_cast<Line>(known_.size())).first->second);
      text.remove_prefix(end);
      text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
    }
    return lines;
  }

 private:
  std::unordered_map<std::string_view, Line> known_;
};

/// To walk back along the shortest way: `trace[d][k + d]` is how many lines of `before` are used up
/// after d edits on diagonal k, where k more lines of `before` than of `after` are used up.
using Trace = std::vector<std::vector<std::ptrdiff_t>>;

/// Walks forward, greedily along equal lines. Empty when there are too many edits.
Trace trace_of(Lines before, Lines after) {
  const auto old_size = static_cast<std::ptrdiff_t>(before.size());
  const auto new_size = static_cast<std::ptrdiff_t>(after.size());
  Trace trace;
  for (std::ptrdiff_t edits = 0; edits <= std::min(old_size + new_size, kMaxEdits); ++edits) {
    std::vector<std::ptrdiff_t> reached(static_cast<std::size_t>(2 * edits + 1), 0);
    const auto previous = [&](std::ptrdiff_t diagonal) {
      return trace.back()[static_cast<std::size_t>(diagonal + edits - 1)];
    };
    for (std::ptrdiff_t diagonal = -edits; diagonal <= edits; diagonal += 2) {
      std::ptrdiff_t x = 0;
      if (edits > 0) {
        const bool down = diagonal == -edits ||
                          (diagonal != edits && previous(diagonal - 1) < previous(diagonal + 1));
        x = down ? previous(diagonal + 1) : previous(diagonal - 1) + 1;
      }
      while (x < old_size && x - diagonal < new_size &&
             before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(x - diagonal)])
        ++x;
      reached[static_cast<std::size_t>(diagonal + edits)] = x;
      if (x >= old_size && x - diagonal >= new_size) {
        trace.push_back(std::move(reached));
        return trace;
      }
    }
    trace.push_back(std::move(reached));
  }
  return {};
}

/// Marks the lines of `after` that the way back along the trace adds.
void mark_added(const Trace& trace, Lines before, Lines after, std::span<char> added) {
  auto x = static_cast<std::ptrdiff_t>(before.size());
  auto y = static_cast<std::ptrdiff_t>(after.size());
  for (auto edits = static_cast<std::ptrdiff_t>(trace.size()) - 1; edits > 0; --edits) {
    const std::vector<std::ptrdiff_t>& previous = trace[static_cast<std::size_t>(edits - 1)];
    const auto reached = [&](std::ptrdiff_t diagonal) {
      return previous[static_cast<std::size_t>(diagonal + edits - 1)];
    };
    const std::ptrdiff_t diagonal = x - y;
    const bool down =
        diagonal == -edits || (diagonal != edits && reached(diagonal - 1) < reached(diagonal + 1));
    x = reached(down ? diagonal + 1 : diagonal - 1);
    y = x - (down ? diagonal + 1 : diagonal - 1);
    if (down) added[static_cast<std::size_t>(y)] = 1;
  }
}

/// Marks the lines of `after` that `before` has less often.
void mark_unknown(Lines before, Lines after, std::span<char> added) {
  std::unordered_map<Line, std::size_t> left;
  for (const Line line : before) ++left[line];
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto known = left.find(after[i]);
    if (known == left.end() || known->second == 0) {
      added[i] = 1;
    } else {
      --known->second;
    }
  }
}

std::vector<LineRange> ranges_of(std::span<const char> added) {
  std::vector<LineRange> ranges;
  for (std::uint32_t i = 0; i < added.size(); ++i) {
    if (added[i] == 0) continue;
    if (ranges.empty() || ranges.back().last != i) ranges.push_back({i + 1, i + 1});
    ranges.back().last = i + 1;
  }
  return ranges;
}

}  // namespace

std::vector<LineRange> added_lines(std::string_view before, std::string_view after) {
  LineNumbers numbers;
  const std::vector<Line> old_lines = numbers.of(before);
  const std::vector<Line> new_lines = numbers.of(after);
  Lines from(old_lines);
  Lines to(new_lines);
  std::vector<char> added(new_lines.size(), 0);
  std::span<char> marks(added);
  while (!from.empty() && !to.empty() && from.front() == to.front()) {
    from = from.subspan(1);
    to = to.subspan(1);
    marks = marks.subspan(1);
  }
  while (!from.empty() && !to.empty() && from.back() == to.back()) {
    from = from.first(from.size() - 1);
    to = to.first(to.size() - 1);
  }
  const Trace trace = trace_of(from, to);
  trace.empty() ? mark_unknown(from, to, marks) : mark_added(trace, from, to, marks);
  return ranges_of(added);
}

bool holds_line(const std::vector<LineRange>& ranges, std::uint32_t line) {
  const auto range = std::ranges::lower_bound(ranges, line, {}, &LineRange::last);
  return range != ranges.end() && range->first <= line;
}

}  // namespace credlint
