// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/core/location.h"

namespace credlint::powershell {

enum class TokenKind : std::uint8_t {
  End,        ///< of a statement or pipeline element: line end ; | && ||
  Word,       ///< a bare word, number, operator
  Parameter,  ///< -Name, with the dash
  Variable,   ///< $name, ${name}, $scope:name
  Splat,      ///< @name
  String,     ///< in quotes, or a here-string
  Member,     ///< .Name right behind an expression
  Static,     ///< ::Name
  Open,       ///< ( [ {, also with what belongs to it: $( @( @{
  Close,      ///< ) ] }
  Comma,
  Assign,  ///< = += -= ??= and the like
};

struct Token {
  TokenKind kind = TokenKind::Word;
  Span span;             ///< with quotes, signs and brackets
  Span content;          ///< the name, the text between the quotes; Open: the bracket itself
  bool here = false;     ///< String: a here-string
  bool raw = false;      ///< String: without escapes and expansions
  bool expands = false;  ///< String: a variable or expression stands in it
  bool plain = false;    ///< Assign: "=", not "+="
};

/// The tokens of a script, without comments and blanks. Linear in the text; what is never closed
/// ends with it.
struct Tokens {
  std::vector<Token> all;
  bool closed = true;          ///< false when a string or comment is never closed …
  std::uint32_t unclosed = 0;  ///< … that begins here
};
Tokens tokenize(std::string_view text);

bool is_name_character(char c);

}  // namespace credlint::powershell
