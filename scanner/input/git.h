// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scanner/core/file_record.h"

namespace credlint {

/// Which of the paths are in git's index: one entry for each path. Unknown where there is no work
/// tree, no git, or git refuses (for example because the work tree belongs to somebody else).
std::map<std::string, Tracking> tracking_of(const std::vector<std::string>& paths);

}  // namespace credlint
