// SPDX-License-Identifier: MIT
#include "rules/anatomy/value_errors.h"

#include <algorithm>

#include "scanner/core/words.h"

namespace credlint {

std::string_view error_of_damaged(Meaning meaning) {
  switch (meaning) {
    case Meaning::KeyId:
    case Meaning::Token:
    case Meaning::LegacyToken:
      return "InvalidClientTokenId";
    case Meaning::Secret:
      return "SignatureDoesNotMatch";
    case Meaning::Region:
      return "InvalidRegionError";
    case Meaning::Profile:
      return "ProfileNotFound";
    case Meaning::RoleArn:
      return "ValidationError";
    case Meaning::Expiry:
    case Meaning::Endpoint:
    case Meaning::Other:
      break;
  }
  return {};
}

bool is_host_label(std::string_view text) {
  const auto inner = [](char c) { return is_letter_or_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), inner);
}

}  // namespace credlint
