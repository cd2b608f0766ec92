// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace credlint {

/// How a text changes between lower case, upper case and digits, the one capital at the start of a
/// word not counted. Words seldom do; of random base64, every second character does.
struct Mixture {
  std::size_t size = 0;  ///< of the text
  std::size_t changes = 0;
  bool lower = false, upper = false, digit = false;

  [[nodiscard]] bool changes_at_least(std::size_t percent) const {
    return changes * 100 >= size * percent;
  }
};
Mixture mixture_of(std::string_view text);

/// A character of base64's alphabet, padding aside.
inline bool is_base64_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '/' && c <= '9') || c == '+';
}

/// The shortest piece of a secret that is worth hiding, in characters.
inline constexpr std::size_t kShortestSecretPiece = 8;

/// Whether a run of base64 characters may be a piece of a secret or token rather than words:
/// "kT9vXq2L" is, "prod/secretAccessKey" is not. For places where a secret is expected.
bool may_be_secret_piece(std::string_view run);

/// Calls `visit(begin, end)` for each longest run of at least `shortest` such characters.
template <typename Predicate, typename Visit>
void for_each_run(std::string_view text, std::size_t shortest, Predicate belongs, Visit visit) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && belongs(text[end])) ++end;
    if (end - begin >= shortest) visit(begin, end);
    begin = end + 1;
  }
}

}  // namespace credlint
