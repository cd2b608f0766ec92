// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace credlint {

/// "2026-01-31T12:00:00Z" for seconds since 1970; what lies before, or behind the year 9999,
/// becomes the nearest that can be written.
std::string utc_text(std::int64_t seconds);

}  // namespace credlint
