// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace credlint {

/// What a setting's name, or its place in a data file, says that its value is.
enum class Meaning : std::uint8_t {
  KeyId,
  Secret,
  Token,
  LegacyToken,
  Expiry,
  Profile,
  Region,
  RoleArn,
  Endpoint,
  Other
};

}  // namespace credlint
