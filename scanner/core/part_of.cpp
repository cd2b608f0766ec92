// SPDX-License-Identifier: MIT
#include "scanner/core/part_of.h"

namespace credlint {

std::optional<PartKind> part_of(Meaning meaning) {
  switch (meaning) {
    case Meaning::KeyId:
      return PartKind::KeyId;
    case Meaning::Secret:
      return PartKind::Secret;
    case Meaning::Token:
    case Meaning::LegacyToken:
      return PartKind::Token;
    case Meaning::Expiry:
      return PartKind::Expiry;
    default:
      return std::nullopt;
  }
}

bool is_secret(Meaning meaning) {
  const std::optional<PartKind> part = part_of(meaning);
  return part == PartKind::Secret || part == PartKind::Token;
}

}  // namespace credlint
