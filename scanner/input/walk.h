// SPDX-License-Identifier: MIT
#pragma once

#include "scanner/input/read_files.h"
#include "scanner/input/roots.h"

namespace credlint {

/// Reads all that `roots` stand for, with `workers` threads (the calling one among them).
ReadSummary walk(const Roots& roots, const ReadOptions& options, const Visit& visit,
                 unsigned workers);

}  // namespace credlint
