// SPDX-License-Identifier: MIT
#include "rules/views/watched_resources.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

struct Gap {
  std::string_view what, message, help;
};
constexpr Gap kGaps[] = {
    {"all-regions",
     "The trail records one region. Whoever misuses a key starts machines in another one, where "
     "nobody looks.",
     "make it a trail of all regions, or of the organisation"},
    {"validation",
     "The trail's files have no digests. Nobody can tell afterwards whether one was changed or "
     "taken away, by whoever used the key.",
     "switch log file validation on; it costs nothing"},
    {"global-events",
     "The trail leaves out the global services. Calls of IAM and STS, by which keys are made and "
     "roles assumed, are among them.",
     "include global service events, in one trail at least"},
};

void check(const RuleContext& context, FindingSink& sink) {
  for (const WatchedResource& trail : context.view<watched_resources>()) {
    if (trail.kind != "trail" || trail.is_off("logging")) continue;
    // A trail of certain objects or functions is one beside that of the account.
    if (trail.setting("chosen") != nullptr) continue;
    for (const Gap& gap : kGaps) {
      if (!trail.is_off(gap.what)) continue;
      sink.report(trail.place(gap.what), std::string(gap.message), std::string(gap.help));
    }
  }
}

}  // namespace

RuleDefinition trail_with_gaps() {
  return {.info = {.summary = "A CloudTrail trail that leaves regions, services or proof out",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .error = ""},
          .check = check};
}

}  // namespace credlint::rules
