// SPDX-License-Identifier: MIT
#include "rules/views/exposed_matches.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExposedMatch& found :
       exposed_matches(context, "mws-token", "key", Severity::Warning)) {
    report(sink, found,
           "Auth token of Amazon Marketplace Web Service stands here as a literal. It stands for "
           "a seller's permission, which lasts until the seller takes it back.",
           "have the seller revoke the developer's access (Seller Central, Manage Your Apps), and "
           "keep a new token in a secret store");
  }
}

}  // namespace

RuleDefinition mws_auth_token() {
  return {.info = {.summary = "An auth token of Amazon MWS written into a file",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning},
          .check = check};
}

}  // namespace credlint::rules
