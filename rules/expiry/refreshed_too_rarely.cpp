// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>

#include "rules/anatomy/cron.h"
#include "rules/anatomy/timestamps.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

using std::chrono::seconds;

std::optional<seconds> number(std::string_view text) {
  long value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) return std::nullopt;
  return seconds(value);
}

/// How long the credentials live that the line asks for.
std::optional<seconds> life_of(const RuleContext& context, const PatternMatch& line) {
  const PatternMatch::Group* duration = line.group("plain_duration");
  if (duration != nullptr && !duration->value.empty()) return number(duration->value.reveal());
  std::string operation;
  for (const char c : line.group("plain_operation")->value.reveal())
    if (c != '-') operation += c;
  const DataRow* row = context.catalog.table(Table::SessionLifetimes).find(operation);
  return row == nullptr ? std::nullopt : number(row->value);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& line : context.facts.facts().pattern_matches) {
    if (line.pattern != "cron-session") continue;
    const PatternMatch::Group* schedule = line.group("plain_schedule");
    const auto pause = longest_pause(trim(schedule->value.reveal()));
    const auto life = life_of(context, line);
    if (!pause || !life || *pause <= *life) continue;
    sink.report(schedule->at, line.scope,
                fmt::format("The session lives for {} and the next one is asked for only after {}. "
                            "In between whoever uses it gets ExpiredToken.",
                            to_text(*life), to_text(*pause)),
                "ask more often than the session ends, or not at all: a profile with role_arn, or "
                "the role of the machine, is renewed by the SDKs themselves");
  }
}

}  // namespace

RuleDefinition refreshed_too_rarely() {
  return {.info = {.summary = "A crontab renews a session less often than it ends",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
