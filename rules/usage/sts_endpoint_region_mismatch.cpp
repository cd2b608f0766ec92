// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/region_names.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (client.service != "sts" || !client.endpoint.literal() || !client.region.literal()) continue;
    const std::string_view url = client.endpoint.text.reveal();
    const std::string_view region = client.region.text.reveal();
    const std::string there = region_of_host(context.catalog, host_of(url));
    if (!is_aws_endpoint(context.catalog, url) || there.empty() || there == region) continue;
    Finding& finding = sink.report(
        client.endpoint.at, client.scope,
        fmt::format("The endpoint is that of {}, but requests are signed for {}. STS answers "
                    "SignatureDoesNotMatch: \"Credential should be scoped to a valid region\".",
                    there, region),
        fmt::format("give the client the region {}, or leave the endpoint out", there));
    finding.related.push_back({client.region.at, "requests are signed for this region"});
  }
}

}  // namespace

RuleDefinition sts_endpoint_region_mismatch() {
  return {.info = {.summary = "The STS endpoint of one region with signatures for another",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "SignatureDoesNotMatch",
                   .yields_in_scope = {{"partition-mismatch"}}},
          .check = check};
}

}  // namespace credlint::rules
