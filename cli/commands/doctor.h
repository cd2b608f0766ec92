// SPDX-License-Identifier: MIT
#pragma once

#include "cli/flags.h"
#include "cli/output.h"

namespace credlint {

/// Says what an SDK would do on this machine. Exit code: kFindings when an error is predicted.
int run_doctor(const DoctorFlags& flags, const Output& output);

}  // namespace credlint
