// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "cli/flags.h"
#include "scanner/core/result.h"

namespace credlint {

/// Where a command writes. Results go to standard output, everything else to standard error.
class Output {
 public:
  /// Looks at the terminal and at the variables by which it, or its user, says what it can do.
  explicit Output(ColorChoice choice);

  /// Whether text on standard output is to be coloured.
  [[nodiscard]] bool color() const { return color_; }

  /// Whether standard output is a terminal that is known to make links of what is marked as such.
  [[nodiscard]] bool hyperlinks() const { return hyperlinks_; }

  /// Writes a result. A reader that went away is no error: it has seen what it wanted.
  [[nodiscard]] Status write(std::string_view text) const;
  /// Writes a line to standard error.
  void note(std::string_view text) const;
  /// Writes "credlint: …" to standard error; returns the exit code for it.
  [[nodiscard]] ExitCode fail(std::string_view what) const;

 private:
  bool color_ = false;
  bool hyperlinks_ = false;
};

}  // namespace credlint
