// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

std::string_view kind_of(char c) {
  if (c == ' ') return "a blank: a '+' that was decoded as in a form, or a copied line break";
  if (c == '\n' || c == '\r' || c == '\t') return "a line break or tab";
  if (c == '"' || c == '\'') return "a quotation mark";
  if (c == '-' || c == '_') return "'-' or '_', which stand for '+' and '/' only in URLs";
  if (c == '=') return "'=' before its end";
  return static_cast<unsigned char>(c) >= 0x80 ? "a character beyond ASCII" : "punctuation";
}

/// Every character belongs, but base64 cannot have that many.
bool has_impossible_length(std::string_view token) {
  const std::size_t padding =
      token.size() - std::min(token.size(), token.find_last_not_of('=') + 1);
  const bool clean = all_of_class(token.substr(0, token.size() - padding), is_base64_character);
  if (!clean || padding > 2) return false;
  return padding > 0 ? token.size() % 4 != 0 : token.size() % 4 == 1;
}

std::string problem(std::string_view token, const TokenReading& reading) {
  if (reading.shape == TokenShape::NotBase64 && !reading.bad_length) {
    return fmt::format("Session token holds a character that no token has: {} (position {}).",
                       kind_of(token[reading.offending_index]), reading.offending_index + 1);
  }
  return fmt::format(
      "Session token has {} characters, a number that base64 text cannot have: some were lost or "
      "added.",
      token.size());
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : named_parts(context, PartKind::Token)) {
    const std::string_view token = judged.value;
    const TokenReading reading = read_session_token(token);
    const bool damaged = reading.shape == TokenShape::NotBase64 ||
                         (reading.shape == TokenShape::Foreign &&
                          starts_like_session_token(token) && has_impossible_length(token));
    if (!damaged) continue;
    // Percent escapes and wrapped lines of shared files have rules of their own.
    const char odd = reading.bad_length || reading.shape == TokenShape::Foreign
                         ? '\0'
                         : token[reading.offending_index];
    if (odd == '%' || (odd == '\n' && judged.shared_file)) continue;
    report(sink, judged, problem(token, reading) + " AWS refuses requests that carry it.",
           "copy the session token again, as one unbroken line");
  }
}

}  // namespace

RuleDefinition token_not_base64() {
  return {.info = {.summary = "A session token that is not base64",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"token-percent-encoded", "wrapped-value",
                                       "json-or-python-residue", "value-invisible-char",
                                       "smart-quotes", "placeholder-value",
                                       "inline-comment-in-value", "quoted-value"}}},
          .check = check};
}

}  // namespace credlint::rules
