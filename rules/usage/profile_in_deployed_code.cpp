// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Code that names a profile in one branch and none in another knows where it runs.
bool does_without_elsewhere(const FactStore& facts, const ClientConstruction& named) {
  const auto& clients = facts.facts().client_constructions;
  return std::any_of(clients.begin(), clients.end(), [&](const ClientConstruction& other) {
    return other.at.file == named.at.file && other.constructor == named.constructor &&
           !other.profile.given();
  });
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.profile.literal() || client.profile.inherited || client.where_it_runs) continue;
    const PatternMatch* handler = matches.first(client.at.file, "lambda-handler");
    if (handler == nullptr || does_without_elsewhere(context.facts, client)) continue;
    Finding& finding = sink.report(
        client.profile.at, client.scope,
        fmt::format(
            "This runs in a Lambda function, where there is no ~/.aws: \"The config profile "
            "({}) could not be found\". The role of the function gives the credentials "
            "there.",
            client.profile.text.reveal()),
        "name no profile in the code; set AWS_PROFILE where you run it yourself");
    finding.related.push_back({handler->at, "the handler of a Lambda function"});
  }
}

}  // namespace

RuleDefinition profile_in_deployed_code() {
  return {.info = {.summary = "Code of a Lambda function names a profile",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ProfileNotFound",
                   .yields_at_span = {{"profile-not-found"}}},
          .check = check};
}

}  // namespace credlint::rules
