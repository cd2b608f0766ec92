// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// An endpoint for all services that the environment names.
bool has_endpoint_in_environment(const FactStore& facts) {
  const auto& assignments = facts.facts().env_assignments;
  return std::any_of(assignments.begin(), assignments.end(), [](const EnvAssignment& assignment) {
    return starts_with(assignment.name, "AWS_ENDPOINT_URL");
  });
}

/// What the file sets for all clients of the SDK, or for those of this service, may hold an
/// endpoint.
bool may_be_configured(const FactStore& facts, const ClientConstruction& client) {
  const auto& others = facts.facts().client_constructions;
  return std::any_of(others.begin(), others.end(), [&](const ClientConstruction& other) {
    if (other.at.file != client.at.file || other.sdk != client.sdk || !other.service.empty())
      return false;
    const auto& unknown = other.unknown_arguments;
    return other.endpoint.given() || other.unfollowed ||
           std::any_of(unknown.begin(), unknown.end(),
                       [&](const Argument& argument) { return argument.name == client.service; });
  });
}

/// A client of the same file that goes elsewhere: the keys are made for that one.
const ClientConstruction* client_elsewhere(const FactStore& facts,
                                           const ClientConstruction& client) {
  const auto& clients = facts.facts().client_constructions;
  const auto found = std::find_if(clients.begin(), clients.end(), [&](const auto& other) {
    return other.at.file == client.at.file && other.endpoint.given() && other.key_id.literal() &&
           other.key_id.text == client.key_id.text;
  });
  return found == clients.end() ? nullptr : &*found;
}

/// Whether requests of the file are answered within the test. An address of LocalStack is that of
/// one client, where another with the same key has it.
bool is_stubbed(const RuleContext& context, const ClientConstruction& client, bool elsewhere) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "aws-stub" || match.at.file != client.at.file) continue;
    const PatternMatch::Group* word = match.group("plain");
    const bool address =
        word != nullptr && starts_with(to_lower(word->value.reveal()), "localstack");
    if (!elsewhere || !address) return true;
  }
  return false;
}

void check(const RuleContext& context, FindingSink& sink) {
  if (has_endpoint_in_environment(context.facts)) return;
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.key_id.literal() || !client.secret.literal() || client.service.empty()) continue;
    if (client.endpoint.given() || client.open_ended || client.unfollowed) continue;
    const std::string_view key = client.key_id.text.reveal();
    if (placeholder_kind(key, context.catalog) != PlaceholderKind::Dummy) continue;
    const ClientConstruction* elsewhere = client_elsewhere(context.facts, client);
    if (is_stubbed(context, client, elsewhere != nullptr) ||
        may_be_configured(context.facts, client))
      continue;
    Finding& finding = sink.report(
        client.key_id.at, client.scope,
        fmt::format(
            "A made-up key goes to AWS itself, since this client of {} is given no endpoint. "
            "AWS knows no such key: \"The security token included in the request is "
            "invalid\".",
            client.service),
        "give the client the endpoint of the local stack, or leave the keys out");
    if (client.key_id.inherited) finding.at = client.at;
    if (elsewhere != nullptr)
      finding.related.push_back({elsewhere->at, "this client with the same key has an endpoint"});
  }
}

}  // namespace

RuleDefinition fake_keys_against_aws() {
  return {.info = {.summary = "A made-up key for a client without an endpoint of its own",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
