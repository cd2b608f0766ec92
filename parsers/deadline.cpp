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

Deadline deadline_for(std::size_t bytes) {
  const std::size_t shares = 1 + bytes / limits::kParseMoreTimeBytes;
  return thread_time() + std::chrono::microseconds(limits::kParseMicroseconds * shares);
}

}  // namespace credlint
