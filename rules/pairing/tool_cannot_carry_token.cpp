// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "rules/anatomy/key_id.h"
#include "rules/views/comments.h"
#include "rules/views/scope_parts.h"
#include "rules/views/token_fields.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check_settings(const RuleContext& context, FindingSink& sink) {
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

/// SMTP knows a user and a password only.
void check_mail(const RuleContext& context, FindingSink& sink) {
  std::set<Location> told;
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "smtp-user" && match.pattern != "smtp-user-before-server") continue;
    const PatternMatch::Group* key_id = match.group("key_id");
    if (key_id == nullptr || !is_well_formed_key_id(key_id->value.reveal())) continue;
    if (!is_judgeable(context.catalog, key_id->value.reveal())) continue;
    if (stands_in_comment(context, key_id->at) || !told.insert(key_id->at).second) continue;
    Finding& finding = sink.report(
        key_id->at, match.scope,
        fmt::format("Temporary access key {} is the user of an SMTP server. SMTP has no field for "
                    "a session token, so SES answers 535 Authentication Credentials Invalid, "
                    "whatever the password.",
                    key_id->value.redacted_key_id()),
        "make SMTP credentials from the long-term key of an IAM user, or send with the API of SES, "
        "which takes the session token");
    finding.error = "535 Authentication Credentials Invalid";
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_settings(context, sink);
  check_mail(context, sink);
}

}  // namespace

RuleDefinition tool_cannot_carry_token() {
  return {.info = {.summary = "A temporary key in a setting of a tool that takes no session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
