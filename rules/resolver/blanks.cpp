// SPDX-License-Identifier: MIT
#include "rules/resolver/blanks.h"

#include <algorithm>

#include "scanner/core/unicode.h"

namespace credlint::resolver {
namespace {

/// White space for Python's str.strip() and for JavaScript's String.trim().
bool is_unicode_blank(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

/// Length of the blank at `at`, or 0.
std::size_t blank_at(std::string_view text, std::size_t at, Blanks blanks) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (blanks == Blanks::Ascii || byte < 0x80) {
    const bool blank = is_blank(text[at]) || text[at] == '\r' ||
                       (blanks == Blanks::Unicode && is_unicode_blank(byte));
    return blank ? 1 : 0;
  }
  const DecodedCharacter character = decode_utf8(text, at);
  return character.valid && is_unicode_blank(character.code_point) ? character.length : 0;
}

std::size_t trailing_blanks(std::string_view text, Blanks blanks) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t begin = end - 1;
    const std::size_t first = end >= 4 ? end - 4 : 0;
    while (begin > first && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    const std::size_t length = blank_at(text, begin, blanks);
    if (length == 0 || begin + length != end) break;
    end = begin;
  }
  return text.size() - end;
}

}  // namespace

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::size_t leading_blanks(std::string_view text, Blanks blanks) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = blank_at(text, at, blanks);
    if (length == 0) break;
    at += length;
  }
  return at;
}

std::string_view trim_blanks(std::string_view text, Blanks blanks) {
  text.remove_prefix(leading_blanks(text, blanks));
  text.remove_suffix(trailing_blanks(text, blanks));
  return text;
}

}  // namespace credlint::resolver
