// SPDX-License-Identifier: MIT
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "secret-in-url") continue;
    const PatternMatch::Group* secret = match.group("secret");
    if (secret == nullptr || !contains(secret->value.reveal(), "/")) continue;
    sink.report(
        secret->at, match.scope,
        "The secret key of this URI holds a '/' that is not encoded. What stands before the "
        "first '/' behind '//' is user, password and host, so the secret is cut off there "
        "and the rest is taken for a path.",
        "write %2F for '/' and %2B for '+' in the secret; urllib.parse.quote(secret, "
        "safe='') does it");
  }
}

}  // namespace

RuleDefinition uri_secret_not_encoded() {
  return {.info = {.summary = "A secret key with a bare '/' in a URI",
                   .reporting = Reporting::InUse,
                   .error = "SignatureDoesNotMatch"},
          .check = check};
}

}  // namespace credlint::rules
