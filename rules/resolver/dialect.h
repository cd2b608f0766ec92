// SPDX-License-Identifier: MIT
// What each SDK makes of a line of ~/.aws/config or ~/.aws/credentials, from
// rulesets/data/dialects.toml. The defaults are the cross-SDK reference grammar; a row says only
// what differs from it.
#pragma once

#include <cstdint>
#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint::resolver {

/// What is white space around names and values.
enum class Blanks : std::uint8_t { Ascii, Unicode };
/// Whether a lone CR ends a line.
enum class LoneCr : std::uint8_t { Text, EndsLine };
/// What a UTF-8 byte order mark is taken for.
enum class Bom : std::uint8_t { Text, Ignored, Error };
/// Bytes that are no UTF-8.
enum class BadBytes : std::uint8_t { Kept, Error };
/// A property before the first section; a line that is neither header nor property; a property
/// without a name.
enum class OddLines : std::uint8_t { Error, Ignored };
/// A line that begins with white space.
enum class Indented : std::uint8_t {
  Continues,      ///< always continues the value above; an error where there is none
  Deeper,         ///< continues when it is indented more than the property above
  Property,       ///< as if it were not indented
  BareContinues,  ///< continues unless it holds a separator; a block below an empty value
  Nested,         ///< a property; one of the block above when that has an empty value
  Lost,           ///< belongs to a block even where the value above is not empty
};
/// Which lines are comments as a whole.
enum class CommentLines : std::uint8_t { FirstColumn, Anywhere };
/// What ends a value.
enum class InlineComments : std::uint8_t { None, Both, Semicolon, SemicolonAnywhere };
enum class HeaderIndent : std::uint8_t { Forbidden, Allowed, Error };
/// What may follow the closing bracket of a header.
enum class HeaderRest : std::uint8_t { Comment, CommentOrText, Anything, Nothing };
/// A header without a closing bracket.
enum class Unclosed : std::uint8_t { Error, Ignored };
enum class HeaderBlanks : std::uint8_t { Trimmed, Kept };
/// How the text between the brackets becomes a name.
enum class Names : std::uint8_t { Reference, Python, Js3, Js2, Ruby, Literal, Go1 };
/// The same section again.
enum class SameSection : std::uint8_t { Merged, Error, Last, First, Lost, Replaced };
/// The same key again.
enum class SameKey : std::uint8_t { Last, Error, DropsSection };
/// [default] beside [profile default] in *config*.
enum class TwoDefaults : std::uint8_t { Prefixed, Later, Bare, Merged, Error };
enum class KeyCase : std::uint8_t { Exact, Folded };
enum class KeyNames : std::uint8_t { Checked, Any };
enum class Separators : std::uint8_t { Equals, EqualsOrColon };
enum class Quotes : std::uint8_t { Kept, DoubleStripped, Stripped };
enum class EmptyValues : std::uint8_t { Kept, Dropped };

struct Dialect {
  Blanks blanks = Blanks::Ascii;
  LoneCr lone_cr = LoneCr::Text;
  Bom bom = Bom::Text;
  BadBytes bad_bytes = BadBytes::Kept;
  OddLines headless = OddLines::Error;
  OddLines junk = OddLines::Error;
  OddLines nameless = OddLines::Error;
  Indented indented = Indented::Continues;
  CommentLines comment_lines = CommentLines::FirstColumn;
  InlineComments inline_comments = InlineComments::Both;
  HeaderIndent header_indent = HeaderIndent::Forbidden;
  HeaderRest header_rest = HeaderRest::Comment;
  Unclosed unclosed = Unclosed::Error;
  HeaderBlanks header_blanks = HeaderBlanks::Trimmed;
  Names names = Names::Reference;
  SameSection same_section = SameSection::Merged;
  SameKey same_key = SameKey::Last;
  TwoDefaults two_defaults = TwoDefaults::Prefixed;
  KeyCase key_case = KeyCase::Exact;
  KeyNames key_names = KeyNames::Checked;
  Separators separators = Separators::Equals;
  Quotes quotes = Quotes::Kept;
  EmptyValues empty_values = EmptyValues::Kept;
};

/// The dialect of that row of dialects.toml; the reference grammar when there is no such row.
Dialect dialect_named(const Catalog& catalog, std::string_view name);

/// The first word of a row that is not understood; empty when all are. For checking the table.
std::string_view first_unknown_word(std::string_view row);

}  // namespace credlint::resolver
