// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "scanner/core/result.h"
#include "scanner/core/rule.h"

namespace credlint {

/// The time that an RFC 3339 text names ("2026-01-31T12:00:00Z", "…T12:00:00.5+02:00"), fractions
/// of a second dropped; nothing when it is not one.
std::optional<TimePoint> parse_rfc3339(std::string_view text);

/// What --now says; without it, the system clock.
Result<TimePoint> time_or_clock(std::string_view flag);

}  // namespace credlint
