// SPDX-License-Identifier: MIT
#include "parsers/deadline.h"

#include <ctime>

namespace credlint {

std::chrono::nanoseconds thread_time() {
  std::timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);  // NOLINT: POSIX
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace credlint
