// SPDX-License-Identifier: MIT
#include "scanner/core/utc.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace credlint {

std::string utc_text(std::int64_t seconds) {
  using namespace std::chrono;
  constexpr std::int64_t kLatest = 253402300799;  // 9999-12-31T23:59:59Z
  const sys_seconds time{std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kLatest))};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace credlint
