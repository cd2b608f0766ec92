// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

/// A whole secret key, and what zsh prints behind a line without an end.
bool is_zsh_mark(std::string_view value) {
  return value.size() == kSecretLength + 1 && value.back() == '%' &&
         std::all_of(value.begin(), value.end() - 1, is_base64_character);
}

/// Names the kind of character only: the character may be a part of some password.
std::string_view kind_of(char c) {
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return "white space";
  if (c == '"' || c == '\'') return "a quotation mark";
  if (c == '=') return "'=', which ends base64 text but never a secret key";
  if (c == '-' || c == '_') return "'-' or '_', which stand for '+' and '/' only in URLs";
  return static_cast<unsigned char>(c) >= 0x80 ? "a character beyond ASCII" : "punctuation";
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : context.view<judged_secrets>()) {
    const std::string_view value = judged.value;
    const auto odd = std::find_if_not(value.begin(), value.end(), is_base64_character);
    // Far from the length of a secret key, the length is the better explanation.
    const bool near_length = value.size() + 8 >= kSecretLength && value.size() <= kSecretLength + 8;
    if (odd == value.end() || !near_length) continue;
    if (is_zsh_mark(value)) {
      report(sink, judged,
             "Secret key ends with a '%' that is no part of it: zsh prints one where a file or an "
             "output ends without a new line, and it was copied along. Requests signed with it are "
             "refused.",
             "remove the '%' at the end");
      continue;
    }
    report(
        sink, judged,
        fmt::format("Secret key holds a character that no secret key has: {} (position {}). Secret "
                    "keys consist of "
                    "letters, digits, '/' and '+'; requests signed with anything else are refused.",
                    kind_of(*odd), odd - value.begin() + 1),
        "remove the character, or copy the secret key again");
  }
}

}  // namespace

RuleDefinition secret_alphabet() {
  return {
      .info = {.summary = "A secret key with a character that secret keys never have",
               .reporting = Reporting::AsFound,
               .error = "SignatureDoesNotMatch",
               .yields_at_span = {{"json-or-python-residue", "secret-percent-encoded",
                                   "value-invisible-char", "smart-quotes", "unexpanded-variable",
                                   "placeholder-value", "wrapped-value", "value-whitespace"}},
               .yields_in_scope = {{"id-secret-swapped"}}},
      .check = check};
}

}  // namespace credlint::rules
