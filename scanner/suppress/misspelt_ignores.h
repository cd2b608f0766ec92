// SPDX-License-Identifier: MIT
// Comments that are meant to ignore a finding, and are written in a way that ignores none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/facts.h"
#include "scanner/core/rule.h"

namespace credlint {

struct MisspeltIgnore {
  std::vector<std::string> rules;  ///< that it seems to mean; may be empty
  bool whole_file = false;
  Location at;  ///< from "credlint" to the last rule
};

/// What a match of the pattern "misspelt-ignore" means; nothing for a comment that counts as it
/// stands, and for prose.
std::optional<MisspeltIgnore> misspelt_ignore(const PatternMatch& match,
                                              std::span<const Rule> rules);

/// The rule or family that a name in an ignore comment means: itself, with "-" for "_", or the one
/// that is spelt nearly so; empty when there is none.
std::string meant_rule(std::string_view name, std::span<const Rule> rules);

}  // namespace credlint
