// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "scanner/core/result.h"
#include "scanner/input/git_repository.h"

namespace credlint {

/// The files of an index, parted by whether their content needs to be asked of git.
struct IndexFiles {
  std::vector<TreeFile> on_disk;  ///< the work tree has them as when they were added
  std::vector<TreeFile> other;    ///< changed since, gone, or too young to tell
};

/// Parts the files of the index by size and times alone, as git itself does first: git is not made
/// to compare contents, since for that it runs the filters that a repository configures.
Result<IndexFiles> files_of_index_on_disk(const Repository& repository);

}  // namespace credlint
