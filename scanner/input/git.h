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

/// Whether what git opens first in a work tree are files: it would wait for the writer of a FIFO.
bool may_ask_git(const std::string& work_tree);

}  // namespace credlint
