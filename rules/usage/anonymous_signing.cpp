// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const DataTable& open = context.catalog.table(Table::AnonymousServices);
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.signature_version.literal() || client.service.empty() || client.endpoint.given())
      continue;
    if (client.signature_version.text.reveal() != "UNSIGNED") continue;
    if (open.find(client.service) != nullptr) continue;
    sink.report(client,
                fmt::format("Requests of this client are not signed. {} answers no anonymous "
                            "requests: MissingAuthenticationToken.",
                            client.service),
                "sign the requests: leave the signature version and anonymous credentials out");
  }
}

}  // namespace

RuleDefinition anonymous_signing() {
  return {.info = {.summary = "Unsigned requests to a service that wants a signature",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "MissingAuthenticationToken"},
          .check = check};
}

}  // namespace credlint::rules
