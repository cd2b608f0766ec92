// SPDX-License-Identifier: MIT
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "secret-in-url") continue;
    const PatternMatch::Group* secret = match.group("secret");
    if (secret == nullptr || !contains(secret->value.reveal(), "%25")) continue;
    sink.report(secret->at, match.scope,
                "The secret key of this URI is encoded twice: %25 is an encoded '%'. Its reader "
                "undoes one of them and signs with what is left.",
                "encode the secret once: %2F for '/', %2B for '+'");
  }
}

}  // namespace

RuleDefinition uri_secret_double_encoded() {
  return {.info = {.summary = "A secret key in a URI that is encoded twice",
                   .reporting = Reporting::InUse,
                   .error = "SignatureDoesNotMatch"},
          .check = check};
}

}  // namespace credlint::rules
