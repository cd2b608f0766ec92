// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"
#include "scanner/core/rule.h"

namespace credlint {

/// Marks findings as suppressed that a comment on their line, on the line above or for their whole
/// file ignores. With `report_unused_ignores`, a comment that matches nothing, or names no rule,
/// becomes a finding of unused-ignore.
void apply_inline_ignores(std::vector<Finding>& findings, const FactStore& facts,
                          std::span<const Rule> rules, bool report_unused_ignores);

}  // namespace credlint
