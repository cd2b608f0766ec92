// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/region_names.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void judge_clients(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    // STS has a rule of its own.
    if (client.service == "sts" || !client.endpoint.literal() || !client.region.literal()) continue;
    const std::string_view url = client.endpoint.text.reveal();
    const std::string_view region = client.region.text.reveal();
    const std::string there = region_of_host(context.catalog, host_of(url));
    if (!is_aws_endpoint(context.catalog, url) || there.empty() || there == region) continue;
    if (context.catalog.table(Table::Regions).find(region) == nullptr) continue;
    Finding& finding = sink.report(
        client.endpoint.at, client.scope,
        fmt::format("The endpoint is that of {}, but requests are signed for {}. S3 answers "
                    "AuthorizationHeaderMalformed, other services SignatureDoesNotMatch "
                    "(\"Credential should be scoped to a valid region\").",
                    there, region),
        fmt::format("give the client the region {}, or leave the endpoint out", there));
    finding.related.push_back({client.region.at, "requests are signed for this region"});
  }
}

void judge_urls(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "presigned-url-v4") continue;
    const PatternMatch::Group* host = match.group("plain_host");
    if (host == nullptr) continue;
    const PresignedUrl url = read_presigned_url(match.value.reveal());
    const std::string there = region_of_host(context.catalog, host->value.reveal());
    if (there.empty() || url.region.empty() || there == url.region) continue;
    sink.report(match,
                fmt::format("The host of this URL is in {}, but it was signed for {}: "
                            "AuthorizationQueryParametersError.",
                            there, url.region),
                "sign with the region of the bucket");
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  judge_clients(context, sink);
  judge_urls(context, sink);
}

}  // namespace

RuleDefinition presigned_or_endpoint_region_mismatch() {
  return {.info = {.summary = "An endpoint or URL of one region, signed for another",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "AuthorizationHeaderMalformed",
                   .yields_at_span = {{"presigned-url-expired"}},
                   .yields_in_scope = {{"partition-mismatch"}}},
          .check = check};
}

}  // namespace credlint::rules
