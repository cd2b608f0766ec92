// SPDX-License-Identifier: MIT
// Programs that are run beside this one. There is no shell between them.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/result.h"
#include "scanner/input/descriptor.h"
#include "scanner/input/progress.h"

namespace credlint {

/// The program of that name in the first absolute folder of PATH that has one to run.
std::optional<std::string> find_program(std::string_view name);

/// Whether something is written to a program's standard input, or it has none.
enum class ChildInput : bool { None, Pipe };

/// A program that runs. Its output and error are not waited for when they are read.
struct Child {
  pid_t id = -1;
  Descriptor input;  ///< invalid without ChildInput::Pipe
  Descriptor output;
  Descriptor error;
};

/// Starts `command`, of which the first is the program's path, with that environment and no other.
/// It gets a process group of its own, so that it does not hear the terminal's Ctrl-C: whoever
/// started it ends it.
Result<Child> start_child(std::vector<std::string> command, std::vector<std::string> environment,
                          ChildInput input);

/// A program that is run to its end, within bounds.
struct ChildRun {
  std::vector<std::string> command;
  std::vector<std::string> environment;
  std::string input;
  std::chrono::steady_clock::time_point deadline;
  std::size_t max_output = 1U << 20U;
  const Progress* progress = nullptr;  ///< its stop ends the program; may be nullptr
};

struct ChildOutcome {
  enum class End : std::uint8_t {
    Exited,
    TooLong,  ///< more output than allowed
    TooLate,  ///< still running at the deadline
    Stopped,  ///< the user wants no more
  };
  End end = End::Exited;
  int exit_code = -1;  ///< Exited; 128 and the signal's number for one that was killed
  std::string output;
  std::string said;  ///< on standard error, its first 4 kB
};

/// Runs a program. An error when it cannot be started; one that does not end as it should is killed
/// with all that it started in its group.
Result<ChildOutcome> run_child(ChildRun run);

}  // namespace credlint
