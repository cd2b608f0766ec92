// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/parser.h"

namespace credlint {

/// Adds a read for each place that mentions a variable whose name seems misspelt and that may read
/// it: "$NAME" in any file, the bare name in code. Such a name is a program's own. Runs last: where
/// the name is set is no read.
void add_near_reads(const ParseInput& input, FactWriter& writer);

}  // namespace credlint
