// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/session_token.h"
#include "rules/views/comments.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check_token(const RuleContext& context, const CredentialPart& key_id,
                 const CredentialPart& token, FindingSink& sink) {
  // A long-term key must have no token at all: long-term-key-with-token says so.
  if (key_id_kind(key_id.value.reveal()) != KeyIdKind::Temporary) return;
  if (!is_judgeable(context.catalog, key_id.value.reveal())) return;
  const std::optional<std::string> key_account = account_of_key_id(key_id.value.reveal());
  if (!key_account || is_local_account(*key_account, context.catalog)) return;
  const TokenReading reading = read_session_token(token.value.reveal());
  if (reading.shape != TokenShape::Whole && reading.shape != TokenShape::Truncated) return;
  if (reading.token.account.empty() || reading.token.account == *key_account) return;
  Finding& finding =
      sink.report(token,
                  fmt::format("Access key and session token come from different sets. The key {} "
                              "belongs to account {}, "
                              "the token was issued for account {}; AWS accepts only the three "
                              "values of one answer of STS.",
                              key_id.value.redacted_key_id(), *key_account, reading.token.account),
                  "log in again and copy key, secret and token from the same answer");
  finding.related.push_back({key_id.at, fmt::format("the key of account {}", *key_account)});
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    const CredentialPart* token = set.any_token();
    if (set.key_id == nullptr || token == nullptr || stands_in_comment(context, token->at))
      continue;
    check_token(context, *set.key_id, *token, sink);
  }
}

}  // namespace

RuleDefinition key_token_account_mismatch() {
  return {.info = {.summary = "Access key and session token belong to different accounts",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
