// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/region_names.h"
#include "rules/views/region_uses.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const RegionUse& use : context.view<region_uses_and_defaults>()) {
    const RegionReading reading = read_region(context.catalog, use.value);
    const bool local = reading.kind == RegionKind::LocalZone;
    if (!local && reading.kind != RegionKind::AvailabilityZone) continue;
    Finding& finding = sink.report(
        use.at, use.scope,
        fmt::format("{} is {}, not a region. SDKs accept it and build host names from it that do "
                    "not exist: "
                    "\"Could not connect to the endpoint URL\".",
                    use.value, local ? "a local or wavelength zone" : "an availability zone"),
        fmt::format("write the region of the zone: {}", reading.suggestion));
    finding.fix = replacement(use.at, use.value, reading.suggestion, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition region_is_az() {
  return {.info = {.summary = "An availability zone where a region is expected",
                   .reporting = Reporting::InUse,
                   .error = "EndpointConnectionError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
