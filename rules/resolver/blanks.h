// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "rules/resolver/dialect.h"

namespace credlint::resolver {

/// Length in bytes of the white space at the beginning of the text.
std::size_t leading_blanks(std::string_view text, Blanks blanks);
/// The text without white space at both ends.
std::string_view trim_blanks(std::string_view text, Blanks blanks);
/// True for space and tab.
bool is_blank(char c);

}  // namespace credlint::resolver
