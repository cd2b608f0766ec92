// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/location.h"

namespace credlint {

/// A named group that took part in a match. The name lives as long as its Matcher.
struct Capture {
  std::string_view name;
  Span span;
};

/// One match of a pattern.
struct PatternHit {
  std::uint32_t pattern = 0;  ///< index into Catalog::patterns
  Span span;
  std::vector<Capture> captures;  ///< in the order of the groups in the pattern

  /// The group of that name, or nullptr.
  [[nodiscard]] const Capture* capture(std::string_view name) const&;
  const Capture* capture(std::string_view name) const&& = delete;
};

/// Finds where patterns match and what they capture. Each pattern is compiled when it is first
/// needed. Safe to share between threads. The catalog's rows must outlive it.
class Matcher {
 public:
  /// Matches of one pattern that are told per text.
  static constexpr std::size_t kMaxHits = 20'000;

  explicit Matcher(const Catalog& catalog);
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  /// Tells all matches from left to right, none overlapping in what it captured. False when the
  /// limit stopped it early.
  bool find(std::uint32_t pattern, std::string_view text,
            const std::function<void(const PatternHit&)>& sink) const;
  /// Of the patterns that are looked for in every file that is parsed (matches and ignores without
  /// an anchor) those that match somewhere, or more where that takes too much memory to tell. One
  /// pass over the text, whatever their number.
  [[nodiscard]] std::vector<std::uint32_t> everywhere(std::string_view text) const;

 private:
  struct Compiled;
  struct Everywhere;
  std::unique_ptr<Compiled[]> compiled_;
  std::unique_ptr<Everywhere> everywhere_;
  std::size_t count_ = 0;
};

}  // namespace credlint
