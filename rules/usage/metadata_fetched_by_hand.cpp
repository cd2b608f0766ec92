// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What is wrong with the request, beside that nobody repeats it.
std::string faults_of(const PatternMatch& request, bool asks_for_token) {
  const PatternMatch::Group* role = request.group("plain_role");
  const bool names_role = role != nullptr && role->value.size() > 1;
  std::string text;
  if (!asks_for_token) {
    text +=
        " The request has no session token of the metadata service (IMDSv1); an instance that "
        "requires version 2 answers 401, and new instances do.";
  }
  if (names_role) {
    text += fmt::format(" The role's name ({}) is written into it, and it breaks with the role.",
                        role->value.reveal().substr(1));
  }
  return text;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  std::set<FileId> told;  // the name of the role and each member are asked for in turn
  for (const PatternMatch& request : context.facts.facts().pattern_matches) {
    if (request.pattern != "metadata-by-hand") continue;
    const PatternMatch::Group* address = request.group("plain");
    if (address == nullptr || address->value.empty()) continue;  // a comment
    const std::string faults = faults_of(request, matches.in_file_of(request, "metadata-token"));
    // A program of its own that takes the token and asks for the name may well ask again.
    if (faults.empty() || !told.insert(address->at.file).second) continue;
    sink.report(address->at, request.scope,
                fmt::format("The credentials of the instance's role are fetched by hand. They live "
                            "for about 6 hours, and what took them is not told of the next ones."
                            "{}",
                            faults),
                "leave it to the SDK or the AWS CLI, which ask the service themselves and renew in "
                "time; for a program that takes variables only: aws configure "
                "export-credentials --format env");
  }
}

}  // namespace

RuleDefinition metadata_fetched_by_hand() {
  return {.info = {.summary = "Credentials of the instance's role are fetched by hand",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
