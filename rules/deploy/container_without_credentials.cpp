// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The variable of a key id that the script exported before, to itself and not to one command.
const EnvAssignment* exported_key(const RuleContext& context, const PatternMatch& run) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    const bool before = assignment.at.file == run.at.file &&
                        assignment.at.span.begin < run.at.span.begin &&
                        assignment.syntax == EnvSyntax::ShellExport;
    if (before && name != nullptr && name->tool == "aws" && name->meaning == Meaning::KeyId &&
        !(assignment.literal && assignment.value.empty()))
      return &assignment;
  }
  return nullptr;
}

/// Options that bring variables, files of variables, folders of a home or a network with an address
/// for credentials.
bool is_given_something(std::string_view given) {
  for (const std::string_view text :
       {" -e", "--env", ".aws", "$HOME", "${HOME}", "~/", "--network", "--net", "credentials",
        "secret", "$@", "$*", "[@]", "OPTS", "ARGS", "OPTIONS", "FLAGS"})
    if (contains(given, text)) return true;
  return false;
}

/// What the container is told says that it is to talk to AWS.
bool needs_aws(std::string_view given) {
  const std::string text = to_lower(given);
  return contains(text, "s3://") || contains(text, "--s3-") || contains(text, "aws-cli ") ||
         contains(text, "--aws-") || contains(text, "awscli ");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const PatternMatch::Group* run = match.group("plain");
    const PatternMatch::Group* given = match.group("words");
    if (match.pattern != "container-run" || run == nullptr || given == nullptr) continue;
    const std::string_view words = given->value.reveal();
    if (is_given_something(words) || !needs_aws(words)) continue;
    const EnvAssignment* key = exported_key(context, match);
    if (key == nullptr) continue;
    Finding& finding = sink.report(
        run->at, match.scope,
        fmt::format("The script exports {}, but the container does not see the variables of the "
                    "shell that starts it, and nothing is passed on to it. It looks for the role "
                    "of the machine and finds no credentials.",
                    key->name),
        "pass them on by their names: -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY "
        "-e AWS_SESSION_TOKEN -e AWS_REGION");
    finding.related.push_back({key->at, "exported here"});
  }
}

}  // namespace

RuleDefinition container_without_credentials() {
  return {.info = {.summary = "A script exports keys and starts a container that gets none of them",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
