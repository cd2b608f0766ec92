// SPDX-License-Identifier: MIT
#include "cli/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

namespace credlint {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kFirst{1000};
constexpr std::chrono::milliseconds kEvery{100};
constexpr std::string_view kWipe = "\r\x1b[K";

bool is_terminal() {
  const char* term = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && term != nullptr && std::string_view(term) != "dumb";
}

std::string time_left(double done, double total, double seconds) {
  const auto left = static_cast<long>(seconds * (total - done) / done);
  return left < 60 ? fmt::format("{} s left", left) : fmt::format("{} min left", (left + 59) / 60);
}

std::string text_of(const Progress& progress, double seconds) {
  const std::uint64_t files = progress.files;
  const std::uint64_t total = progress.total;
  const double megabytes = static_cast<double>(progress.bytes) / 1e6;
  std::string text =
      total > 0 ? fmt::format("{} of {} files", files, total) : fmt::format("{} files", files);
  text += fmt::format(", {:.0f} MB/s, {} with something about AWS", megabytes / seconds,
                      progress.kept.load());
  if (files > 0 && total > files)
    text += ", " + time_left(static_cast<double>(files), static_cast<double>(total), seconds);
  return text;
}

void show(std::string_view text) {
  // Where the terminal is gone, the run goes on.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

void run(const std::stop_token& stop, const Progress& progress) {
  const Clock::time_point start = Clock::now();
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  const auto pause = [&](std::chrono::milliseconds time) {
    wake.wait_for(lock, stop, time, [] { return false; });
  };
  pause(kFirst);
  const bool shown = !stop.stop_requested();
  while (!stop.stop_requested()) {
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    show(fmt::format("{}credlint: {}", kWipe, text_of(progress, seconds)));
    pause(kEvery);
  }
  if (shown) show(kWipe);
}

}  // namespace

ProgressLine::ProgressLine(const Progress& progress, Wanted wanted) {
  if (wanted == Wanted::No || !is_terminal()) return;
  thread_ = std::jthread([&progress](const std::stop_token& stop) { run(stop, progress); });
}

}  // namespace credlint
