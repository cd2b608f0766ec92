// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// Prints a rule's page, or the causes of an error; returns the exit code.
int run_explain(const ExplainFlags& flags, const Output& output);

}  // namespace credlint
