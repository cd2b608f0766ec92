// SPDX-License-Identifier: MIT
// Schedules of crontab(5).
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace credlint {

/// The longest time between two runs of a schedule ("0 */12 * * *", "@daily"), within a day or
/// across its end. Days of the month and of the week that are left out count as a day each at
/// least. Absent for what is no schedule or never runs.
std::optional<std::chrono::seconds> longest_pause(std::string_view schedule);

}  // namespace credlint
