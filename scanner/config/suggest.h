// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace credlint {

/// "; did you mean 'x'?" or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// "unknown word 'x'; did you mean 'y'?", or what there is where that is not too much.
std::string unknown_word(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace credlint
