// SPDX-License-Identifier: MIT
#pragma once

#include <thread>

#include "scanner/input/progress.h"

namespace credlint {

/// While it lives, a line on standard error tells how far a run is: from one second on, and only on
/// a terminal. It wipes the line at its end.
class ProgressLine {
 public:
  enum class Wanted : bool { No, IfTerminal };
  ProgressLine(const Progress& progress, Wanted wanted);

 private:
  std::jthread thread_;
};

}  // namespace credlint
