// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace credlint {

/// Until when tree-sitter may work on a file, in processor time of the thread: what is found must
/// not depend on what else the machine is doing.
using Deadline = std::chrono::nanoseconds;

/// The processor time that the calling thread has taken.
std::chrono::nanoseconds thread_time();

inline bool is_over(Deadline deadline) { return thread_time() > deadline; }

}  // namespace credlint
