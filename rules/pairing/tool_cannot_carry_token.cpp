// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/views/scope_parts.h"
#include "rules/views/token_fields.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.key_id == nullptr || set.secret == nullptr || set.any_token() != nullptr) continue;
    const CredentialPart& key_id = *set.key_id;
    const std::string_view id = key_id.value.reveal();
    if (key_id_kind(id) != KeyIdKind::Temporary || !is_judgeable(context.catalog, id)) continue;
    const TokenField field = context.view<TokenFields>().of(key_id);
    if (!field.tool_has_none()) continue;
    Finding& finding = sink.report(
        key_id,
        fmt::format("Temporary access key {} is given to a setting that has no field for a session "
                    "token. AWS refuses a key that begins with ASIA without its token, so no "
                    "temporary key works here.",
                    key_id.value.redacted_key_id()),
        "remove both keys from here and let the tool use the default chain (environment, profile "
        "or role), which carries the token");
    finding.related.push_back({set.secret->at, "the secret key of the pair"});
  }
}

}  // namespace

RuleDefinition tool_cannot_carry_token() {
  return {.info = {.summary = "A temporary key in a setting of a tool that takes no session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
