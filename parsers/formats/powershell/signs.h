// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace credlint::powershell {

/// A character that means something. PowerShell takes typographic quotes and dashes for straight
/// ones.
struct Sign {
  std::string_view bytes;
  char meaning;
};
/// The one at the beginning of the text.
Sign sign_at(std::string_view text);

/// What a string between double quotes stands for: `n, "", `" resolved.
std::string unescape(std::string_view content, bool raw, char quote);

/// The bytes of a dash, straight or typographic, at the beginning of the text; 0 for none.
std::size_t dash_at_begin(std::string_view text);

}  // namespace credlint::powershell
