// SPDX-License-Identifier: MIT
// What rules and the doctor find on this machine and below the working directory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/explain/error_texts.h"
#include "scanner/core/catalog.h"
#include "scanner/core/rule.h"

namespace credlint {

/// What an SDK would raise here, as `credlint doctor` says.
struct DoctorSighting {
  std::string sdk;
  std::string verdict;
  std::string rule;   ///< that finds it; may be empty
  std::string place;  ///< may be empty
};

struct Sightings {
  /// By the rule's id: "path:line", or "environment"; each place once, masked, in order.
  std::map<std::string, std::vector<std::string>, std::less<>> places;
  std::optional<DoctorSighting> doctor;  ///< only when it is the error that was asked for
};

/// Looks around for an error, and asks the doctor about that SDK and the profile that the error
/// names. What cannot be read is left out: `check` and `doctor` say so.
Sightings look_around(const RecognisedError& error, std::string_view sdk, const Catalog& catalog,
                      const ErrorTexts& texts, TimePoint now);

}  // namespace credlint
