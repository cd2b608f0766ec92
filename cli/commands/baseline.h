// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// Creates, updates, prunes or shows a baseline; returns the exit code.
int run_baseline(const BaselineFlags& flags, const Output& output);

}  // namespace credlint
