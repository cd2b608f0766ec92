// SPDX-License-Identifier: MIT
#include "rules/anatomy/expiry_values.h"

#include <algorithm>

#include "rules/anatomy/words.h"

namespace credlint {

const DataRow* expiry_field(const Catalog& catalog, std::string_view name) {
  const DataTable& table = catalog.table(Table::ExpiryFields);
  const auto row =
      std::find_if(table.rows.begin(), table.rows.end(),
                   [&](const DataRow& candidate) { return same_name(candidate.key, name); });
  return row == table.rows.end() ? nullptr : &*row;
}

std::optional<Timestamp> read_expiry(const Catalog& catalog, std::string_view name,
                                     std::string_view value) {
  std::optional<Timestamp> time = parse_timestamp(value);
  const DataRow* row = expiry_field(catalog, name);
  // Some tools write no zone and mean UTC.
  if (time && row != nullptr && contains(row->value, "utc")) time->zone_known = true;
  return time;
}

bool is_read_by_sdks(const Catalog& catalog, std::string_view variable) {
  const DataRow* row = expiry_field(catalog, variable);
  return row != nullptr && contains(row->note, "botocore");
}

bool is_past(const Timestamp& time, TimePoint now) {
  // West of Greenwich the same clock time comes up to 12 hours later; two more for daylight saving.
  const std::chrono::hours doubt(time.zone_known ? 0 : 14);
  return time.time + doubt < now;
}

}  // namespace credlint
