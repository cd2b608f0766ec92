// SPDX-License-Identifier: MIT
// What `credlint doctor` prints. Nothing here shows more of a key than its first and last four
// characters.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/clock/clock.h"
#include "cli/doctor_refusal.h"
#include "cli/verify/verification.h"
#include "rules/resolver/machine.h"
#include "rules/resolver/resolution.h"
#include "scanner/core/diagnostic.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"

namespace credlint {

/// One SDK's answer, with all that is needed to print it.
struct Diagnosis {
  resolver::Resolution resolution;
  std::string title;                ///< "AWS CLI v2"
  std::string region_variables;     ///< where this SDK looks for a region
  std::string help;                 ///< of the finding that explains the failure; may be empty
  std::optional<Explained> absent;  ///< why there are no credentials, where that alone is no error
  std::optional<Explained> next;    ///< what AWS would answer once the SDK's own failure is mended
  std::vector<Finding>
      findings;  ///< of what the SDK would use: the profile, the environment, caches
  std::size_t other_findings = 0;            ///< of other profiles
  std::optional<Verification> verification;  ///< what AWS says, where it was asked
};

struct DoctorContext {
  const Catalog& catalog;
  const FactStore& facts;
  std::string home;                    ///< shown as "~"
  std::span<const Diagnostic> unread;  ///< what was not seen as it is, and why
  TimePoint now;
  const ClockReport* clock = nullptr;  ///< nullptr where another time is given than the clock's
  bool color = false;
};

/// The first sentence: whether a request would work, and if not, which error comes.
std::string verdict_of(const Diagnosis& diagnosis, const DoctorContext& context);

/// Until when credentials are good, or why they are no more; empty where nothing is known.
std::string time_left(const resolver::Expiry& expiry, TimePoint now);
/// The longest session of a role, which bars of time left are drawn against.
constexpr std::chrono::hours kLongestRoleSession{12};

std::string doctor_as_text(const Diagnosis& diagnosis, const DoctorContext& context);
/// What AWS says, in a few words; in the past tense of whoever has asked.
std::string verification_of(const Verification& verification);
/// One row for each; `by_profile` when they differ in the profile, else in the SDK. A column of
/// what AWS says where it was asked.
std::string doctor_as_table(std::span<const Diagnosis> diagnoses, const DoctorContext& context,
                            bool by_profile);
/// An object as contracted for one, {"schema", "machines": […]} for several.
std::string doctor_as_json(std::span<const Diagnosis> diagnoses, const DoctorContext& context);
/// A page for people, complete in itself: the chain of each, and the profiles, as drawings.
std::string doctor_as_html(std::span<const Diagnosis> diagnoses, const DoctorContext& context);

}  // namespace credlint
