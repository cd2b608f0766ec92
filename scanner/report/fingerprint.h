// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "scanner/report/report.h"

namespace credlint {

/// Name of the fingerprint; it changes whenever the way it is computed does.
inline constexpr char kFingerprintName[] = "credlint/v1";

/// For each finding, in order, 32 hex digits that stay the same when lines are added above: made
/// from the rule, the path, the masked line and how often these three came before.
std::vector<std::string> finding_fingerprints(const ReportInput& input);

}  // namespace credlint
