// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/views/comments.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_real_long_term_key(const RuleContext& context, const CredentialPart& part) {
  const std::string_view key_id = part.value.reveal();
  return key_id_kind(key_id) == KeyIdKind::LongTerm && is_well_formed_key_id(key_id) &&
         is_judgeable(context.catalog, key_id);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    const CredentialPart* token = set.any_token();
    if (set.key_id == nullptr || token == nullptr) continue;
    if (!is_real_long_term_key(context, *set.key_id)) continue;
    if (!is_judgeable(context.catalog, token->value.reveal())) continue;
    if (stands_in_comment(context, token->at)) continue;
    Finding& finding = sink.report(
        *token,
        fmt::format(
            "A session token stands beside long-term access key {}. AWS accepts a token only with "
            "the temporary (ASIA) key it was issued with; sent with an AKIA key every request is "
            "refused.",
            set.key_id->value.redacted_key_id()),
        "remove the session token (in a shell: unset AWS_SESSION_TOKEN), or copy the ASIA key and "
        "secret "
        "that belong to it");
    finding.related.push_back({set.key_id->at, "the long-term key"});
  }
}

}  // namespace

RuleDefinition long_term_key_with_token() {
  return {.info = {.summary = "A long-term (AKIA) key beside a session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
