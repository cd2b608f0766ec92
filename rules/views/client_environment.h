// SPDX-License-Identifier: MIT
// What clients take out of the environment when they are made, so that a change that comes later in
// the code does not reach them. The facts come from rulesets/data/client_env_reads.toml.
#pragma once

#include "scanner/core/rule.h"

namespace credlint {

/// What a client leaves to the environment and reads at its construction.
struct ReadAtConstruction {
  bool credentials = false;
  bool region = false;
  [[nodiscard]] bool any() const { return credentials || region; }
};

/// Nothing for clients whose arguments cannot be followed, and where the SDK reads later.
ReadAtConstruction reads_at_construction(const Catalog& catalog, const ClientConstruction& client);

}  // namespace credlint
