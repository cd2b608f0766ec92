// SPDX-License-Identifier: MIT
// Arguments that an SDK does not know, though another SDK does. The names come from
// rulesets/data/wrong_keywords.toml.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

struct WrongKeyword {
  const ClientConstruction* call = nullptr;
  const Argument* argument = nullptr;
  std::string_view right;       ///< the name that the SDK knows; "credentials.key" for a nested one
  bool top_level_only = false;  ///< the name is right, its place is not
  bool elsewhere = false;       ///< `right` is not another name but the call that takes it
};

/// All such arguments, in the order of their calls.
std::vector<WrongKeyword> wrong_keywords(const RuleContext& context);

/// Keys that version 3 of the JavaScript SDK expects inside "credentials": a rule of its own.
bool is_js_v3_top_level(const WrongKeyword& wrong);

}  // namespace credlint
