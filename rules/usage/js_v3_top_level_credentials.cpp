// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "rules/views/keywords.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The keys are given in the right place, too.
void report_beside(const WrongKeyword& wrong, FindingSink& sink) {
  Finding& finding =
      sink.report(wrong.argument->name_at, wrong.call->scope,
                  fmt::format("{} ignores {} beside its \"credentials\", which it uses.",
                              wrong.call->callee, wrong.argument->name),
                  "leave out the keys that stand beside credentials");
  finding.severity = Severity::Note;
}

void check(const RuleContext& context, FindingSink& sink) {
  std::set<const ClientConstruction*> reported;
  for (const WrongKeyword& wrong : context.view<wrong_keywords>()) {
    // One object, one defect: the second and third member stand in the same wrong place.
    if (!is_js_v3_top_level(wrong) || !reported.insert(wrong.call).second) continue;
    if (wrong.call->key_id.given()) {
      report_beside(wrong, sink);
      continue;
    }
    sink.report(wrong.argument->name_at, wrong.call->scope,
                fmt::format("{} ignores {} beside its other options. Version 3 of the JavaScript "
                            "SDK reads keys only "
                            "inside \"credentials\"; here it looks for credentials elsewhere.",
                            wrong.call->callee, wrong.argument->name),
                "move the keys into credentials: { … }, or leave them out and let the SDK find the "
                "credentials");
  }
}

}  // namespace

RuleDefinition js_v3_top_level_credentials() {
  return {.info = {.summary =
                       "Keys outside \"credentials\" in a client of the JavaScript SDK version 3",
                   .reporting = Reporting::InUse,
                   .error = "CredentialsProviderError"},
          .check = check};
}

}  // namespace credlint::rules
