// SPDX-License-Identifier: MIT
// Whether the clock that requests are signed by can be right, as far as this machine tells: AWS
// refuses signatures that are more than five minutes off. Nothing is asked over a network.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"

namespace credlint {

/// What the kernel says of its clock.
struct KernelClock {
  bool synchronised = false;
  std::chrono::microseconds estimated_error{0};
};

/// adjtimex(2) without changing anything; nothing where the kernel does not tell.
std::optional<KernelClock> kernel_clock();

/// A time service that runs, and the servers that its files name: "169.254.169.123 (Amazon Time
/// Sync)".
struct TimeService {
  std::string name;
  std::vector<std::string> sources;
};

/// Something that was made before now, if the clock is right.
struct Witness {
  std::string what;  ///< "the session token"
  std::chrono::sys_seconds made;
};

/// Where the clock is looked at; a test puts folders and values of its own here.
struct ClockPlace {
  std::string root;  ///< before /proc, /etc, …; empty for the machine itself
  std::optional<KernelClock> kernel;
  std::chrono::sys_seconds now;
  std::chrono::seconds zone{0};  ///< of local time, east of UTC
  std::vector<Witness> witnesses;
};

struct ClockReport {
  std::optional<KernelClock> kernel;
  std::vector<TimeService> services;
  std::string host;  ///< "container", "wsl", or empty
  bool hardware_clock_is_local = false;
  /// How far the clock is behind at least, by the witness that shows most; zero when none does.
  std::chrono::seconds behind{0};
  std::chrono::seconds zone{0};    ///< of local time, east of UTC
  std::string summary;             ///< one line
  std::vector<std::string> hints;  ///< what else is to be known, and what to do
};

ClockReport look_at_clock(const Catalog& catalog, const ClockPlace& place);

/// This machine: its kernel, time zone and files, the last time that its time service has written,
/// and the newest commit of the repository in the working directory.
ClockPlace clock_here(std::chrono::sys_seconds now);

/// A difference of two clocks that is the offset of the time zone, give or take five minutes: local
/// time was taken for UTC. Not for a zone that is UTC itself.
bool is_zone_offset(std::chrono::seconds difference, std::chrono::seconds zone);

/// "+02:00".
std::string zone_text(std::chrono::seconds zone);

}  // namespace credlint
