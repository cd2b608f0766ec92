// SPDX-License-Identifier: MIT
#include <algorithm>

#include "rules/views/watched_resources.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// An alarm about root, sign-ins or refused requests, by its name or by its metric's.
bool is_about_sign_in(const WatchedResource& alarm, std::string_view words) {
  std::string names;
  for (const std::string_view what : {"alarm-name", "metric-name"})
    names += to_lower(alarm.value(what).value_or("")) + " ";
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (contains(names, words.substr(0, end))) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

void check(const RuleContext& context, FindingSink& sink) {
  const DataRow* words = context.catalog.table(Table::WatchedResources).find("alarm-words");
  for (const WatchedResource& alarm : context.view<watched_resources>()) {
    if (alarm.kind != "alarm" || words == nullptr || !alarm.is_off("actions")) continue;
    if (!is_about_sign_in(alarm, words->value)) continue;
    sink.report(alarm.place("actions"),
                "This alarm about sign-ins or refused requests tells nobody: its actions are off.",
                "switch the actions on, or remove the alarm that nobody wants to hear");
  }
}

}  // namespace

RuleDefinition sign_in_alarm_muted() {
  return {.info = {.summary = "An alarm about root, sign-ins or refused requests tells nobody",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .error = ""},
          .check = check};
}

}  // namespace credlint::rules
