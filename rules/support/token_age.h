// SPDX-License-Identifier: MIT
// When session tokens were created. Source for how long they live: botocore
// sts/2011-06-15/service-2.json (durationSecondsType, roleDurationSecondsType).
#pragma once

#include <chrono>
#include <vector>

#include "rules/support/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint {

/// The most that GetSessionToken and GetFederationToken give.
inline constexpr std::chrono::hours kLongestTokenLife{36};
/// The most that AssumeRole and its kin give.
inline constexpr std::chrono::hours kLongestRoleTokenLife{12};

struct DatedToken {
  const CredentialPart* part = nullptr;
  TimePoint created;
};

/// All whole session tokens that say when they were created: each once per scope, none in
/// templates, none that are documentation.
std::vector<DatedToken> dated_tokens(const RuleContext& context);

}  // namespace credlint
