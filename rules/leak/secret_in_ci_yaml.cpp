// SPDX-License-Identifier: MIT
#include "rules/views/exposed_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  report_exposed_in(
      context, sink, Trait::Ci,
      "is a literal in a CI configuration. Everybody who can read the repository can use it, and "
      "job logs do not mask it.",
      "store it as a secret of the CI system, or let the job assume a role through OIDC");
}

}  // namespace

RuleDefinition secret_in_ci_yaml() {
  return {.info = {.summary = "A secret key or session token in a CI configuration",
                   .reporting = Reporting::AsFound,
                   .yields_at_span = {{"secret-in-dockerfile"}}},
          .check = check};
}

}  // namespace credlint::rules
