// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What a client cannot do without.
bool is_needed(const KeyName* name) {
  return name != nullptr && name->tool == "aws" &&
         (name->meaning == Meaning::KeyId || name->meaning == Meaning::Secret ||
          name->meaning == Meaning::Token || name->meaning == Meaning::Region ||
          name->meaning == Meaning::Profile);
}

/// Something stands there, and the image gets an empty text: a variable that nothing declares.
bool is_undeclared(const EnvAssignment& assignment) {
  return assignment.syntax == EnvSyntax::DockerEnv && assignment.literal &&
         assignment.value.empty() && assignment.at.span.size() > 0;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (!is_undeclared(assignment) || !is_needed(context.catalog.variable(assignment.name)))
      continue;
    sink.report(assignment,
                fmt::format("{} is set to nothing: no ARG or ENV of this stage declares what it is "
                            "made of. What an ARG above the first FROM declares, stages do not "
                            "see, and what --build-arg gives counts only where an ARG asks for it.",
                            assignment.name),
                "declare it below FROM with ARG, in the same spelling");
  }
}

}  // namespace

RuleDefinition dockerfile_variable_undeclared() {
  return {.info = {.summary = "ENV of a Dockerfile takes a variable that its stage does not have",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
