// SPDX-License-Identifier: MIT
#pragma once

#include "scanner/input/progress.h"

namespace credlint {

/// Lets Ctrl-C and SIGTERM end reading, once: the second one ends the process. At most one object
/// lives at a time.
class Interruption {
 public:
  explicit Interruption(Progress& progress);
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  /// The exit code that shells expect of the signal that came (130, 143); 0 without one.
  [[nodiscard]] int exit_code() const;
};

}  // namespace credlint
