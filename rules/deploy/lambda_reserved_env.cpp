// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void report(const Location& at, ScopeId scope, std::string_view name, FindingSink& sink) {
  sink.report(at, scope,
              fmt::format("{} is reserved: Lambda sets it for every function and refuses a "
                          "definition that does. The deployment fails.",
                          name),
              "remove it: the function's role gives credentials and the runtime the region; a "
              "setting of your own needs a name of its own");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const bool function = assignment.tool == "lambda" || assignment.tool == "serverless";
    if (!function) continue;
    const DataTable& reserved = context.catalog.table(Table::LambdaReservedVariables);
    if (reserved.find(assignment.name) == nullptr) continue;
    report(assignment.name_at, assignment.scope, assignment.name, sink);
  }
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "lambda-environment-in-hcl") continue;
    if (const PatternMatch::Group* name = match.group("plain"))
      report(name->at, match.scope, name->value.reveal(), sink);
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
