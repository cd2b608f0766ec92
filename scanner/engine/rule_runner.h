// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "scanner/config/settings.h"
#include "scanner/core/rule.h"

namespace credlint {

/// All findings of all rules, in rule order. Messages are checked once more for credentials of the
/// file.
std::vector<Finding> run_rules(const FactStore& facts, const Catalog& catalog, TimePoint now,
                               std::span<const Rule> rules);

/// Drops findings whose rule yields to one that also speaks at that span or in that scope; their
/// places become related places of the finding that stays.
void let_most_specific_speak(std::vector<Finding>& findings, std::span<const Rule> rules);

/// Drops findings of rules that are not selected, and those below the minimum confidence.
void drop_unselected(std::vector<Finding>& findings, const Settings& settings,
                     std::span<const Rule> rules);

}  // namespace credlint
