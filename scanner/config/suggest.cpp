// SPDX-License-Identifier: MIT
#include "scanner/config/suggest.h"

#include <fmt/format.h>

#include "scanner/core/words.h"

namespace credlint {

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view best = nearest(word, candidates);
  return best.empty() ? std::string() : fmt::format("; did you mean '{}'?", best);
}

}  // namespace credlint
