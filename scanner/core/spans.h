// SPDX-License-Identifier: MIT
// Places within spans of one file, in the order of the file and apart from each other, as the
// matches of one pattern are.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "scanner/core/location.h"

namespace credlint {

/// The last of the spans that begins at or before an offset, or nullptr.
inline const Span* last_from(const std::vector<Span>& spans, std::uint32_t offset) {
  const auto after = std::ranges::upper_bound(spans, offset, {}, &Span::begin);
  return after == spans.begin() ? nullptr : &*std::prev(after);
}

/// True where one of the spans holds the whole other one.
inline bool hold(const std::vector<Span>& spans, Span inner) {
  const Span* span = last_from(spans, inner.begin);
  return span != nullptr && span->contains(inner);
}

}  // namespace credlint
