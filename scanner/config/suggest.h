// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace credlint {

/// The candidate that is at most two edits (insert, delete, replace, swap of neighbours) away, the
/// nearest and then the first; empty when there is none.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// "; did you mean 'x'?" or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace credlint
