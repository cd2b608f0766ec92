// SPDX-License-Identifier: MIT
#include "scanner/core/random_text.h"

#include "scanner/core/words.h"

namespace credlint {
Mixture mixture_of(std::string_view text) {
  Mixture mixture;
  mixture.size = text.size();
  char previous = 0;
  std::size_t length = 0;  // of the present stretch of one kind
  for (const char c : text) {
    const char kind = is_lower(c) ? 'a' : is_upper(c) ? 'A' : is_digit(c) ? '1' : '\0';
    if (kind == 0) continue;  // separators join words: paths stay readable
    mixture.lower |= kind == 'a';
    mixture.upper |= kind == 'A';
    mixture.digit |= kind == '1';
    const bool changed = previous != 0 && kind != previous;
    const bool word_start = previous == 'A' && kind == 'a' && length == 1;
    if (changed && !word_start) ++mixture.changes;
    length = changed ? 1 : length + 1;
    previous = kind;
  }
  return mixture;
}

// The bound: "awsSecretKey" has 17 %; of random texts of 20 characters, one in 140 has less.
bool may_be_secret_piece(std::string_view run) {
  const Mixture mixture = mixture_of(run);
  const bool mixed = mixture.lower && (mixture.upper || mixture.digit);
  return run.size() >= kShortestSecretPiece && mixed && mixture.changes_at_least(20);
}

}  // namespace credlint
