// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const DataTable& homes = context.catalog.table(Table::HomeRegions);
  const DataTable& regions = context.catalog.table(Table::Regions);
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    const DataRow* home = homes.find(client.service);
    if (home == nullptr || client.endpoint.given() || !client.region.literal()) continue;
    const std::string_view region = client.region.text.reveal();
    const DataRow* known = regions.find(region);
    if (known == nullptr || known->value != "aws" || known->note == "pseudo") continue;
    if (contains(fmt::format(" {} ", home->value), fmt::format(" {} ", region))) continue;
    const std::string_view first = home->value.substr(0, home->value.find(' '));
    Finding& finding = sink.report(
        client.region.at, client.scope,
        fmt::format(
            "{} has no endpoint in {}: it answers in {} only, whatever region its resources "
            "are in. The SDK cannot connect to the host it makes of the name "
            "(EndpointConnectionError, ENOTFOUND).",
            client.service, region, home->value),
        fmt::format("give this client the region {}", first));
    if (client.region.inherited) finding.at = client.at;
  }
}

}  // namespace

RuleDefinition global_service_needs_home_region() {
  return {.info = {.summary = "A service that answers in its home region only, called in another",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "EndpointConnectionError"},
          .check = check};
}

}  // namespace credlint::rules
