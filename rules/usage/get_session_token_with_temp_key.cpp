// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/sts_calls.h"
#include "rules/views/temporary_callers.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The operation, where only a user's own key may call it.
std::string_view long_term_only(const RoleAssumption& call) {
  const std::string operation = sts_operation(call);
  if (operation == "getsessiontoken") return "GetSessionToken";
  return operation == "getfederationtoken" ? "GetFederationToken" : "";
}

void check(const RuleContext& context, FindingSink& sink) {
  const TemporaryCallers& callers = context.view<TemporaryCallers>();
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    const std::string_view operation = long_term_only(call);
    const auto caller = operation.empty() ? std::nullopt : callers.of(call);
    if (!caller) continue;
    Finding& finding = sink.report(
        call,
        fmt::format("{} is called with {}. STS answers AccessDenied: \"Cannot call {} with session "
                    "credentials\"; only the long-term key of an IAM user may call it.",
                    operation, caller->what, operation),
        "use AssumeRole, which temporary credentials may call, or use the credentials that are "
        "there as they are");
    finding.related.push_back({caller->at, "these credentials are temporary"});
  }
}

}  // namespace

RuleDefinition get_session_token_with_temp_key() {
  return {.info = {.summary = "GetSessionToken or GetFederationToken with temporary credentials",
                   .reporting = Reporting::InUse,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
