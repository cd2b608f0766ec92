// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "scanner/config/settings.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"
#include "scanner/core/rule.h"

namespace credlint {

/// Marks findings as suppressed that [per-file-ignores] of the configuration expects.
void apply_file_ignores(std::vector<Finding>& findings, const FactStore& facts,
                        const Settings& settings, std::span<const Rule> rules);

}  // namespace credlint
