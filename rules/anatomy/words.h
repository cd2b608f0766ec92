// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "scanner/core/words.h"  // part of what this header gives

namespace credlint {

bool all_of_class(std::string_view text, bool (*predicate)(char));
bool is_base64_character(char c);  ///< [A-Za-z0-9+/]
bool is_hex_digit(char c);
/// Shannon entropy in bits per character.
double entropy(std::string_view text);

}  // namespace credlint
