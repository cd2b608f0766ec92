// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "rules/views/sts_calls.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What the answers in a file come from, where they all come from one kind of call.
struct Issuer {
  const RoleAssumption* call = nullptr;
  bool refused_by_iam = true;  ///< all calls are those whose credentials IAM refuses
};

/// GetFederationToken, and GetSessionToken without an MFA code.
bool is_refused_by_iam(const RoleAssumption& call) {
  const std::string operation = sts_operation(call);
  return operation == "getfederationtoken" ||
         (operation == "getsessiontoken" && !call.mfa_serial.given());
}

std::map<FileId, Issuer> issuers(const FileFacts& facts) {
  std::map<FileId, Issuer> found;
  for (const RoleAssumption& call : facts.role_assumptions) {
    if (call.setting) continue;
    Issuer& issuer = found[call.at.file];
    issuer.refused_by_iam = issuer.refused_by_iam && is_refused_by_iam(call);
    if (issuer.call == nullptr) issuer.call = &call;
  }
  return found;
}

bool is_answer(const Value& value) {
  return value.kind == Value::Kind::Member && value.source == Value::Source::RoleAssumption;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::map<FileId, Issuer> by_file = issuers(context.facts.facts());
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    const auto issuer = by_file.find(client.at.file);
    if (client.service != "iam" || issuer == by_file.end() || !issuer->second.refused_by_iam ||
        !is_answer(client.key_id) || !client.token.given())
      continue;
    Finding& finding = sink.report(
        client,
        "A client of IAM gets credentials of GetSessionToken without an MFA code, or of "
        "GetFederationToken. IAM refuses them (\"The security token included in the request is "
        "invalid\"); every other service takes them.",
        "call IAM with the user's own key, pass SerialNumber and TokenCode to GetSessionToken, or "
        "use AssumeRole");
    finding.related.push_back({issuer->second.call->at, "these credentials"});
  }
}

}  // namespace

RuleDefinition session_credentials_for_iam() {
  return {.info = {.summary = "Session credentials that IAM does not take, in a client of IAM",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
