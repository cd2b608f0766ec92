// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

std::string problem(std::string_view value) {
  if (starts_like_session_token(value)) {
    return "This is a session token, not a secret key: secret keys have 40 characters.";
  }
  if (is_key_id_attempt(value)) {
    return "This is an access key id, not a secret key: secret keys have 40 characters.";
  }
  const std::size_t length = value.size();
  if (length + 1 == kSecretLength) {
    return "Secret key has 39 characters instead of 40: one was lost, most often a '/' or '+' at "
           "an end, "
           "where a double click does not select it.";
  }
  if (length < kSecretLength) {
    return fmt::format(
        "Secret key has {} characters instead of 40: a part was not copied, often because a double "
        "click selects only up to a '/' or '+'.",
        length);
  }
  return fmt::format("Secret key has {} characters instead of 40: something was added to it.",
                     length);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : context.view<judged_secrets>()) {
    if (judged.value.size() == kSecretLength) continue;
    report(sink, judged, problem(judged.value) + " Requests signed with it are refused.",
           "copy the secret key again; if it is not at hand any more, create a new access key");
  }
}

}  // namespace

RuleDefinition secret_length() {
  return {
      .info = {.summary = "A secret key that is not 40 characters long",
               .reporting = Reporting::AsFound,
               .error = "SignatureDoesNotMatch",
               .yields_at_span = {{"secret-alphabet", "secret-percent-encoded", "secret-is-hash",
                                   "secret-is-smtp-password", "json-or-python-residue",
                                   "value-invisible-char", "smart-quotes", "wrapped-value"}},
               .yields_in_scope = {{"id-secret-swapped"}}},
      .check = check};
}

}  // namespace credlint::rules
