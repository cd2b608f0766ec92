// SPDX-License-Identifier: MIT
// Calls to STS that are certainly made with temporary credentials.
#pragma once

#include <optional>
#include <string>

#include "rules/views/file_matches.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint {

/// Why the credentials of a call are temporary, for a message ("the role of a Lambda function"),
/// and where that is said.
struct TemporaryCaller {
  std::string what;
  Location at;
};

class TemporaryCallers {
 public:
  explicit TemporaryCallers(const RuleContext& context);

  /// Absent when the credentials are long-term ones, or cannot be told.
  [[nodiscard]] std::optional<TemporaryCaller> of(const RoleAssumption& call) const;

 private:
  [[nodiscard]] std::optional<TemporaryCaller> by_profile(const RoleAssumption& call) const;

  const RuleContext& context_;
  const FileMatches& matches_;
  const ProfileGraph& graph_;
  std::string_view in_force_;
  bool environment_has_keys_ = false;
};

}  // namespace credlint
