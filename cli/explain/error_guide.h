// SPDX-License-Identifier: MIT
// What an error means and why it comes: rulesets/data/errors.toml and error_causes.toml.
#pragma once

#include <string_view>
#include <vector>

#include "cli/explain/error_texts.h"
#include "scanner/core/catalog.h"
#include "scanner/core/rule.h"

namespace credlint {

struct Cause {
  std::string_view text;  ///< "the region is set in a variable that …"; empty: `rules` say it
  std::vector<const Rule*> rules;  ///< that find it; none when files cannot show it
};

struct ErrorGuide {
  std::string_view error;
  std::string_view meaning;
  std::vector<Cause> causes;  ///< the most likely first
};

/// The guide to an error of errors.toml.
ErrorGuide guide_to(std::string_view error, const Catalog& catalog, const ErrorTexts& texts);

/// What people call an SDK or tool of sdk_names.toml or error_tools.toml.
std::string_view name_of_printer(std::string_view printer, const Catalog& catalog);

/// The SDK whose chain the doctor walks for what that SDK or tool prints; empty when there is none.
std::string_view sdk_of_printer(std::string_view printer, const Catalog& catalog);

}  // namespace credlint
