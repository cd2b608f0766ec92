// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace credlint {

/// What a condition asks about a value.
enum class Asks : std::uint8_t {
  Other,
  Empty,   ///< whether it is missing: !r, r == "", r is None, string.IsNullOrEmpty(r)
  Filled,  ///< whether there is one: r, r != "", isset($r)
};

constexpr Asks opposite(Asks asks) {
  return asks == Asks::Empty ? Asks::Filled : asks == Asks::Filled ? Asks::Empty : Asks::Other;
}

/// What `condition` asks about the expression written as `name`; Other where it asks of more, or in
/// words that are not known.
Asks asks_about(std::string_view condition, std::string_view name);

}  // namespace credlint
