// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

/// Whether the tool puts something else in the value's place before it is used; nullptr: no tool is
/// known.
bool is_replaced(const ToolRow* tool, std::string_view value);

}  // namespace credlint
