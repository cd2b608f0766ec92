// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "rules/resolver/machine.h"
#include "rules/resolver/resolution.h"
#include "rules/resolver/sdk.h"

namespace credlint::resolver {

/// What AWS would answer to a request with what the SDK found, as far as files can tell: nothing
/// when the SDK stops before, or when nothing speaks against it. The type is that of AWS's error.
std::optional<Failure> predict_refusal(const Machine& machine, const Sdk& sdk,
                                       const Resolution& resolution);

/// What the SDK says when it makes a client: of a region that cannot be one, or of settings that it
/// reads for every client; nothing when it goes on.
std::optional<Failure> predict_client_failure(const Machine& machine, const Sdk& sdk,
                                              const Resolution& resolution);

/// That no region was found, as the SDK says it; nothing when there is one.
std::optional<Failure> predict_missing_region(const Machine& machine, const Sdk& sdk,
                                              const Resolution& resolution);

}  // namespace credlint::resolver
