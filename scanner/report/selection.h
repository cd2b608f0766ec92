// SPDX-License-Identifier: MIT
// Which findings a format shows, and in which order.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/report/report.h"

namespace credlint {

/// Indices of the findings that are not suppressed, in their order.
std::vector<std::size_t> open_findings(const std::vector<Finding>& findings);

/// The same, the gravest first; in their order where they are alike.
std::vector<std::size_t> gravest_first(const std::vector<Finding>& findings);

/// How many there are that are not suppressed, by severity, and that are, in the source or because
/// a baseline holds them.
struct FindingCounts {
  std::array<std::size_t, 3> by_severity{};
  std::size_t suppressed = 0;   ///< by comments or the configuration
  std::size_t in_baseline = 0;  ///< accepted there
  [[nodiscard]] std::size_t of(Severity severity) const {
    return by_severity[static_cast<std::size_t>(severity)];
  }
};
FindingCounts count_findings(const std::vector<Finding>& findings);

/// "1 file", "2 files".
std::string counted(std::size_t count, std::string_view noun);
/// "3 errors, 1 warning"; "no findings".
std::string counts_in_words(const FindingCounts& counts);

}  // namespace credlint
