// SPDX-License-Identifier: MIT
#include "rules/anatomy/value_fixes.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// A '%' may be encoded already, or not: then nothing is certain.
std::optional<Fix> encoded(const PatternMatch::Group& secret) {
  const std::string_view text = secret.value.reveal();
  if (text.find('%') != std::string_view::npos) return std::nullopt;
  std::vector<PieceFix> pieces;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/') pieces.push_back({i, 1, "%2F"});
    if (text[i] == '+') pieces.push_back({i, 1, "%2B"});
  }
  return fix_pieces(secret.at, text, pieces, "encode '/' and '+'");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "secret-in-url") continue;
    const PatternMatch::Group* secret = match.group("secret");
    if (secret == nullptr || !contains(secret->value.reveal(), "/")) continue;
    Finding& finding = sink.report(
        secret->at, match.scope,
        "The secret key of this URI holds a '/' that is not encoded. What stands before the "
        "first '/' behind '//' is user, password and host, so the secret is cut off there "
        "and the rest is taken for a path.",
        "write %2F for '/' and %2B for '+' in the secret; urllib.parse.quote(secret, "
        "safe='') does it");
    finding.fix = encoded(*secret);
  }
}

}  // namespace

RuleDefinition uri_secret_not_encoded() {
  return {.info = {.summary = "A secret key with a bare '/' in a URI",
                   .reporting = Reporting::InUse,
                   .error = "SignatureDoesNotMatch",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
