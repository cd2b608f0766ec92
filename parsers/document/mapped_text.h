// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/location.h"

namespace credlint {

/// Text taken out of a file (a script in a YAML file, the cells of a notebook) without what it is
/// wrapped in, and where each of its bytes stands in the file.
class MappedText {
 public:
  /// What stands where a value is only known when the file is used.
  static constexpr std::string_view kUnknown = "_";

  /// Bytes that stand in the file as they are, from byte `at` on.
  void append(std::string_view bytes, std::uint32_t at);
  /// Bytes that something else stands for: an escape, a line break with the indentation behind it.
  void append_for(std::string_view bytes, Span place);
  /// A word in the place of "${{ inputs.x }}", "$(VAR)" and the like.
  void append_unknown(Span place);
  /// Bytes [begin, end) of another text.
  void append_part(const MappedText& from, std::size_t begin, std::size_t end);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// Where bytes [begin, end) stand in the file.
  [[nodiscard]] Span place(std::size_t begin, std::size_t end) const;
  /// Whether some of bytes [begin, end) are not known.
  [[nodiscard]] bool has_unknown(std::size_t begin, std::size_t end) const;

 private:
  enum class Kind : std::uint8_t { Plain, Other, Unknown };
  struct Stretch {
    std::uint32_t begin = 0;  ///< in the text
    Span place;               ///< in the file; for Plain byte by byte
    Kind kind = Kind::Plain;
  };

  void add(std::string_view bytes, Span place, Kind kind);
  [[nodiscard]] std::size_t stretch_at(std::size_t byte) const;
  [[nodiscard]] std::size_t end_of(std::size_t stretch) const;

  std::string text_;
  std::vector<Stretch> stretches_;
};

}  // namespace credlint
