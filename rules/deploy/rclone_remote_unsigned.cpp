// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/anatomy/words.h"
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// "type = s3" without blanks, one a line.
std::string without_blanks(std::string_view text) {
  std::string result;
  for (const char c : text)
    if (c != ' ' && c != '\t' && c != '\r') result += c;
  return to_lower(result);
}

/// A remote of AWS that is given neither keys nor leave to look for them.
bool is_unsigned(std::string_view text) {
  const std::string settings = "\n" + without_blanks(text);
  return contains(settings, "\ntype=s3\n") && contains(settings, "\nprovider=aws\n") &&
         !contains(settings, "\naccess_key_id=") && !contains(settings, "\nenv_auth=true");
}

/// A command that writes to the remote of that name.
const PatternMatch* written_by(const FactStore& facts, std::string_view remote) {
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    const PatternMatch::Group* name = match.group("plain");
    if (match.pattern == "rclone-written" && name != nullptr && name->value.reveal() == remote)
      return &match;
  }
  return nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  const auto& matches = context.facts.facts().pattern_matches;
  if (context.view<FileMatches>().anywhere("rclone-given-keys") != nullptr) return;
  for (const PatternMatch& match : matches) {
    const PatternMatch::Group* name = match.group("plain");
    const PatternMatch::Group* settings = match.group("settings");
    if (match.pattern != "rclone-remote" || name == nullptr || settings == nullptr) continue;
    if (!is_unsigned(settings->value.reveal())) continue;
    const PatternMatch* command = written_by(context.facts, name->value.reveal());
    if (command == nullptr) continue;
    Finding& finding = sink.report(
        name->at, match.scope,
        fmt::format("rclone sends unsigned requests to remote \"{}\": it has no keys, and without "
                    "env_auth = true rclone looks neither at variables and profiles nor at the "
                    "role of the machine. AWS lets nobody write so.",
                    name->value.reveal()),
        "add env_auth = true");
    finding.related.push_back({command->at, "this command writes there"});
  }
}

}  // namespace

RuleDefinition rclone_remote_unsigned() {
  return {.info = {.summary = "A remote of rclone without keys that is not told to look for any",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
