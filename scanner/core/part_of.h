// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "scanner/core/facts.h"
#include "scanner/core/meaning.h"

namespace credlint {

/// The credential part that a meaning stands for; absent for regions, profiles and the like. The
/// old token name counts as Token.
std::optional<PartKind> part_of(Meaning meaning);
/// Whether it is that of a secret key or session token, which no report shows.
bool is_secret(Meaning meaning);

}  // namespace credlint
