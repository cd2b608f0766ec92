// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "scanner/config/settings.h"
#include "scanner/core/result.h"
#include "scanner/suppress/baseline.h"

namespace credlint {

/// The baseline to use: the one asked for, else the one configured, else the nearest in or above
/// the working directory, up to the root of the git work tree. Empty when there is none.
std::string find_baseline(const std::string& asked, const Settings& settings);

/// Reads a baseline; the error says where it cannot be read or understood.
Result<Baseline> load_baseline(const std::string& path);

/// One without entries, with a fresh salt.
Baseline new_baseline(const std::string& path);

/// Writes a baseline whole or not at all.
Status save_baseline(const Baseline& baseline);

/// Whether something is at that path, be it a baseline or not.
bool is_taken(const std::string& path);

}  // namespace credlint
