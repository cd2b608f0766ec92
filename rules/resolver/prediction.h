// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/resolver/machine.h"
#include "rules/resolver/resolution.h"
#include "rules/resolver/sdk.h"

namespace credlint::resolver {

/// The AWS error that a rule leads to: the first of those it names; empty for exposure.
std::string error_of(std::string_view rule);

/// The error with which the SDK stops before AWS answers: of the credentials, of the client that is
/// made for them, or of its region; the one that it comes to first. Nothing when it goes on.
std::optional<Failure> predict_failure(const Machine& machine, const Sdk& sdk,
                                       const Resolution& resolution);

/// False when the environment sends requests to an endpoint of somebody else's, who has keys of his
/// own.
bool talks_to_aws(const Machine& machine);

}  // namespace credlint::resolver
