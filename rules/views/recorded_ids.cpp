// SPDX-License-Identifier: MIT
#include "rules/views/recorded_ids.h"

#include <algorithm>

namespace credlint {

RecordedIds::RecordedIds(const FactStore& facts) {
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    if (match.pattern == "key-id-in-record") begins_[match.at.file].push_back(match.at.span.begin);
  }
  for (auto& [file, begins] : begins_) std::sort(begins.begin(), begins.end());
}

bool RecordedIds::holds(const Location& at) const {
  constexpr std::uint32_t kLongestRecord = 2000;
  const auto file = begins_.find(at.file);
  if (file == begins_.end()) return false;
  const auto after = std::upper_bound(file->second.begin(), file->second.end(), at.span.begin);
  return after != file->second.begin() && at.span.begin - *std::prev(after) < kLongestRecord;
}

}  // namespace credlint
