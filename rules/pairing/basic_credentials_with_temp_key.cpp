// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/call_tokens.h"
#include "rules/anatomy/key_id.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool has_empty_token(const ClientConstruction& call) {
  return call.token.literal() && call.token.text.empty();
}

/// Names the class or argument as the SDK spells it.
std::string help_for(const RuleContext& context, const ClientConstruction& call, bool no_place) {
  const CallToken token = call_token(context.catalog, context.facts.file(call).format, call);
  constexpr std::string_view kElse = "or let the SDK find the credentials";
  if (!no_place) return fmt::format("pass the session token{}, {}", token.where(), kElse);
  if (token.instead.empty())
    return fmt::format("use the class or call that also takes a session token, {}", kElse);
  return fmt::format("use {}, which also takes a session token, {}", token.instead, kElse);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (!call.key_id.literal() || call.key_id.inherited || call.open_ended) continue;
    const bool no_place = !call.carries_token && !call.token.given();
    if (!no_place && !has_empty_token(call)) continue;
    const std::string_view key_id = call.key_id.text.reveal();
    if (key_id_kind(key_id) != KeyIdKind::Temporary || !is_well_formed_key_id(key_id)) continue;
    if (!is_judgeable(context.catalog, key_id)) continue;
    sink.report(
        call.key_id.at, call.scope,
        fmt::format(
            "{} {} temporary access key {}. AWS refuses a key that begins with ASIA unless the "
            "session token issued with it is sent too.",
            call.callee,
            no_place ? "has no place for the session token of"
                     : "sends an empty session token with",
            call.key_id.text.redacted_key_id()),
        help_for(context, call, no_place));
  }
}

}  // namespace

RuleDefinition basic_credentials_with_temp_key() {
  return {.info = {.summary = "A temporary (ASIA) key in a call that carries no session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId",
                   .yields_in_scope = {{"token-not-passed", "assume-role-token-dropped"}}},
          .check = check};
}

}  // namespace credlint::rules
