// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// Prints the list of all rules; returns the exit code.
int run_rules(const RulesFlags& flags, const Output& output);

}  // namespace credlint
