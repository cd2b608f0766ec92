// SPDX-License-Identifier: MIT
// Secrets that a pattern alone tells, with nothing beside them: bearer keys, signed URLs,
// passwords.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

/// A match that is exposed where it stands. The view goes into the FactStore.
struct ExposedMatch {
  const PatternMatch* match = nullptr;
  Location at;             ///< of the secret itself
  std::string_view value;  ///< the secret
  Severity severity = Severity::Error;
  Confidence confidence = Confidence::High;
};

/// Matches of the pattern, at most as severe as `full`; placeholders and files that are there to
/// hold such a thing are left out. `group` is the capture that holds the secret; a match without it
/// is one as a whole.
std::vector<ExposedMatch> exposed_matches(const RuleContext& context, std::string_view pattern,
                                          std::string_view group, Severity full);

/// Reports the secret with the severity and confidence of the match.
Finding& report(FindingSink& sink, const ExposedMatch& found, std::string message,
                std::string help);

}  // namespace credlint
