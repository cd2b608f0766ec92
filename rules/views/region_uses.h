// SPDX-License-Identifier: MIT
// Places that name a region for AWS.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

/// A place that names a region for AWS and can be judged.
struct RegionUse {
  Location at;
  ScopeId scope;
  std::string_view value;
  std::string_view via;  ///< "region", "AWS_REGION"
  /// False where an ordinary word ("region") in a file of no known format is all there is.
  bool certain = true;
};

/// All of them, each place once. Left out: what is empty, inherited, a placeholder or an expansion,
/// and whatever stands in the same scope as an endpoint that is not AWS's.
std::vector<RegionUse> region_uses(const RuleContext& context);
/// The same and, behind them, what stands for a variable that is not set.
std::vector<RegionUse> region_uses_and_defaults(const RuleContext& context);
/// What stands in the place of a region for somebody to fill in, or is made up.
std::vector<RegionUse> region_placeholders(const RuleContext& context);

}  // namespace credlint
