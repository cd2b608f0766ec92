// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include "scanner/core/fact_store.h"

namespace credlint {

/// Shared files with the markers of an unfinished merge: what is doubled in them is the merge's
/// doing.
std::set<FileId> files_with_merge_markers(const FactStore& facts);

}  // namespace credlint
