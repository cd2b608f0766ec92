// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// Lints. Writes the reports and the summary line; returns the exit code.
int run_check(const CheckFlags& flags, const Output& output);

}  // namespace credlint
