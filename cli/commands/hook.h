// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// credlint hook: adds a pre-commit hook to the repository here, or takes it away again. A hook
/// that is there stays and runs before. Returns the exit code.
int run_hook(const HookFlags& flags, const Output& output);

}  // namespace credlint
