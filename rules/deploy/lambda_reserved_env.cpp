// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const bool function = assignment.tool == "lambda" || assignment.tool == "serverless";
    if (!function) continue;
    const DataTable& reserved = context.catalog.table(Table::LambdaReservedVariables);
    if (reserved.find(assignment.name) == nullptr) continue;
    sink.report(assignment.name_at, assignment.scope,
                fmt::format("{} is reserved: Lambda sets it for every function and refuses a "
                            "definition that does. The deployment fails.",
                            assignment.name),
                "remove it: the function's role gives credentials and the runtime the region; a "
                "setting of your own needs a name of its own");
  }
}

}  // namespace

RuleDefinition lambda_reserved_env() {
  return {.info = {.summary = "A variable of a Lambda function that only Lambda may set",
                   .reporting = Reporting::InUse,
                   .error = "InvalidParameterValueException"},
          .check = check};
}

}  // namespace credlint::rules
