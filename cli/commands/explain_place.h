// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// `explain --at FILE:LINE`: what was seen on that line, and which gate each of it passed or failed
/// on its way into the report of `check`.
int run_explain_place(const ExplainFlags& flags, const Output& output);

}  // namespace credlint
