// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"
#include "scanner/core/rule.h"

namespace credlint {

/// Marks findings as suppressed that a comment of another tool accepts (rulesets/data/
/// foreign_ignores.toml). Such comments say that a credential may stand where it stands, so they
/// silence the family leak; that AWS will refuse it, the other tool does not know.
void apply_foreign_ignores(std::vector<Finding>& findings, const FactStore& facts,
                           const Catalog& catalog, std::span<const Rule> rules);

}  // namespace credlint
