// SPDX-License-Identifier: MIT
#include "rules/anatomy/paths.h"
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// Where nobody sits at a terminal: CI, an image, a crontab, a unit of systemd.
bool is_job(const FileRecord& record) {
  const std::string_view name = base_name(record.path);
  const bool cron = contains(name, "crontab") || contains(record.path, "/cron.") ||
                    starts_with(record.path, "cron.");
  return record.has(Trait::Ci) || record.has(Trait::Image) || cron ||
         record.format == "systemd-unit";
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const PatternMatch& code : context.facts.facts().pattern_matches) {
    if (code.pattern != "mfa-code-given" || !is_job(context.facts.file(code))) continue;
    if (matches.in_file_of(code, "mfa-code-made")) continue;
    sink.report(code.group("plain")->at, code.scope,
                "An MFA code is handed to STS here, where nobody can type one. A code is good once "
                "and for half a minute, so one that is kept in a variable or secret is refused: "
                "\"MultiFactorAuthentication failed with invalid MFA one time pass code\".",
                "use a role that trusts the machine itself: OIDC in CI, the role of the task or "
                "instance elsewhere");
  }
}

}  // namespace

RuleDefinition mfa_session_in_job() {
  return {.info = {.summary = "A job asks for a session with an MFA code",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
