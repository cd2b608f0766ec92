// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/comments.h"
#include "rules/views/misspelt_names.h"
#include "rules/views/scope_parts.h"
#include "rules/views/token_fields.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Damaged ids, placeholders and documentation keys have rules of their own.
bool is_temporary_pair(const RuleContext& context, const CredentialSet& set) {
  if (set.key_id == nullptr || set.secret == nullptr) return false;
  const std::string_view key_id = set.key_id->value.reveal();
  return key_id_kind(key_id) == KeyIdKind::Temporary && is_well_formed_key_id(key_id) &&
         is_judgeable(context.catalog, key_id) &&
         is_judgeable(context.catalog, set.secret->value.reveal()) &&
         !stands_in_comment(context, set.key_id->at);
}

/// The likely cause first: the token under a name that no SDK reads. Else names the field as who
/// reads the key spells it.
std::string help_for(const RuleContext& context, const CredentialPart& key_id) {
  std::string cure = context.view<MisspeltNames>().cure(key_id.scope, PartKind::Token);
  if (!cure.empty()) return cure;
  const TokenFields& fields = context.view<TokenFields>();
  constexpr std::string_view kToken =
      "the session token that was issued with this key (the third value)";
  constexpr std::string_view kElse = "or log in again and copy all three";
  const CallToken call = fields.in_call(key_id);
  if (!call.argument.empty())
    return fmt::format("add `{}` with {}, {}", call.argument, kToken, kElse);
  if (!call.position.empty())
    return fmt::format("add {} as {} argument, {}", kToken, call.position, kElse);
  const TokenField field = fields.of(key_id);
  const std::string name = field.name.empty() ? "" : fmt::format("{}, ", field.name);
  return fmt::format("add {}{}, {}", name, kToken, kElse);
}

/// Where keys stand that some client is given with a token, which may come from elsewhere.
std::set<Location> given_with_token(const FileFacts& facts) {
  std::set<Location> places;
  for (const ClientConstruction& client : facts.client_constructions) {
    if (client.key_id.literal() && client.token.given()) places.insert(client.key_id.at);
  }
  return places;
}

/// Recordings and data hold one answer over and over: once a file is enough.
class Repeated {
 public:
  explicit Repeated(const RuleContext& context) : purposes_(context.view<Purposes>()) {}
  [[nodiscard]] bool is_told(const CredentialPart& key_id) {
    if (purposes_.of(key_id) == FilePurpose::Live) return false;
    return !told_.emplace(key_id.at.file, trim(key_id.value.reveal())).second;
  }

 private:
  const Purposes& purposes_;
  std::set<std::pair<FileId, std::string_view>> told_;
};

void check(const RuleContext& context, FindingSink& sink) {
  Repeated repeated(context);
  const ScopeParts& parts = context.view<ScopeParts>();
  const std::set<Location> with_token = given_with_token(context.facts.facts());
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (!is_temporary_pair(context, set)) continue;
    // An empty token belongs to empty-member, one in the other shared file is split, not missing.
    if (parts.of(set.scope, PartKind::Token) != Presence::Absent) continue;
    if (part_in_other_shared_file(context, set.scope, PartKind::Token) != nullptr) continue;
    const CredentialPart& key_id = *set.key_id;
    if (with_token.count(key_id.at) > 0 || repeated.is_told(key_id)) continue;
    Finding& finding = sink.report(
        key_id,
        fmt::format(
            "Temporary access key {} has no session token beside it. AWS refuses a key that "
            "begins with ASIA unless the session token issued with it is sent too.",
            key_id.value.redacted_key_id()),
        help_for(context, key_id));
    finding.related.push_back({set.secret->at, "the secret key of the pair"});
    if (set.secret->recognition == Recognition::Adjacent) finding.confidence = Confidence::Medium;
  }
}

}  // namespace

RuleDefinition temp_key_without_token() {
  return {
      .info = {.summary = "A temporary (ASIA) key pair without its session token",
               .reporting = Reporting::InUse,
               .error = "InvalidClientTokenId",
               .yields_at_span = {{"token-not-passed", "assume-role-token-dropped",
                                   "basic-credentials-with-temp-key", "tool-cannot-carry-token"}},
               .yields_in_scope = {{"token-not-passed", "assume-role-token-dropped",
                                    "basic-credentials-with-temp-key", "token-field-misnamed"}}},
      .check = check};
}

}  // namespace credlint::rules
