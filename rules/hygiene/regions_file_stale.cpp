// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <string>

#include "rules/anatomy/region_names.h"
#include "rules/anatomy/timestamps.h"
#include "rules/views/region_uses.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::chrono::days kFresh{365};

void check(const RuleContext& context, FindingSink& sink) {
  const std::string_view date = region_list_date(context.catalog);
  const std::optional<Timestamp> checked = parse_timestamp(std::string(date) + "T00:00:00Z");
  if (!checked || checked->time + kFresh >= context.now) return;
  for (const RegionUse& use : context.view<region_uses>()) {
    if (read_region(context.catalog, use.value).kind != RegionKind::PossiblyNew) continue;
    sink.report(use.at, use.scope,
                fmt::format("credlint does not know {}, but its list of regions is of {}: the "
                            "region may have opened since, and what SDKs make of it depends on "
                            "their own age likewise.",
                            use.value, date),
                "update credlint");
    return;
  }
}

}  // namespace

RuleDefinition regions_file_stale() {
  return {.info = {.summary = "A region is not known, but the list of regions is old",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Note},
          .check = check};
}

}  // namespace credlint::rules
