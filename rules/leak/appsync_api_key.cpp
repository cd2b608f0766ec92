// SPDX-License-Identifier: MIT
#include "rules/views/exposed_matches.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  // The key names its API nowhere and is meant for public reads, so it is not always a secret.
  for (const ExposedMatch& found :
       exposed_matches(context, "appsync-key", "key", Severity::Warning)) {
    report(sink, found,
           "API key of AppSync stands here as a literal. Until it expires, at most 365 days after "
           "it was made, everybody who can read this file can send the queries that the API "
           "allows to API keys.",
           "delete the key if more than public reads are allowed to it; let users sign in through "
           "Cognito or OIDC instead");
  }
}

}  // namespace

RuleDefinition appsync_api_key() {
  return {.info = {.summary = "An API key of AppSync written into a file",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning},
          .check = check};
}

}  // namespace credlint::rules
