// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// Prints a rule's page; returns the exit code.
int run_explain(const ExplainFlags& flags, const Output& output);

}  // namespace credlint
