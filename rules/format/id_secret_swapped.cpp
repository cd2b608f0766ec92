// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

bool is_key_id(std::string_view value) {
  return value.size() == kKeyIdLength && is_key_id_attempt(value);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : named_parts(context, PartKind::KeyId)) {
    if (judged.set == nullptr || judged.set->key_id != judged.part) continue;
    const CredentialPart* secret = judged.set->secret;
    if (secret == nullptr || !is_key_id(trim(secret->value.reveal()))) continue;
    if (!is_secret_attempt(judged.value) || is_key_id(judged.value)) continue;
    Finding& finding = report(sink, judged,
                              fmt::format("Access key id and secret key are swapped: the secret "
                                          "key stands in the place of the id, and "
                                          "{} in the place of the secret. AWS takes the first for "
                                          "the name of a key that does not exist.",
                                          secret->value.redacted_key_id()),
                              "exchange the two values");
    finding.related.push_back({secret->at, "the access key id, in the place of the secret key"});
  }
}

}  // namespace

RuleDefinition id_secret_swapped() {
  return {.info = {.summary = "Access key id and secret key in each other's place",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
