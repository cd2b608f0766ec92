// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "scanner/core/result.h"

namespace credlint {

/// What `git -C work_tree ARGUMENTS…` writes to its output. An error when git is missing, fails, or
/// does not end in time.
///
/// Nothing that the repository configures is run: no hooks, file system monitor, pager, transport
/// or lazy fetch. No variable of git reaches it from the environment, git itself is only taken from
/// absolute folders of PATH, and there is no shell.
Result<std::string> run_git(const std::string& work_tree,
                            const std::vector<std::string>& arguments);

}  // namespace credlint
