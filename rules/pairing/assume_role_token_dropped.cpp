// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_from_sts(const Value& value) {
  return value.kind == Value::Kind::Member && value.source == Value::Source::RoleAssumption &&
         !value.inherited;
}

bool is_missing(const Value& token) {
  return !token.given() || (token.literal() && token.text.empty());
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (call.open_ended || !is_missing(call.token)) continue;
    if (!is_from_sts(call.key_id) || !is_from_sts(call.secret)) continue;
    Finding& finding =
        sink.report(call,
                    fmt::format("{} is given the key and secret that STS issued but not their "
                                "session token. AWS refuses "
                                "temporary credentials without it.",
                                call.constructor),
                    call.carries_token
                        ? "pass the session token of the same answer too"
                        : fmt::format("use the class that also takes a session token instead of {}",
                                      call.constructor));
    finding.related.push_back({call.key_id.at, "the key id comes from the answer of STS"});
  }
}

}  // namespace

RuleDefinition assume_role_token_dropped() {
  return {.info = {.summary = "Credentials issued by STS are used without their session token",
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
