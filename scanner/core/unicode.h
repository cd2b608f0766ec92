// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace credlint {

inline constexpr char32_t kReplacement = 0xFFFD;

/// What stands at one place of a UTF-8 text.
struct DecodedCharacter {
  char32_t code_point = kReplacement;
  /// Bytes taken, at least 1. For an invalid sequence: the bytes that decoders replace by one
  /// U+FFFD.
  std::size_t length = 1;
  bool valid = false;
};

/// Decodes the character at `at`, which must be inside `text`.
DecodedCharacter decode_utf8(std::string_view text, std::size_t at);

/// Appends a code point as UTF-8; U+FFFD for halves of surrogate pairs and what is beyond Unicode.
void append_utf8(std::string& out, char32_t code_point);

/// True for what changes or hides text when printed: control characters, line separators, marks
/// that turn the writing direction, and characters without width that are no combining marks.
bool is_unprintable(char32_t code_point);

/// Columns that a terminal gives to a printable character: 0 for combining marks, 2 for wide ones.
int display_width(char32_t code_point);

/// Valid UTF-8 on one line and safe for a terminal: tabs and line ends become spaces, other
/// unprintable characters and invalid bytes U+FFFD.
std::string printable(std::string_view text);

}  // namespace credlint
