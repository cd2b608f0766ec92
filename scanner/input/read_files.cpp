// SPDX-License-Identifier: MIT
#include "scanner/input/read_files.h"

#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <iterator>
#include <thread>
#include <utility>

#include "scanner/input/walk.h"

namespace credlint {
namespace {

unsigned usable_cores() {
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof cores, &cores) == 0)
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&cores)));
  return std::max(1U, std::thread::hardware_concurrency());
}

// A worker holds a folder and a file open at the same time; the rest of the process needs some too.
unsigned workers_by_descriptors() {
  constexpr rlim_t kReserved = 16;
  constexpr rlim_t kPerWorker = 3;
  constexpr rlim_t kMost = 1024;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return kMost;
  if (limit.rlim_cur < kReserved + kPerWorker) return 1;
  return static_cast<unsigned>(std::min((limit.rlim_cur - kReserved) / kPerWorker, kMost));
}

}  // namespace

std::string display_path(std::string_view given) {
  while (given.starts_with("./")) {
    given.remove_prefix(2);
    given.remove_prefix(std::min(given.find_first_not_of('/'), given.size()));
  }
  while (given.size() > 1 && given.ends_with('/')) given.remove_suffix(1);
  while (given.size() > 2 && given.ends_with("/.")) given.remove_suffix(2);
  return given == "." ? std::string() : std::string(given);
}

void add_to(ReadSummary& sum, ReadSummary part) {
  sum.files += part.files;
  sum.bytes += part.bytes;
  sum.binary += part.binary;
  sum.utf32 += part.utf32;
  sum.ignored += part.ignored;
  sum.excluded += part.excluded;
  sum.unwanted += part.unwanted;
  sum.symlinks += part.symlinks;
  sum.not_regular += part.not_regular;
  sum.too_large += part.too_large;
  sum.unreadable += part.unreadable;
  std::move(part.diagnostics.begin(), part.diagnostics.end(), std::back_inserter(sum.diagnostics));
}

void note_read(const ReadOptions& options, std::size_t bytes) {
  if (options.progress == nullptr) return;
  options.progress->files.fetch_add(1, std::memory_order_relaxed);
  options.progress->bytes.fetch_add(bytes, std::memory_order_relaxed);
}

bool matters_in_utf32(const ReadOptions& options, std::string_view path) {
  return !options.may_hold_credentials || options.may_hold_credentials(path);
}

bool is_stopped(const ReadOptions& options) {
  return options.progress != nullptr && options.progress->stopped();
}

unsigned worker_count(const ReadOptions& options) {
  const unsigned wanted = options.workers == 0 ? usable_cores() : options.workers;
  return std::min(wanted, workers_by_descriptors());
}

Result<ReadSummary> read_files(const std::vector<std::string>& roots, const ReadOptions& options,
                               const Visit& visit) {
  if (roots.empty()) return Error{"no path to read"};
  CREDLINT_TRY(Roots sorted_out, sort_out_roots(roots));
  return walk(sorted_out, options, visit, worker_count(options));
}

}  // namespace credlint
