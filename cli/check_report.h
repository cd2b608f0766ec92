// SPDX-License-Identifier: MIT
#pragma once

#include "cli/check_plan.h"
#include "cli/output.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// Writes all reports that were asked for, and the summary line. The exit code is what the result
/// calls for; an error is that of writing.
Result<ExitCode> report(const Plan& plan, const CheckFlags& flags, const CheckResult& checked,
                        const Output& output);

}  // namespace credlint
