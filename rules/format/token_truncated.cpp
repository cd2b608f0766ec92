// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/session_token.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

/// A piece of the token on a further line: wrapped-value speaks of that.
bool goes_on_below(const RuleContext& context, const CredentialPart& token) {
  const auto& lines = context.facts.facts().odd_lines;
  return std::any_of(lines.begin(), lines.end(), [&](const OddLine& line) {
    return line.scope == token.scope && line.base64 && line.at.span.begin >= token.at.span.end;
  });
}

/// The character right behind the part, as its line shows it; '\0' at the end of the line.
char character_behind(const RuleContext& context, const CredentialPart& part) {
  const auto& excerpts = context.facts.file(part).excerpts;
  const auto excerpt = excerpts.find(part.at.end_line);
  if (excerpt == excerpts.end() || part.at.end_column < excerpt->second.first_column) return '\0';
  const std::string& text = excerpt->second.text;
  const std::size_t index = part.at.end_column - excerpt->second.first_column;
  // Columns count characters, of which a line with a token rarely holds any beyond ASCII.
  return index < text.size() ? text[index] : '\0';
}

void check(const RuleContext& context, FindingSink& sink) {
  constexpr std::size_t kShortest = 60;
  for (const JudgedPart& judged : named_parts(context, PartKind::Token)) {
    const TokenReading reading = read_session_token(judged.value);
    if (reading.shape != TokenShape::Truncated) continue;
    const bool settings = judged.shared_file || judged.assignment != nullptr;
    if (!settings && judged.value.size() < kShortest) continue;
    if (goes_on_below(context, *judged.part)) continue;
    // An escape ("\/" in JSON, "%2B") ended what could be read of it.
    const char behind = character_behind(context, *judged.part);
    if (behind == '\\' || behind == '%' || behind == '.') continue;
    report(sink, judged,
           fmt::format("Session token is cut short: after its {} characters at least {} more are "
                       "missing. AWS refuses "
                       "requests that carry it.",
                       judged.value.size(), (reading.missing_bytes * 4 + 2) / 3),
           "copy the whole session token; look for a limit of the field, column or variable that "
           "held it");
  }
}

}  // namespace

RuleDefinition token_truncated() {
  return {.info = {.summary = "A session token that ends too early",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"wrapped-value", "placeholder-value", "token-not-base64"}}},
          .check = check};
}

}  // namespace credlint::rules
