// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "scanner/core/catalog.h"
#include "scanner/core/result.h"

namespace credlint {

struct RulesetStorage;

/// An error that names the first file that is missing from a folder of rulesets: without it, what
/// rests on it would be silent.
Status check_complete(const std::string& dir);

/// A rulesets folder, read and checked. Owns every string that its catalog views; moving it keeps
/// those views valid.
class Ruleset {
 public:
  /// Reads all files below `dir`. The error names file:line:column, what is wrong there and, for a
  /// misspelt word, the nearest right one. Files and rows keep a fixed order: files by path, rows
  /// as written. `rules` are the ids that tables may name; without them any are taken.
  static Result<Ruleset> load(const std::string& dir, std::span<const std::string_view> rules = {});

  Ruleset(Ruleset&&) noexcept;
  Ruleset& operator=(Ruleset&&) noexcept;
  ~Ruleset();

  /// Views into this object.
  [[nodiscard]] const Catalog& catalog() const&;
  const Catalog& catalog() const&& = delete;

 private:
  explicit Ruleset(std::unique_ptr<RulesetStorage> storage);
  std::unique_ptr<RulesetStorage> storage_;
};

}  // namespace credlint
