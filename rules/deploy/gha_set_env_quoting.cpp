// SPDX-License-Identifier: MIT
#include <string_view>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The text in the quotes that are too much.
const PatternMatch::Group* quoted(const PatternMatch& match) {
  for (const std::string_view name : {"plain", "plain_double"}) {
    const PatternMatch::Group* group = match.group(name);
    if (group != nullptr && !group->value.empty()) return group;
  }
  return nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const bool jq = match.pattern == "jq-with-quotes";
    if (!jq && match.pattern != "github-env-with-quotes") continue;
    const PatternMatch::Group* place = quoted(match);
    if (place == nullptr) continue;
    if (jq) {
      sink.report(place->at, match.scope,
                  "jq prints texts in quotation marks, and the shell makes them a part of the "
                  "variable's value. AWS knows no key and no token of that name.",
                  "call it as jq -r, which prints texts as they are");
    } else {
      sink.report(place->at, match.scope,
                  "Lines of $GITHUB_ENV are NAME=value without any quoting: the quotation marks "
                  "become a part of the value in all later steps.",
                  "leave the inner quotation marks out: echo \"NAME=$VALUE\" >> \"$GITHUB_ENV\"");
    }
  }
}

}  // namespace

RuleDefinition gha_set_env_quoting() {
  return {.info = {.summary = "Quotation marks that become a part of a variable",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
