// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/engine/pipeline.h"

namespace credlint {

/// What became of the entries of a baseline in a run.
enum class EntryFate : std::uint8_t {
  Matched,  ///< the finding is still there
  Stale,    ///< its file was read or is gone, and the finding is no more
  Unknown,  ///< the run did not look there
};

/// Sees to a run's baseline: that it is not linted itself, and which of its entries the run could
/// have found. Must outlive the run.
class BaselineWatch {
 public:
  /// Adds its say to options.read.wanted.
  explicit BaselineWatch(RunOptions& options);
  BaselineWatch(const BaselineWatch&) = delete;
  BaselineWatch& operator=(const BaselineWatch&) = delete;

  /// For each entry of options.baseline, in order, once the run is over.
  [[nodiscard]] std::vector<EntryFate> fates(const CheckResult& result) const;

 private:
  [[nodiscard]] bool wants(std::string_view path) const;
  void expect(std::size_t entry);
  [[nodiscard]] bool was_covered(std::size_t entry, const CheckResult& result) const;

  const RunOptions& options_;
  bool whole_ = false;                                  ///< the run covers the baseline's folder
  std::unordered_map<std::string, std::string> roots_;  ///< real path → as shown
  /// Paths as the run shows them, of entries that lie below a root.
  std::unordered_map<std::string, std::size_t> expected_;
  std::vector<const std::string*> shown_;      ///< of each entry; null: not below a root
  std::unique_ptr<std::atomic<bool>[]> seen_;  ///< of each expected path
};

}  // namespace credlint
