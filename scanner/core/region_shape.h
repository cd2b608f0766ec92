// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "scanner/core/words.h"

namespace credlint {

/// "eu-west-1", and what is probably meant to be one: "us-east1", "EU_WEST_1", "eu-wset-1 ".
inline bool may_be_region(std::string_view text) {
  text = trim(text);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 6 || text.size() > 24 || !is_letter(text[0]) || !is_letter(text[1]))
    return false;
  std::size_t digits = 0;
  std::size_t separators = 0;
  for (const char c : text) {
    const bool separator = c == '-' || c == '_' || c == ' ';
    if (!separator && !is_letter(c) && !is_digit(c)) return false;
    digits += is_digit(c) ? 1U : 0U;
    separators += separator ? 1U : 0U;
  }
  const bool ends = is_digit(text.back()) || is_digit(text[text.size() - 2]);
  return digits > 0 && digits <= 2 && ends && separators > 0 && separators <= 4;
}

}  // namespace credlint
