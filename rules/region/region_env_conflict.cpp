// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <utility>

#include "rules/resolver/outcomes.h"
#include "rules/views/env_scopes.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

using Counts = std::map<std::pair<ScopeId, std::string_view>, int>;

// A script that sets a variable anew works in one region after the other.
Counts count_assignments(const FactStore& facts) {
  Counts counts;
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    ++counts[{assignment.scope, assignment.name}];
  }
  return counts;
}

/// Which of the two variables each SDK takes its region from.
resolver::Outcomes outcomes_of_both(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {}, {}, {{"AWS_REGION", "us-east-1"}, {"AWS_DEFAULT_REGION", "us-east-2"}});
  return resolver::resolved_by_all(
      context.view<resolver::AllSdks>(), machine.machine(),
      [](const resolver::Sdk&, const resolver::Resolution& resolution) {
        return resolution.region ? "take " + resolution.region->from.name : "";
      });
}

void check(const RuleContext& context, FindingSink& sink) {
  const Counts counts = count_assignments(context.facts);
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* region = variables.find("AWS_REGION");
    const EnvAssignment* fallback = variables.find("AWS_DEFAULT_REGION");
    if (region == nullptr || fallback == nullptr || region->value == fallback->value) continue;
    if (counts.at({scope, region->name}) > 1 || counts.at({scope, fallback->name}) > 1) continue;
    const std::string_view one = region->value.reveal();
    const std::string_view other = fallback->value.reveal();
    if (!is_judgeable(context.catalog, one) || !is_judgeable(context.catalog, other)) continue;
    Finding& finding = sink.report(
        *fallback,
        fmt::format("AWS_DEFAULT_REGION ({}) and AWS_REGION ({}) differ: one environment, two "
                    "regions. {}",
                    other, one, context.view<outcomes_of_both>().sentence()),
        "give both the same region");
    finding.related.push_back({region->at, "the other region"});
  }
}

}  // namespace

RuleDefinition region_env_conflict() {
  return {.info = {.summary = "AWS_REGION and AWS_DEFAULT_REGION differ",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ResourceNotFoundException",
                   .yields_at_span = {{"region-malformed", "region-is-az", "region-unknown"}}},
          .check = check};
}

}  // namespace credlint::rules
