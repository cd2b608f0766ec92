// SPDX-License-Identifier: MIT
#include "rules/views/exposed_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  report_exposed_in(context, sink, Trait::Image,
                    "is written into the image. Every layer and the image's history keep it, also "
                    "when a later line unsets it; who can pull the image can read it.",
                    "mount it while building (RUN --mount=type=secret) or give it to the container "
                    "when it starts");
}

}  // namespace

RuleDefinition secret_in_dockerfile() {
  return {.info = {.summary = "A secret key or session token in a Dockerfile",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
