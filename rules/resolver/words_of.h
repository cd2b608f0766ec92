// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace credlint::resolver {

/// The words of a row of a table: what stands between blanks and line ends.
std::vector<std::string_view> words_of(std::string_view row);

}  // namespace credlint::resolver
