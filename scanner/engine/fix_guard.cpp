// SPDX-License-Identifier: MIT
#include "scanner/engine/fix_guard.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

bool holds_credential(std::string text, const CredentialPieces& credentials) {
  std::ranges::replace(text, '\n', ' ');
  bool found = mask_unrecognised(text) != printable(text);
  credentials.find(text, [&](std::size_t, std::size_t) { found = true; });
  return found;
}

bool is_line_end(std::string_view text) {
  return text.find_first_not_of("\r\n") == std::string_view::npos;
}

/// The characters of an excerpt, which are those of the line.
std::vector<char32_t> characters_of(std::string_view text) {
  std::vector<char32_t> characters;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    characters.push_back(character.code_point);
    at += character.length;
  }
  return characters;
}

/// What an excerpt shows of so many characters of its line; nothing where it was cut before that.
std::optional<std::span<const char32_t>> shown_at(const Excerpt& excerpt,
                                                  const std::vector<char32_t>& characters,
                                                  std::uint32_t column, std::size_t count) {
  if (column < excerpt.first_column) return std::nullopt;
  const std::size_t first = column - excerpt.first_column;
  if (first + count > characters.size()) return std::nullopt;
  return std::span(characters).subspan(first, count);
}

/// Whether a character of an excerpt may be that of the line. What is masked may be anything.
bool may_be(char32_t shown, char32_t wanted) {
  const bool plain = wanted > U' ' && wanted < U'\x7f';
  return shown == U'*' || shown == wanted || (!plain && shown <= U' ') || shown == U'\uFFFD';
}

/// Within the place of the finding a rule knows the text, where no excerpt shows it.
bool may_stand_there(const Finding& finding, const Edit& edit, const FactStore& facts) {
  if (edit.at.span.size() != edit.before.size()) return false;
  if (is_line_end(edit.before)) return true;
  const FileRecord& file = facts.file(edit.at.file);
  const auto excerpt = file.excerpts.find(edit.at.line);
  if (excerpt == file.excerpts.end() || edit.at.end_line != edit.at.line) return false;
  const std::vector<char32_t> characters = characters_of(excerpt->second.text);
  const std::vector<char32_t> wanted = characters_of(edit.before);
  const auto shown = shown_at(excerpt->second, characters, edit.at.column, wanted.size());
  if (shown) return std::ranges::equal(*shown, wanted, may_be);
  const bool cut = excerpt->second.cut_before || excerpt->second.cut_after;
  return cut && edit.at.file == finding.at.file && finding.at.span.contains(edit.at.span);
}

bool overlap(const std::vector<Edit>& edits) {
  for (std::size_t i = 0; i < edits.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (edits[i].at.file != edits[j].at.file) continue;
      if (edits[i].at.span.overlaps(edits[j].at.span) || edits[i].at.span == edits[j].at.span)
        return true;
    }
  }
  return false;
}

bool is_sound(const Finding& finding, const FactStore& facts, const CredentialPieces& credentials) {
  const Fix& fix = *finding.fix;
  if (fix.edits.empty() != (fix.whole != FileFix::None)) return false;
  if (overlap(fix.edits) || holds_credential(fix.title, credentials)) return false;
  return std::ranges::all_of(fix.edits, [&](const Edit& edit) {
    return !holds_credential(edit.before, credentials) &&
           !holds_credential(edit.after, credentials) && may_stand_there(finding, edit, facts);
  });
}

}  // namespace

void drop_unsound_fixes(std::vector<Finding>& findings, const FactStore& facts,
                        const CredentialPieces& credentials) {
  for (Finding& finding : findings) {
    if (finding.fix && !is_sound(finding, facts, credentials)) finding.fix.reset();
  }
}

}  // namespace credlint
