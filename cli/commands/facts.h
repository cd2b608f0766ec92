// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// Prints the facts of the files, redacted; returns the exit code.
int run_facts(const FactsFlags& flags, const Output& output);

}  // namespace credlint
