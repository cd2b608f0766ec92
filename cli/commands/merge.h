// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// `credlint merge`: joins the reports of shards to one, as if there had been no shards. Returns
/// the exit code.
int run_merge(const MergeFlags& flags, const Output& output);

}  // namespace credlint
