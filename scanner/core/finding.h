// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/fix.h"
#include "scanner/core/location.h"

namespace credlint {

enum class Severity : std::uint8_t { Note, Warning, Error };
enum class Confidence : std::uint8_t { Low, Medium, High };

std::string_view to_string(Severity severity);      ///< "note", "warning", "error"
std::string_view to_string(Confidence confidence);  ///< "low", "medium", "high"

/// A further place that explains a finding: the other half of a pair, the definition of a profile.
struct Related {
  Location at;
  std::string message;
};

/// The commit that brought a finding in, as far as the history that was read tells.
struct Introduction {
  std::string commit;    ///< full id, in hexadecimal
  std::string date;      ///< of its author: "2026-01-31T12:00:00Z"
  std::string path;      ///< where the line stood then
  bool in_head = false;  ///< it is still there
};

/// One thing that is wrong. No member may hold any part of a credential beyond Secret's redacted
/// forms.
struct Finding {
  std::string rule;
  Severity severity = Severity::Warning;
  Confidence confidence = Confidence::High;
  Location at;
  /// What belongs together with it; used to let the most specific rule speak.
  ScopeId scope;
  std::string message;  ///< the first sentence is a title; which SDK fails and which does not
  std::string help;     ///< what to do next
  /// The error of AWS where it is not the rule's; once settled, as the SDK and service of the place
  /// name it. Empty where that of the rule stands.
  std::string error = {};
  std::vector<Related> related;
  std::optional<Fix> fix = {};  ///< where the right text is known
  /// Set by the suppression stage; such findings are kept for reports that can show them.
  bool suppressed = false;
  std::string suppression_reason;
  std::optional<Introduction> introduced;  ///< set where history was read
};

}  // namespace credlint
