// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace credlint {

/// Until when tree-sitter may work on a file, in processor time of the thread: what is found must
/// not depend on what else the machine is doing.
using Deadline = std::chrono::nanoseconds;

/// The processor time that the calling thread has taken.
std::chrono::nanoseconds thread_time();

/// What reading source code has cost.
struct CodeCost {
  std::uint64_t bytes = 0;          ///< given to tree-sitter
  std::chrono::nanoseconds time{};  ///< processor time of all threads: trees, queries, facts
};

inline bool is_over(Deadline deadline) { return thread_time() > deadline; }

}  // namespace credlint
