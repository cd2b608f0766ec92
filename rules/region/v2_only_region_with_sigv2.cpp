// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/region_names.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kHelp = "sign with version 4 (\"s3v4\", \"v4\"), which all regions take";

bool refuses_v2(const Catalog& catalog, std::string_view region) {
  const DataRow* known = catalog.table(Table::Regions).find(region);
  return known != nullptr && known->note != "pseudo" &&
         catalog.table(Table::Sigv2Regions).find(region) == nullptr;
}

std::string message(std::string_view region) {
  return fmt::format(
      "S3 in {} takes signatures of version 4 only. It answers InvalidRequest: \"The authorization "
      "mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.\"",
      region);
}

void check(const RuleContext& context, FindingSink& sink) {
  const DataTable& names = context.catalog.table(Table::Sigv2Names);
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.signature_version.literal() || !client.region.literal() || client.endpoint.given())
      continue;
    const std::string_view region = client.region.text.reveal();
    if (names.find(client.signature_version.text.reveal()) == nullptr ||
        !refuses_v2(context.catalog, region))
      continue;
    Finding& finding =
        sink.report(client.signature_version.at, client.scope, message(region), std::string(kHelp));
    finding.related.push_back({client.region.at, "a region of after 2013"});
  }
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "presigned-url-v2") continue;
    const PatternMatch::Group* group = match.group("plain_host");
    if (group == nullptr) continue;
    const std::string_view host = group->value.reveal();
    const std::string region = region_of_host(context.catalog, host);
    if (region.empty() || !contains(host, "amazonaws.") || !refuses_v2(context.catalog, region))
      continue;
    sink.report(match, message(region), std::string(kHelp));
  }
}

}  // namespace

RuleDefinition v2_only_region_with_sigv2() {
  return {
      .info = {.summary = "A signature of version 2 for S3 in a region that takes version 4 only",
               .reporting = Reporting::InUse,
               .error = "InvalidRequest",
               .yields_at_span = {{"presigned-url-expired"}}},
      .check = check};
}

}  // namespace credlint::rules
