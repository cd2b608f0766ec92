// SPDX-License-Identifier: MIT
#include "scanner/config/suggest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scanner/core/words.h"

namespace credlint {

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  // Two edits leave nothing of a word of three letters.
  constexpr std::size_t kShort = 3;
  const std::string_view best = nearest(word, candidates, word.size() <= kShort ? 1 : 2);
  return best.empty() ? std::string() : fmt::format("; did you mean '{}'?", best);
}

std::string unknown_word(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kFew = 20;
  const std::string hint = did_you_mean(word, candidates);
  if (hint.empty() && candidates.size() <= kFew)
    return fmt::format("'{}' is none of {}", word, fmt::join(candidates, ", "));
  return fmt::format("unknown word '{}'{}", word, hint);
}

}  // namespace credlint
