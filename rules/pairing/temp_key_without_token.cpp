// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/support/key_id.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.key_id == nullptr || set.secret == nullptr || set.any_token() != nullptr) continue;
    const CredentialPart& key_id = *set.key_id;
    if (key_id_kind(key_id.value.reveal()) != KeyIdKind::Temporary) continue;
    Finding& finding = sink.report(
        key_id,
        fmt::format("Temporary access key {} has no session token beside it. AWS refuses a key that "
                    "begins with ASIA unless the session token issued with it is sent too.",
                    key_id.value.redacted_key_id()),
        "add the session token that was issued with this key (the third value), or log in again "
        "and copy all three");
    finding.related.push_back({set.secret->at, "the secret key of the pair"});
  }
}

}  // namespace

RuleDefinition temp_key_without_token() {
  return {.info = {.summary = "A temporary (ASIA) key pair without its session token",
                   .error = "InvalidClientTokenId",
                   .yields_in_scope = {{"token-not-passed", "assume-role-token-dropped",
                                        "basic-credentials-with-temp-key"}}},
          .check = check};
}

}  // namespace credlint::rules
