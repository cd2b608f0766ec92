// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace credlint {

/// 1-based lines, both inclusive.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  auto operator<=>(const LineRange&) const = default;
};

/// The lines of `after` that a shortest edit from `before` adds, rising and without neighbours.
/// Lines end in LF, CR LF or CR, whichever does not count: a check-out with other line ends changes
/// nothing. Where the texts have little in common, a line counts as added unless `before` has it,
/// too, anywhere.
/// Source: E. Myers, An O(ND) Difference Algorithm and Its Variations, 1986.
std::vector<LineRange> added_lines(std::string_view before, std::string_view after);

/// Whether a line is in one of the ranges, which rise.
bool holds_line(const std::vector<LineRange>& ranges, std::uint32_t line);

}  // namespace credlint
