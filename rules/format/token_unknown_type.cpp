// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

// Shorter ones are words.
constexpr std::size_t kShortestToken = 20;

// What the value is instead of a session token; empty when it cannot be told.
std::string other_thing(const Catalog& catalog, std::string_view value) {
  if (is_well_formed_key_id(value)) return "an access key id";
  if (is_secret_shaped(value)) return "a value of 40 characters, like a secret access key";
  if (value.size() < kShortestToken) return {};
  const auto rows = catalog.table(Table::ForeignTokens).rows;
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const DataRow& each) { return starts_with(value, each.key); });
  return row == rows.end() ? std::string() : std::string(row->value);
}

// What the key id beside a token says of whom the set is for.
enum class Pair { Aws, Unknown, Other };

Pair pair_of(const JudgedPart& token) {
  if (token.set == nullptr || token.set->key_id == nullptr) return Pair::Unknown;
  const std::string_view key_id = trim(token.set->key_id->value.reveal());
  return is_key_id_attempt(key_id) ? Pair::Aws : Pair::Other;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  for (const JudgedPart& judged : named_parts(context, PartKind::Token)) {
    // Other stores (MinIO, R2) issue tokens of their own kind with key ids of their own kind.
    const Pair pair = pair_of(judged);
    if (pair == Pair::Other || endpoints.concern(*judged.part, judged.shared_file)) continue;
    if (pair == Pair::Unknown && !name_says_aws(judged.part->name, context.catalog)) continue;
    const std::string thing = other_thing(context.catalog, judged.value);
    if (thing.empty()) continue;
    Finding& finding = report(
        sink, judged,
        fmt::format("This is {}, not a session token of STS. AWS refuses it beside any access key, "
                    "for every SDK.",
                    thing),
        "put the session token here that was issued together with the access key; exchange other "
        "tokens for credentials first (AssumeRoleWithWebIdentity, `aws sso login`)");
    if (pair == Pair::Unknown)
      finding.confidence = std::min(finding.confidence, Confidence::Medium);
  }
}

}  // namespace

RuleDefinition token_unknown_type() {
  return {.info = {.summary = "Another kind of token in the place of a session token",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"placeholder-value", "json-or-python-residue",
                                       "unexpanded-variable", "value-invisible-char",
                                       "id-secret-swapped", "smart-quotes"}}},
          .check = check};
}

}  // namespace credlint::rules
