// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "scanner/core/catalog.h"
#include "scanner/core/fact_store.h"

namespace credlint {

/// All facts, one JSON object a line, sorted by path and offset, redacted.
std::string facts_as_jsonl(const FactStore& facts, const Catalog& catalog);

/// The same for people: "path:line:column: kind member=value …".
std::string facts_as_text(const FactStore& facts, const Catalog& catalog);

}  // namespace credlint
