// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>

namespace credlint {

/// Half-open range of bytes in the decoded (UTF-8, without byte order mark) text of a file.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return begin >= end; }
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  [[nodiscard]] bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  [[nodiscard]] bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  auto operator<=>(const Span&) const = default;
};

/// Index of a file in FactStore::files(). Never used for ordering.
using FileId = std::uint32_t;

/// A place in a file, in every unit that a report needs, so that the file itself can be let go.
/// Lines and columns are 1-based; end_column is exclusive. Columns count characters (code points),
/// utf16_* count UTF-16 code units, as SARIF and editors do.
struct Location {
  FileId file = 0;
  Span span;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
  std::uint32_t utf16_column = 0;
  std::uint32_t utf16_end_column = 0;

  auto operator<=>(const Location&) const = default;
};

/// Names what belongs together: one profile section, one env file, one constructor call.
/// Index 0 is the file as a whole.
struct ScopeId {
  FileId file = 0;
  std::uint32_t index = 0;
  auto operator<=>(const ScopeId&) const = default;
};

}  // namespace credlint
