// SPDX-License-Identifier: MIT
#include "rules/views/token_age.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/comments.h"

namespace credlint {
namespace {

std::optional<TimePoint> creation_of(const CredentialPart& part) {
  const std::string_view text = trim(part.value.reveal());
  if (!starts_like_session_token(text)) return std::nullopt;
  // Inside a URL a token is percent-encoded as it should be; elsewhere that is a defect of its own.
  const TokenReading reading = part.recognition == Recognition::Shape
                                   ? read_session_token(percent_decode(text))
                                   : read_session_token(text);
  if (reading.shape != TokenShape::Whole) return std::nullopt;
  return reading.token.created;
}

}  // namespace

std::vector<DatedToken> dated_tokens(const RuleContext& context) {
  std::vector<DatedToken> tokens;
  // Login tools write the token under its old and its current name: one token.
  std::set<std::pair<ScopeId, std::uint64_t>> seen;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part != PartKind::Token || part.program_output ||
        context.facts.file(part).has(Trait::Template))
      continue;
    if (context.catalog.table(Table::DocumentationKeys).find(part.value.reveal()) != nullptr)
      continue;
    const std::optional<TimePoint> created = creation_of(part);
    if (!created || !seen.emplace(part.scope, part.value.fingerprint()).second) continue;
    tokens.push_back({&part, *created});
  }
  return tokens;
}

std::vector<DatedToken> sent_tokens(const RuleContext& context) {
  std::vector<DatedToken> tokens = context.view<dated_tokens>();
  std::erase_if(
      tokens, [&](const DatedToken& token) { return stands_in_comment(context, token.part->at); });
  return tokens;
}

}  // namespace credlint
