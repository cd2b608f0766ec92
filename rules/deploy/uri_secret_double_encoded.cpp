// SPDX-License-Identifier: MIT
#include "rules/anatomy/value_fixes.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "secret-in-url") continue;
    const PatternMatch::Group* secret = match.group("secret");
    if (secret == nullptr || !contains(secret->value.reveal(), "%25")) continue;
    Finding& finding = sink.report(
        secret->at, match.scope,
        "The secret key of this URI is encoded twice: %25 is an encoded '%'. Its reader "
        "undoes one of them and signs with what is left.",
        "encode the secret once: %2F for '/', %2B for '+'");
    std::vector<PieceFix> pieces;
    const std::string_view text = secret->value.reveal();
    for (std::size_t i = text.find("%25"); i != std::string_view::npos; i = text.find("%25", i + 1))
      pieces.push_back({i, 3, "%"});
    finding.fix = fix_pieces(secret->at, text, pieces, "encode the secret once");
  }
}

}  // namespace

RuleDefinition uri_secret_double_encoded() {
  return {.info = {.summary = "A secret key in a URI that is encoded twice",
                   .reporting = Reporting::InUse,
                   .error = "SignatureDoesNotMatch",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
