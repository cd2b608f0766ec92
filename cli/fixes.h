// SPDX-License-Identifier: MIT
// check --fix and --fix-diff.
#pragma once

#include <set>
#include <string>

#include "cli/check_plan.h"
#include "scanner/core/result.h"
#include "scanner/engine/fix_files.h"

namespace credlint {

/// Whether the flags can be about fixes: of files on disk alone.
Status check_fix_flags(const CheckFlags& flags);

/// All fixes for what a run would report, made in memory.
Result<FixRun> make_fixes(const Setup& setup, const CheckFlags& flags);

/// Writes what was made. A file that cannot be written safely goes to FixRun::left. Nothing is
/// written outside of the folders that the run is about, whatever links say.
void write_fixes(FixRun& run, const Setup& setup);

/// The same as a unified diff. Credentials in it are masked, so that it is for reading only where
/// it shows any.
std::string fix_diff(const FixRun& run, const Setup& setup);

/// What is said of it: a line for each file that was left, and how much was done.
std::string fixes_text(const FixRun& run, bool written);

/// "2 can be fixed with --fix, 1 more with --unsafe-fixes"; empty when there are none. `unfixable`
/// are files that could not be changed.
std::string fixable_text(const CheckResult& checked, const std::set<std::string>& unfixable);

}  // namespace credlint
