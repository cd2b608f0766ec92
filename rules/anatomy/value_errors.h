// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "scanner/core/meaning.h"

namespace credlint {

/// The error that a sign too many in a value leads to: AWS knows no such key id or token, a
/// secret gives another signature, an SDK refuses the region or finds no such profile. Empty for
/// other values.
std::string_view error_of_damaged(Meaning meaning);

/// Letters, digits and hyphens between them, 63 at most: what SDKs take for a region, and look for
/// a host of that name. Source: RFC 1123.
bool is_host_label(std::string_view text);

}  // namespace credlint
