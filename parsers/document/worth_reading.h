// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

/// Whether a data file that no tool reads may hold what is told by its name, or a region that a
/// program takes from it. Most that speak of AWS hold nothing of the kind, and trees are dear.
bool may_hold_settings(std::string_view path, std::string_view text, const Catalog& catalog);

}  // namespace credlint
