// SPDX-License-Identifier: MIT
#include "rules/views/exposed_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  report_exposed_in(
      context, sink, Trait::Infra,
      "is a literal in an infrastructure definition. It ends up in plan output and in the state as "
      "well, where all who deploy can read it.",
      "use a profile or a role, or a variable that is marked sensitive and set outside the files");
}

}  // namespace

RuleDefinition secret_in_iac() {
  return {.info = {.summary = "A secret key or session token in an infrastructure definition",
                   .reporting = Reporting::AsFound,
                   .yields_at_span = {{"secret-in-dockerfile", "secret-in-ci-yaml"}}},
          .check = check};
}

}  // namespace credlint::rules
