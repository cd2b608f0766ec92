// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint::resolver {

/// Who reads an environment variable: "PHP ignores it; the other SDKs read it." Empty for one that
/// no SDK reads.
std::string readers_of_variable(const Catalog& catalog, std::string_view name);

}  // namespace credlint::resolver
