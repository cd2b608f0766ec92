// SPDX-License-Identifier: MIT
// What `check` does about findings that were accepted.
#pragma once

#include <string>

#include "cli/baseline_watch.h"
#include "cli/flags.h"
#include "scanner/core/result.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// Reads the baseline that flags and configuration ask for, and what else they say of suppressions.
Status take_suppressions(const CheckFlags& flags, RunOptions& options);

/// "3 entries of .credlint-baseline match nothing any more (credlint baseline prune)". Empty when
/// there are none, and where flags or modes made the run look at less than it would otherwise.
std::string stale_note(const CheckFlags& flags, const RunOptions& options,
                       const BaselineWatch& watch, const CheckResult& result);

}  // namespace credlint
