// SPDX-License-Identifier: MIT
#include "scanner/suppress/encode_text.h"

#include <cstdint>

#include "scanner/core/unicode.h"

namespace credlint {
namespace {

void append_unit(std::string& out, std::uint32_t unit, Encoding encoding) {
  const char high = static_cast<char>((unit >> 8U) & 0xFFU);
  const char low = static_cast<char>(unit & 0xFFU);
  out += encoding == Encoding::Utf16Le ? low : high;
  out += encoding == Encoding::Utf16Le ? high : low;
}

void append_utf16(std::string& out, char32_t code_point, Encoding encoding) {
  constexpr char32_t kFirstPair = 0x10000;
  if (code_point < kFirstPair) return append_unit(out, code_point, encoding);
  const std::uint32_t rest = code_point - kFirstPair;
  append_unit(out, 0xD800U + (rest >> 10U), encoding);
  append_unit(out, 0xDC00U + (rest & 0x3FFU), encoding);
}

}  // namespace

std::string encode_text(std::string_view text, Encoding encoding, bool has_bom) {
  constexpr char32_t kMark = 0xFEFF;
  std::string out;
  if (encoding == Encoding::Utf8) {
    if (has_bom) append_utf8(out, kMark);
    return out.append(text);
  }
  if (has_bom) append_utf16(out, kMark, encoding);
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    append_utf16(out, character.code_point, encoding);
    at += character.length;
  }
  return out;
}

}  // namespace credlint
