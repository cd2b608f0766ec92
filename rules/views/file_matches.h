// SPDX-License-Identifier: MIT
// What files are about, by the patterns of rulesets/patterns/context.toml that matched in them.
#pragma once

#include <map>
#include <string_view>
#include <utility>

#include "scanner/core/fact_store.h"

namespace credlint {

class FileMatches {
 public:
  explicit FileMatches(const FactStore& facts);

  /// The first match of the pattern in that file, or nullptr.
  [[nodiscard]] const PatternMatch* first(FileId file, std::string_view pattern) const;
  [[nodiscard]] bool in(FileId file, std::string_view pattern) const {
    return first(file, pattern) != nullptr;
  }
  /// The first match of the pattern in any file, or nullptr.
  [[nodiscard]] const PatternMatch* anywhere(std::string_view pattern) const;
  [[nodiscard]] bool in_file_of(const Fact& fact, std::string_view pattern) const {
    return in(fact.at.file, pattern);
  }

 private:
  std::map<std::pair<FileId, std::string_view>, const PatternMatch*> first_;
  std::map<std::string_view, const PatternMatch*> anywhere_;
};

}  // namespace credlint
