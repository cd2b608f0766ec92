// SPDX-License-Identifier: MIT
#pragma once

#include "scanner/core/catalog.h"

namespace credlint {

/// The rulesets that were compiled in: constant arrays, no work at start. Generated at build time.
const Catalog& embedded_catalog();

}  // namespace credlint
