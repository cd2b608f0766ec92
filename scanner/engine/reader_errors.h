// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"
#include "scanner/core/rule.h"

namespace credlint {

/// Sets Finding::error where the SDK or the service of the place names the rule's error otherwise:
/// a client of JavaScript without credentials says CredentialsProviderError, S3 answers a key that
/// it does not know with InvalidAccessKeyId. Sources: rulesets/data/{sdk_errors, service_errors}.
void name_errors(std::vector<Finding>& findings, const FactStore& facts, const Catalog& catalog,
                 std::span<const Rule> rules);

}  // namespace credlint
