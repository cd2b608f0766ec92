// SPDX-License-Identifier: MIT
#include "rules/anatomy/value_fixes.h"

#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// The empty place so many bytes into a value.
Location place_in(const Location& at, std::string_view value, std::size_t offset) {
  Location place = start_of(at);
  for (std::size_t i = 0; i < offset;) {
    const DecodedCharacter character = decode_utf8(value, i);
    i += character.length;
    place.column += 1;
    place.utf16_column += character.code_point >= 0x10000 ? 2 : 1;
  }
  const auto begin = static_cast<std::uint32_t>(at.span.begin + offset);
  place.span = {begin, begin};
  place.end_column = place.column;
  place.utf16_end_column = place.utf16_column;
  return place;
}

}  // namespace

std::optional<Fix> fix_pieces(const Location& at, std::string_view value,
                              const std::vector<PieceFix>& pieces, std::string_view title) {
  if (pieces.empty() || at.span.size() != value.size() || at.line != at.end_line)
    return std::nullopt;
  Fix fix{
      .title = std::string(title), .safety = FixSafety::Safe, .edits = {}, .whole = FileFix::None};
  for (const PieceFix& piece : pieces) {
    fix.edits.push_back(
        {from_to(place_in(at, value, piece.at), place_in(at, value, piece.at + piece.size)),
         std::string(value.substr(piece.at, piece.size)), std::string(piece.after)});
  }
  return fix;
}

std::optional<Fix> percent_decoded(const Location& at, std::string_view value) {
  struct Escape {
    std::string_view text;
    std::string_view character;
  };
  constexpr Escape kEscapes[] = {{"%2f", "/"}, {"%2b", "+"}, {"%3d", "="}};
  std::vector<PieceFix> pieces;
  for (std::size_t i = value.find('%'); i != std::string_view::npos; i = value.find('%', i + 1)) {
    const std::string escape = to_lower(value.substr(i, 3));
    std::string_view character;
    for (const Escape& known : kEscapes) {
      if (escape == known.text) character = known.character;
    }
    if (character.empty()) return std::nullopt;
    pieces.push_back({i, 3, character});
  }
  return fix_pieces(at, value, pieces, "write '/', '+' and '=' themselves");
}

std::optional<Fix> cut_ends(const Location& at, std::string_view value, std::size_t leading,
                            std::size_t trailing, std::string_view title) {
  if (leading + trailing > value.size()) return std::nullopt;
  std::vector<PieceFix> pieces;
  if (leading > 0) pieces.push_back({0, leading, {}});
  if (trailing > 0) pieces.push_back({value.size() - trailing, trailing, {}});
  return fix_pieces(at, value, pieces, title);
}

}  // namespace credlint
