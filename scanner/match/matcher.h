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
  /// Asked from time to time whether to give up.
  using Stop = std::function<bool()>;

  explicit Matcher(const Catalog& catalog);
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  /// Tells all matches, or the first `most`, from left to right, none overlapping in what it
  /// captured. False when that limit, or `stop`, ended it early.
  bool find(std::uint32_t pattern, std::string_view text,
            const std::function<void(const PatternHit&)>& sink, const Stop& stop = {},
            std::size_t most = kMaxHits) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled[]> compiled_;
  std::size_t count_ = 0;
};

}  // namespace credlint
