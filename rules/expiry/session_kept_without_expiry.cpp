// SPDX-License-Identifier: MIT
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kMessage =
    "The session is written into the shared files without the time at which it ends. From then on "
    "every program that reads the profile sends it all the same and gets ExpiredToken; no SDK and "
    "no tool can see in the file that it is over.";

/// The home of a CI job ends before the session does.
bool may_outlive(const RuleContext& context, const Fact& fact) {
  return !context.facts.file(fact).has(Trait::Ci) &&
         !context.view<FileMatches>().in_file_of(fact, "expiry-written");
}

/// A line of the file, in a text that the script writes there.
void check_lines(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const PatternMatch& line : context.facts.facts().pattern_matches) {
    if (line.pattern != "token-line-written" || !may_outlive(context, line)) continue;
    if (!context.facts.file(line).has(Trait::Code)) continue;
    if (!matches.in_file_of(line, "credentials-file-written")) continue;
    sink.report(line.group("plain")->at, line.scope, std::string(kMessage),
                "write the end beside it, for people and tools: x_security_token_expires = …; or "
                "keep no session in files: role_arn, credential_process and SSO profiles renew "
                "themselves");
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PropertyAssignment& setting : context.facts.facts().property_assignments) {
    const KeyName* name = context.catalog.key(setting.name);
    if (name == nullptr || name->meaning != Meaning::Token || setting.value.literal()) continue;
    if (!may_outlive(context, setting)) continue;
    sink.report(setting, std::string(kMessage),
                "write the end beside it, for people and tools: aws configure set "
                "x_security_token_expires \"$EXPIRATION\"; or keep no session in files: role_arn, "
                "credential_process and SSO profiles renew themselves");
  }
  check_lines(context, sink);
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
