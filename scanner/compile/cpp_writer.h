// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "scanner/core/catalog.h"
#include "scanner/match/prefilter.h"

namespace credlint {

/// The C++ source of embedded_catalog(): constant arrays.
std::string catalog_source(const Catalog& catalog);

/// The C++ source of embedded_prefilter().
std::string prefilter_source(const PrefilterImage& image);

}  // namespace credlint
