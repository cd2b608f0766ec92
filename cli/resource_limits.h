// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace credlint {

/// Large blocks of memory go back to the system once they are free.
void give_large_blocks_back();

/// From here on a failed allocation, in any thread, ends the process with a message and kUsage.
void say_when_memory_runs_out();

/// Why the process cannot work under its limits; empty where it can.
std::string complaint_about_limits();

}  // namespace credlint
