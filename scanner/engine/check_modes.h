// SPDX-License-Identifier: MIT
// check(), for what is not simply all files below some paths.
#pragma once

#include "scanner/engine/pipeline.h"

namespace credlint {

/// Judges the named files. Where their facts meet those of other files, the rest of the work tree
/// around the working directory is read, too; nothing is said of it.
Result<CheckResult> check_with_context(const Catalog& catalog, const RunOptions& options);

/// Judges the files that are staged, as the index has them. Where their facts meet those of other
/// files, the rest of the index is read, too, and findings there count that the change brings.
Result<CheckResult> check_staged(const Catalog& catalog, const RunOptions& options);

/// Judges the work tree, or the tree that a range "A..B" ends at, and keeps what a change since
/// `revision` brings: findings on added lines, and findings elsewhere that were not there before.
/// "A...B" begins where A and B parted.
Result<CheckResult> check_diff(const Catalog& catalog, const RunOptions& options);

/// Judges the tree where the history ends, and every other content that it brought for what stays
/// exposed. Says of each finding which commit brought it in.
Result<CheckResult> check_history(const Catalog& catalog, const RunOptions& options);

}  // namespace credlint
