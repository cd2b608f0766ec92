// SPDX-License-Identifier: MIT
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const PropertyAssignment& setting : context.facts.facts().property_assignments) {
    const KeyName* name = context.catalog.key(setting.name);
    if (name == nullptr || name->meaning != Meaning::Token || setting.value.literal()) continue;
    // The home of a CI job ends before the session does.
    if (context.facts.file(setting).has(Trait::Ci)) continue;
    if (matches.in_file_of(setting, "expiry-written")) continue;
    sink.report(setting,
                "The session is written into the shared files without the time at which it ends. "
                "From then on every program that reads the profile sends it all the same and gets "
                "ExpiredToken; no SDK and no tool can see in the file that it is over.",
                "write the end beside it, for people and tools: aws configure set "
                "x_security_token_expires \"$EXPIRATION\"; or keep no session in files: role_arn, "
                "credential_process and SSO profiles renew themselves");
  }
}

}  // namespace

RuleDefinition session_kept_without_expiry() {
  return {.info = {.summary = "A script keeps a session in the shared files, but not its end",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .confidence = Confidence::Medium,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
