// SPDX-License-Identifier: MIT
#include "rules/views/shown_text.h"

#include <algorithm>

#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

const Excerpt* excerpt_of(const FactStore& facts, const Location& at) {
  const auto& excerpts = facts.file(at.file).excerpts;
  const auto found = excerpts.find(at.line);
  return found == excerpts.end() ? nullptr : &found->second;
}

/// Excerpts show a character for each of the line: of ASCII, columns are indices.
std::optional<std::string> columns(const FactStore& facts, const Location& at, std::uint32_t from,
                                   std::optional<std::uint32_t> to) {
  const Excerpt* line = excerpt_of(facts, at);
  if (line == nullptr || line->cut_before || (!to && line->cut_after)) return std::nullopt;
  const std::size_t end = to ? *to - 1 : line->text.size();
  if (from == 0 || from - 1 > end || end > line->text.size()) return std::nullopt;
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::all_of(line->text.begin(), line->text.begin() + static_cast<std::ptrdiff_t>(end),
                   is_ascii))
    return std::nullopt;
  return line->text.substr(from - 1, end - (from - 1));
}

}  // namespace

std::optional<std::string> text_before(const FactStore& facts, const Location& at) {
  return columns(facts, at, 1, at.column);
}

std::optional<std::string> text_behind(const FactStore& facts, const Location& at) {
  if (at.line != at.end_line) return std::nullopt;
  return columns(facts, at, at.end_column, std::nullopt);
}

std::optional<std::string> text_between(const FactStore& facts, const Location& first,
                                        const Location& second) {
  if (first.end_line != second.line || first.line != second.line) return std::nullopt;
  if (second.span.begin < first.span.end) return std::nullopt;
  return columns(facts, first, first.end_column, second.column);
}

namespace {

/// The character of a line that stands in a column.
std::optional<std::string> character_in(const FactStore& facts, const Location& line,
                                        std::uint32_t column) {
  const Excerpt* excerpt = excerpt_of(facts, line);
  if (excerpt == nullptr || column < excerpt->first_column) return std::nullopt;
  std::uint32_t here = excerpt->first_column;
  for (std::size_t i = 0; i < excerpt->text.size(); ++here) {
    const std::size_t length = decode_utf8(excerpt->text, i).length;
    if (here == column) return excerpt->text.substr(i, length);
    i += length;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Edit> shown_character_before(const FactStore& facts, const Location& at) {
  if (at.column < 2) return std::nullopt;
  const std::optional<std::string> text = character_in(facts, at, at.column - 1);
  if (!text) return std::nullopt;
  Location place = ascii_before(at, 1);
  place.span.begin = place.span.end - static_cast<std::uint32_t>(text->size());
  return Edit{place, *text, {}};
}

std::optional<Edit> shown_character_behind(const FactStore& facts, const Location& at) {
  const std::optional<std::string> text = character_in(facts, end_of(at), at.end_column);
  if (!text) return std::nullopt;
  Location place = ascii_behind(at, 1);
  place.span.end = place.span.begin + static_cast<std::uint32_t>(text->size());
  return Edit{place, *text, {}};
}

std::optional<Fix> write_between(const FactStore& facts, const Location& first,
                                 const Location& second, std::string_view after, FixSafety safety) {
  const std::optional<std::string> before = text_between(facts, first, second);
  if (!before) return std::nullopt;
  return replacement(from_to(end_of(first), start_of(second)), *before, after, safety);
}

std::optional<Fix> comment_above(const FactStore& facts, const Location& value,
                                 const Location& comment) {
  const std::optional<std::string> gap = text_between(facts, value, comment);
  const std::optional<std::string> front = text_before(facts, value);
  const std::optional<std::string> text = text_between(facts, start_of(comment), end_of(comment));
  if (!gap || !front || !text || !trim(*gap).empty()) return std::nullopt;
  const auto column = static_cast<std::uint32_t>(front->size());
  return Fix{.title = "move the comment to a line of its own",
             .safety = FixSafety::Safe,
             .edits = {{start_of(ascii_before(value, column)), {}, *text + "\n"},
                       {from_to(end_of(value), comment), *gap + *text, {}}},
             .whole = FileFix::None};
}

}  // namespace credlint
