// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/timestamps.h"
#include "rules/resolver/outcomes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

resolver::Outcomes outcomes_of_past(const RuleContext& context, std::string_view time) {
  const resolver::SmallMachine machine(context, {}, {},
                                       {{"AWS_ACCESS_KEY_ID", "id"},
                                        {"AWS_SECRET_ACCESS_KEY", "secret"},
                                        {"AWS_CREDENTIAL_EXPIRATION", std::string(time)}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution&) {
    return "use the credentials without a look at it";
  });
}

void report(const RuleContext& context, const EnvAssignment& assignment, const Timestamp& time,
            FindingSink& sink) {
  const std::string ago = fmt::format("{} lies {} in the past ({}).", assignment.name,
                                      to_text(context.now - time.time), to_text(time.time));
  const bool read_by_sdks = is_read_by_sdks(context.catalog, assignment.name);
  Finding& finding = sink.report(
      assignment,
      ago + (read_by_sdks ? " Fresh credentials beside it do not help. " +
                                outcomes_of_past(context, assignment.value.reveal()).sentence()
                          : std::string(" The credentials beside it have expired.")),
      fmt::format("unset {}, or let the login tool write fresh credentials with it",
                  assignment.name));
  if (!read_by_sdks) finding.severity = Severity::Warning;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (!assignment.literal || assignment.test) continue;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || name->meaning != Meaning::Expiry) continue;
    const std::optional<Timestamp> time =
        read_expiry(context.catalog, assignment.name, assignment.value.reveal());
    if (time && is_past(*time, context.now)) report(context, assignment, *time, sink);
  }
}

}  // namespace

RuleDefinition env_expiration_past() {
  return {.info = {.summary = "An environment variable says that the credentials have expired",
                   .reporting = Reporting::InUse,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
