// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/clock/clock.h"

namespace credlint {

/// The time services (time_services.toml) that run below a root folder, in the order of the table,
/// with the servers that their files name.
std::vector<TimeService> running_time_services(const Catalog& catalog, const std::string& root);

/// The first 64 kB of a regular file, or of one of /proc; empty when it cannot be read.
std::string read_small_file(const std::string& path);
bool file_exists(const std::string& path);
/// When the file was last written; nothing when there is none.
std::optional<std::chrono::sys_seconds> written_at(const std::string& path);

}  // namespace credlint
