// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/region_names.h"
#include "rules/views/env_scopes.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_aws_key(const Catalog& catalog, std::string_view key) {
  return is_well_formed_key_id(key) && is_judgeable(catalog, key);
}

void report(const Location& at, ScopeId scope, const Secret& key, const Location& endpoint,
            std::string_view url, FindingSink& sink) {
  Finding& finding = sink.report(
      at, scope,
      fmt::format("The AWS key {} is sent to {}, which is not AWS. That store does not know it "
                  "(InvalidAccessKeyId), and its operator gets to see the key's id and signatures.",
                  key.redacted_key_id(), host_of(url)),
      "use the store's own keys, or drop the endpoint");
  finding.related.push_back({endpoint, "the endpoint"});
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.key_id.literal() || !client.endpoint.literal() || client.key_id.inherited) continue;
    const std::string_view url = client.endpoint.text.reveal();
    if (is_aws_endpoint(context.catalog, url) || host_of(url).empty()) continue;
    if (!is_aws_key(context.catalog, client.key_id.text.reveal())) continue;
    report(client.key_id.at, client.scope, client.key_id.text, client.endpoint.at, url, sink);
  }
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* key = variables.find("AWS_ACCESS_KEY_ID");
    const EnvAssignment* endpoint = variables.find("AWS_ENDPOINT_URL");
    if (endpoint == nullptr) endpoint = variables.find("AWS_ENDPOINT_URL_S3");
    if (key == nullptr || endpoint == nullptr) continue;
    const std::string_view url = endpoint->value.reveal();
    if (is_aws_endpoint(context.catalog, url) || !is_aws_key(context.catalog, key->value.reveal()))
      continue;
    report(key->at, scope, key->value, endpoint->at, url, sink);
  }
}

}  // namespace

RuleDefinition real_keys_against_endpoint() {
  return {.info = {.summary = "A key of AWS for a store that is not AWS",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "InvalidAccessKeyId"},
          .check = check};
}

}  // namespace credlint::rules
