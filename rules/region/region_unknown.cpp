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
    if (reading.kind != RegionKind::PossiblyNew) continue;
    Finding& finding = sink.report(
        use.at, use.scope,
        fmt::format("There is no region {} in the list of {}. Unless it is newer than that "
                    "list, SDKs build "
                    "host names from it that do not exist.",
                    use.value, region_list_date(context.catalog)),
        reading.suggestion.empty()
            ? "check the name of the region"
            : fmt::format("check the name; the nearest region is {}", reading.suggestion));
    if (!reading.suggestion.empty())
      finding.fix = replacement(use.at, use.value, reading.suggestion, FixSafety::Unsafe);
  }
}

}  // namespace

RuleDefinition region_unknown() {
  return {.info = {.summary = "A region that looks right but is not known",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "EndpointConnectionError",
                   .fixes = Fixes::Unsafe},
          .check = check};
}

}  // namespace credlint::rules
