// SPDX-License-Identifier: MIT
// Schedules of crontab(5) and of timers of systemd.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace credlint {

/// The longest time between two runs of a schedule ("0 */12 * * *", "@daily"), within a day or
/// across its end. Days of the month and of the week that are left out count as a day each at
/// least. Absent for what is no schedule or never runs.
std::optional<std::chrono::seconds> longest_pause(std::string_view schedule);

/// The same for a calendar event of systemd.time(7): "hourly", "*-*-* 00/6:00:00", "Mon..Fri
/// 03:00".
std::optional<std::chrono::seconds> longest_pause_of_calendar(std::string_view event);

/// A time span of systemd.time(7): "12h", "1h 30min", "90" (seconds). Also sleep(1)'s.
std::optional<std::chrono::seconds> read_time_span(std::string_view span);

}  // namespace credlint
