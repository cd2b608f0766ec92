// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "rules/views/judged_parts.h"
#include "rules/views/scope_parts.h"

namespace credlint::rules {
namespace {

/// Scopes in which a secret stands: what is wrong with such a pair, other rules say.
std::set<ScopeId> scopes_with_secret(const FactStore& facts) {
  std::set<ScopeId> scopes;
  for (const CredentialPart& part : facts.facts().credential_parts) {
    if (part.part == PartKind::Secret) scopes.insert(part.scope);
  }
  return scopes;
}

/// "ASIA…EXAMPLE": AWS's documentation writes its ids so.
bool is_documentation_style(std::string_view value) { return ends_with(value, "EXAMPLE"); }

bool is_temporary_id(const CredentialPart& part, const Catalog& catalog) {
  const std::string_view value = trim(part.value.reveal());
  return part.part == PartKind::KeyId && key_id_kind(value) == KeyIdKind::Temporary &&
         is_well_formed_key_id(value) && !is_documentation_style(value) &&
         !has_few_characters(value) && is_judgeable(catalog, value);
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<ScopeId> paired = scopes_with_secret(context.facts);
  std::set<std::pair<FileId, std::string_view>> told;  // logs name one id on every line
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (!is_temporary_id(part, context.catalog) || paired.contains(part.scope)) continue;
    const FileRecord& file = context.facts.file(part);
    const auto severity = exposure(file, Severity::Note, context.catalog);
    if (!severity || stands_in_url(context, part)) continue;
    if (!told.emplace(part.at.file, trim(part.value.reveal())).second) continue;
    Finding& finding = sink.report(
        part,
        fmt::format("Temporary access key id {} stands here alone. It opens nothing without the "
                    "secret key and session token that were issued with it; if they are stored, "
                    "they are stored elsewhere.{}",
                    part.value.redacted_key_id(),
                    account_of_key_id(trim(part.value.reveal())) ? " It names an account." : ""),
        "leave out the id where it is not needed");
    finding.severity = *severity;
    finding.confidence = exposure_confidence(file);
  }
}

}  // namespace

RuleDefinition temporary_key_id() {
  return {.info = {.summary = "A temporary access key id (ASIA…) without its secret",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Note,
                   .yields_at_span = {{"temp-key-without-token", "basic-credentials-with-temp-key",
                                       "token-not-passed", "assume-role-token-dropped",
                                       "tool-cannot-carry-token", "incomplete-pair",
                                       "notebook-output-credential"}}},
          .check = check};
}

}  // namespace credlint::rules
