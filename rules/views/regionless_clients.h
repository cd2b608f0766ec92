// SPDX-License-Identifier: MIT
// Clients that need a region and are given none in code, and what else may give them one.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

/// A client whose region has to come from the environment or a shared file.
struct RegionlessClient {
  const ClientConstruction* call = nullptr;
  std::string_view path;
  const DataRow* sdk = nullptr;  ///< in rulesets/data/sdk_regions.toml

  /// True when its SDK takes a region from that variable.
  [[nodiscard]] bool reads(std::string_view variable) const;
  [[nodiscard]] std::string_view sdk_name() const;  ///< "boto3"
  [[nodiscard]] std::string_view error() const;     ///< what the SDK says without a region
};

/// All of them in live code. Left out are clients of services that need no region, and those whose
/// arguments cannot be followed.
std::vector<RegionlessClient> regionless_clients(const RuleContext& context);

/// What of a run says a region outside the shared files.
class RegionSources {
 public:
  explicit RegionSources(const RuleContext& context);

  /// True when anything assigns the variable, to whatever value.
  [[nodiscard]] bool assigns(std::string_view variable) const;
  /// True when code reads the variable itself and may pass the value on.
  [[nodiscard]] bool code_reads(std::string_view variable) const;
  /// True when a session, or the SDK as a whole, is given a region in code.
  [[nodiscard]] bool set_in_code(std::string_view sdk) const;

 private:
  std::set<std::string_view> assigned_;
  std::set<std::string_view> read_;
  std::set<std::string_view> sdks_;
};

/// The profile that programs of the run use when they name none: the one that AWS_PROFILE says, or
/// the default one. Empty when that cannot be told.
std::string_view profile_in_force(const RuleContext& context);

}  // namespace credlint
