// SPDX-License-Identifier: MIT
// Where a request to STS would go from a machine, and what it would be signed for.
#pragma once

#include <string>
#include <string_view>

#include "rules/resolver/machine.h"
#include "rules/resolver/profile_view.h"
#include "rules/resolver/resolution.h"
#include "scanner/core/result.h"

namespace credlint {

struct StsRequest {
  std::string url;
  std::string region;   ///< that the signature names
  bool opt_in = false;  ///< a region that an account must enable
  std::string ca_bundle;
  std::string proxy;  ///< may hold a password
  std::string no_proxy;

  auto operator<=>(const StsRequest&) const = default;
};

/// The endpoint of STS for a partition and region as botocore chooses it: FIPS, dual-stack and
/// configured endpoints, proxies and the bundle of certificates are taken from the environment and
/// from the profile that the resolution chose. An error where none may be asked: an endpoint that
/// is no plain http or https URL, a region that is none.
Result<StsRequest> sts_request_for(const resolver::Machine& machine,
                                   const resolver::SharedView& view,
                                   const resolver::Resolution& resolution);

/// What is wrong with a URL as an endpoint, as the end of a sentence; empty when nothing is. Only
/// http and https with a host, without a user, query or fragment, are taken.
std::string endpoint_problem(std::string_view url);

}  // namespace credlint
