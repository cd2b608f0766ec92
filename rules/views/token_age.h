// SPDX-License-Identifier: MIT
// When session tokens were created.
#pragma once

#include <vector>

#include "rules/anatomy/session_token.h"
#include "scanner/core/rule.h"

namespace credlint {

struct DatedToken {
  const CredentialPart* part = nullptr;
  TimePoint created;
};

/// All whole session tokens that say when they were created: each once per scope, none in
/// templates, none that are documentation.
std::vector<DatedToken> dated_tokens(const RuleContext& context);

/// Those that something may send: not those in comments.
std::vector<DatedToken> sent_tokens(const RuleContext& context);

}  // namespace credlint
