// SPDX-License-Identifier: MIT
#include "rules/views/watched_resources.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const WatchedResource& trail : context.view<watched_resources>()) {
    if (trail.kind != "trail" || !trail.is_off("logging")) continue;
    sink.report(trail.place("logging"),
                "The trail records nothing. Who used a key, from where and for what is then known "
                "to nobody, and a leaked key is found by its bill.",
                "let it record; what is not wanted is left out by event selectors");
  }
}

}  // namespace

RuleDefinition trail_off() {
  return {.info = {.summary = "A CloudTrail trail that is switched off",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .error = ""},
          .check = check};
}

}  // namespace credlint::rules
