// SPDX-License-Identifier: MIT
#include "rules/views/file_matches.h"

namespace credlint {

FileMatches::FileMatches(const FactStore& facts) {
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    first_.try_emplace({match.at.file, match.pattern}, &match);
    anywhere_.try_emplace(match.pattern, &match);
  }
}

const PatternMatch* FileMatches::first(FileId file, std::string_view pattern) const {
  const auto found = first_.find({file, pattern});
  return found == first_.end() ? nullptr : found->second;
}

const PatternMatch* FileMatches::anywhere(std::string_view pattern) const {
  const auto found = anywhere_.find(pattern);
  return found == anywhere_.end() ? nullptr : found->second;
}

}  // namespace credlint
