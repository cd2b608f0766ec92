// SPDX-License-Identifier: MIT
#include "cli/resource_limits.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <new>
#include <string_view>

#include "cli/flags.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace credlint {
namespace {

constexpr rlim_t kLeastStackBytes = 1U << 20U;

[[noreturn]] void out_of_memory() {
  constexpr std::string_view kMessage = "credlint: out of memory\n";
  // Nothing else can be done than to say it, so a failure to say it changes nothing.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kMessage.data(), kMessage.size());
  ::_exit(kUsage);
}

}  // namespace

void give_large_blocks_back() {
#ifdef __GLIBC__
  // Else the bound rises with what was given back, and lists of facts stay in memory for good.
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}

void say_when_memory_runs_out() { std::set_new_handler(out_of_memory); }

std::string complaint_about_limits() {
  rlimit stack{};
  const bool known = ::getrlimit(RLIMIT_STACK, &stack) == 0;
  if (!known || stack.rlim_cur == RLIM_INFINITY || stack.rlim_cur >= kLeastStackBytes) return {};
  return fmt::format("the stack is limited to {} kB, {} kB are needed (ulimit -s)",
                     stack.rlim_cur >> 10U, kLeastStackBytes >> 10U);
}

}  // namespace credlint
