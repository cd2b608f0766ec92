// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "cli/doctor_report.h"
#include "cli/flags.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "scanner/core/rule.h"

namespace credlint {

/// Says what an SDK would do on this machine. Exit code: kFindings when an error is predicted.
int run_doctor(const DoctorFlags& flags, const Output& output);

/// What that SDK would do on a machine with that profile; when it is empty, with the one that the
/// environment says.
Diagnosis diagnose(const LoadedMachine& loaded, const Catalog& catalog, TimePoint now,
                   std::string_view sdk, std::string_view profile);

}  // namespace credlint
