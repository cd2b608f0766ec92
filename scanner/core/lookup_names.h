// SPDX-License-Identifier: MIT
// "${ENV:AWS_REGION}": where a value is looked up, and no variable with a default.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace credlint {

/// Whether `name`, before a colon, says where to look: of Trino, Flink, Log4j, .NET.
inline bool names_lookup(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames = {"ENV",     "FILE",  "SYS",   "SSM",
                                                      "SECRETS", "VAULT", "SECRET"};
  return std::ranges::find(kNames, name) != kNames.end();
}

}  // namespace credlint
