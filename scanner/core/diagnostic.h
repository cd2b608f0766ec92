// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace credlint {

/// Trouble of the tool itself: something that was asked for could not be read or understood. Never
/// a finding; it changes the exit code and stands in every report.
struct Diagnostic {
  std::string path;
  std::uint32_t line = 0;  ///< 1-based; 0 when it concerns the file as a whole
  std::string message;
  auto operator<=>(const Diagnostic&) const = default;
};

}  // namespace credlint
