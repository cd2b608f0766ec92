// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace credlint {

/// "credlint 0.1.0 (0123456789ab 2026-01-31)": the version, and in a release build the commit that
/// it was built from with the commit's day. "-dirty" behind the commit: and changes on top of it.
std::string version_line();

}  // namespace credlint
