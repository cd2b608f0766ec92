// SPDX-License-Identifier: MIT
// Fixes of pieces of a value. None holds more of the value than the piece that goes.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/core/fix.h"

namespace credlint {

/// A piece of a value, and what to put in its place.
struct PieceFix {
  std::size_t at = 0;  ///< in bytes from the value's start
  std::size_t size = 0;
  std::string_view after;
};

/// The fix of all pieces, which are in order. Nothing where there are none, or where the value does
/// not stand at the place as it is: quoted with escapes, taken from a constant, on several lines.
std::optional<Fix> fix_pieces(const Location& at, std::string_view value,
                              const std::vector<PieceFix>& pieces, std::string_view title);

/// Decodes what a URL escapes of base64: "%2F", "%2B", "%3D".
std::optional<Fix> percent_decoded(const Location& at, std::string_view value);
/// Takes away leading and trailing characters.
std::optional<Fix> cut_ends(const Location& at, std::string_view value, std::size_t leading,
                            std::size_t trailing, std::string_view title);

}  // namespace credlint
