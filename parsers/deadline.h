// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>

namespace credlint {

/// Until when the patterns and parsers may work on a file, in processor time of the thread: what is
/// found must not depend on what else the machine is doing.
using Deadline = std::chrono::nanoseconds;

/// The processor time that the calling thread has taken.
std::chrono::nanoseconds thread_time();

/// For a text of that size, from now on.
Deadline deadline_for(std::size_t bytes);

/// Some milliseconds late at most.
bool is_over(Deadline deadline);

}  // namespace credlint
