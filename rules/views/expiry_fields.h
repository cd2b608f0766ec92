// SPDX-License-Identifier: MIT
// Where login tools write down when credentials end, and what their values say.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/anatomy/expiry_values.h"
#include "scanner/core/rule.h"

namespace credlint {

struct ExpiryField {
  const Fact* fact = nullptr;  ///< at: the value
  std::string_view name;       ///< as written
  std::string_view value;
  std::optional<Timestamp>
      time;  ///< absent when the value cannot be read; `zone_known` also by convention
};

/// All expiry fields of shared files and of credential sets elsewhere, each place once, in the
/// order of their places; environment variables are not among them. Views go into the FactStore.
std::vector<ExpiryField> expiry_fields(const RuleContext& context);

/// Scopes that hold an expiry field, with the latest time each names.
std::map<ScopeId, Timestamp> expiry_by_scope(const RuleContext& context);

}  // namespace credlint
