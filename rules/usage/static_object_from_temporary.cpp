// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    const bool from_sts = client.key_id.kind == Value::Kind::Member &&
                          client.key_id.source == Value::Source::RoleAssumption;
    const bool at_file_level = client.function.index == 0;
    if (!from_sts || !at_file_level || client.service.empty()) continue;
    const PatternMatch* server = matches.first(client.at.file, "server");
    const PatternMatch* handler = matches.first(client.at.file, "lambda-handler");
    if (server == nullptr && handler == nullptr) continue;
    Finding& finding = sink.report(
        client,
        fmt::format("This client is made once, with credentials that STS issued for an hour by "
                    "default, but {} lives longer. From then on every request fails with "
                    "ExpiredToken until it is started anew.",
                    server != nullptr ? "the program" : "the Lambda function's container"),
        "let the SDK assume the role and renew it: a profile with role_arn, or its "
        "assume-role provider; or make the client where a request is served");
    finding.related.push_back({(server != nullptr ? server : handler)->at, "what lives longer"});
    finding.related.push_back({client.key_id.at, "the credentials come from STS"});
  }
}

}  // namespace

RuleDefinition static_object_from_temporary() {
  return {.info = {.summary = "A lasting client with credentials that expire",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "ExpiredToken",
                   .yields_in_scope = {{"assume-role-token-dropped"}}},
          .check = check};
}

}  // namespace credlint::rules
