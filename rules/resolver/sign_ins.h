// SPDX-License-Identifier: MIT
// What SDKs make of a sign-in that is missing, broken or over. The lines and the cache are put on a
// machine of their own, and every SDK is asked.
#pragma once

#include "rules/resolver/outcomes.h"

namespace credlint::resolver {

/// How a profile names its sign-in to IAM Identity Center.
enum class SsoForm : std::uint8_t {
  Session,       ///< sso_session, with an account and a role
  SessionAlone,  ///< sso_session without them: for bearer tokens
  StartUrl,
};

/// Outcomes of a profile with that sign-in; `entry` is what the cache holds of it, nullptr for
/// nothing.
Outcomes outcomes_of_sso(const RuleContext& context, SsoForm form, const CacheEntry* entry);

/// Outcomes of a profile with a login_session.
Outcomes outcomes_of_login(const RuleContext& context, const CacheEntry* entry);

}  // namespace credlint::resolver
