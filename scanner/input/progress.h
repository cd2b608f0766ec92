// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace credlint {

/// How far a run is, and whether it should go on: written and read by several threads.
struct Progress {
  std::atomic<std::uint64_t> files = 0;  ///< read so far
  std::atomic<std::uint64_t> bytes = 0;  ///< in them
  std::atomic<std::uint64_t> kept = 0;   ///< of them, those that parsers looked at
  std::atomic<std::uint64_t> total = 0;  ///< files to read; 0 while that is not known
  /// Set when the user wants no more: what was read so far is judged, the rest is left out.
  std::atomic<bool> stop = false;

  [[nodiscard]] bool stopped() const { return stop.load(std::memory_order_relaxed); }
};

}  // namespace credlint
