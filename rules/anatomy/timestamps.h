// SPDX-License-Identifier: MIT
// Points in time as credential tools, SDKs and pre-signed URLs write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace credlint {

struct Timestamp {
  std::chrono::sys_seconds time;  ///< as if UTC when the zone is not known
  bool zone_known = false;        ///< a zone was written, or the format implies one (Unix time)
};

/// Reads RFC 3339 (Z, ±hh:mm, ±hhmm, fractions), "YYYY-MM-DD HH:MM:SS" with the same endings or
/// "UTC", Unix seconds (10 digits), Unix milliseconds (13 digits) and the basic format of
/// X-Amz-Date. Blanks around it are ignored; anything else is absent.
std::optional<Timestamp> parse_timestamp(std::string_view text);

/// Reads X-Amz-Date only: "20231114T221320Z".
std::optional<std::chrono::sys_seconds> parse_amz_date(std::string_view text);

/// "2023-11-14 22:13 UTC".
std::string to_text(std::chrono::sys_seconds time);

/// A length of time for people, rounded down: "47 minutes", "13 hours", "3 days". Negative ones
/// count as zero.
std::string to_text(std::chrono::seconds length);

}  // namespace credlint
