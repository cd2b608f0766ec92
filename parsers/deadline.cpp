// SPDX-License-Identifier: MIT
#include "parsers/deadline.h"

#include <ctime>

#include "scanner/core/limits.h"

namespace credlint {

std::chrono::nanoseconds thread_time() {
  std::timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);  // NOLINT: POSIX
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

bool is_over(Deadline deadline) {
#ifdef CLOCK_MONOTONIC_COARSE
  // To ask for processor time is a system call. This clock ticks every few milliseconds and costs
  // nearly nothing.
  thread_local std::time_t seconds = 0;
  thread_local long tick = -1;
  thread_local std::chrono::nanoseconds taken{};
  std::timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);  // NOLINT: POSIX
  if (now.tv_nsec != tick || now.tv_sec != seconds) {
    tick = now.tv_nsec;
    seconds = now.tv_sec;
    taken = thread_time();
  }
  return taken > deadline;
#else
  return thread_time() > deadline;
#endif
}

Deadline deadline_for(std::size_t bytes) {
  const std::size_t shares = 1 + bytes / limits::kParseMoreTimeBytes;
  return thread_time() + std::chrono::microseconds(limits::kParseMicroseconds * shares);
}

}  // namespace credlint
