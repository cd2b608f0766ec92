// SPDX-License-Identifier: MIT
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& step : context.facts.facts().client_constructions) {
    if (step.sdk != "github-actions" || step.region.given()) continue;
    sink.report(step,
                "The action is given no region. `aws-region` is the one input that it requires; a "
                "variable of the job or a profile does not stand in for it.",
                "add `aws-region: …` under `with:`");
  }
}

}  // namespace

RuleDefinition gha_region_missing() {
  return {.info = {.summary = "A credentials action of GitHub without a region",
                   .reporting = Reporting::AsFound,
                   .error = "Input required and not supplied: aws-region",
                   .yields_in_scope = {{"gha-unknown-input"}}},
          .check = check};
}

}  // namespace credlint::rules
