// SPDX-License-Identifier: MIT
// When credentials end, as tools and SDKs write it down.
#pragma once

#include <optional>
#include <string_view>

#include "rules/anatomy/timestamps.h"
#include "scanner/core/rule.h"

namespace credlint {

/// The row of rulesets/data/expiry_fields.toml for a field or variable of that name, or nullptr.
const DataRow* expiry_field(const Catalog& catalog, std::string_view name);

/// Reads a value of the field or variable of that name as its tool means it.
std::optional<Timestamp> read_expiry(const Catalog& catalog, std::string_view name,
                                     std::string_view value);

/// True when SDKs themselves heed the variable; all others are notes of login tools.
bool is_read_by_sdks(const Catalog& catalog, std::string_view variable);

/// True when that time is over for certain: a time without a zone must be past everywhere on earth.
bool is_past(const Timestamp& time, TimePoint now);

}  // namespace credlint
