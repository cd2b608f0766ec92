// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"
#include "rules/views/scope_parts.h"

namespace credlint::rules {
namespace {

bool is_key_id(std::string_view value) {
  return value.size() == kKeyIdLength && is_key_id_attempt(value);
}

std::string message_of(std::string_view shown_key_id) {
  return fmt::format(
      "Access key id and secret key are swapped: the secret key stands in the place of the id, and "
      "{} in the place of the secret. AWS takes the first for the name of a key that does not "
      "exist.",
      shown_key_id);
}

/// What fields are for that no SDK has can be told by their names only.
void check_unknown_fields(const RuleContext& context, const std::set<Location>& judged,
                          FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "pair-swapped") continue;
    const bool behind = match.group("secret") == nullptr || match.group("secret")->value.empty();
    const PatternMatch::Group* secret = match.group(behind ? "secret_behind" : "secret");
    const PatternMatch::Group* id = match.group(behind ? "id_before" : "id");
    if (secret == nullptr || id == nullptr || judged.contains(secret->at)) continue;
    if (!is_secret_attempt(secret->value.reveal()) ||
        !is_judgeable(context.catalog, id->value.reveal()))
      continue;
    Finding& finding = sink.report(secret->at, match.scope, message_of(id->value.redacted_key_id()),
                                   "exchange the two values");
    finding.related.push_back({id->at, "the access key id, in the place of the secret key"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  std::set<Location> told;
  for (const JudgedPart& judged : named_parts(context, PartKind::KeyId)) {
    if (judged.set == nullptr || judged.set->key_id != judged.part) continue;
    const CredentialPart* secret = judged.set->secret;
    if (secret == nullptr || !is_key_id(trim(secret->value.reveal()))) continue;
    if (!is_secret_attempt(judged.value) || is_key_id(judged.value)) continue;
    Finding& finding = report(sink, judged, message_of(secret->value.redacted_key_id()),
                              "exchange the two values");
    finding.related.push_back({secret->at, "the access key id, in the place of the secret key"});
    told.insert(judged.part->at);
  }
  check_unknown_fields(context, told, sink);
}

}  // namespace

RuleDefinition id_secret_swapped() {
  return {.info = {.summary = "Access key id and secret key in each other's place",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
