// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "scanner/core/facts.h"
#include "scanner/core/location.h"

namespace credlint {

inline constexpr std::string_view kBlanks = " \t";

/// A piece of a file's text with its place.
struct Piece {
  std::string_view text;
  Span span;

  /// Bytes [begin, end) of the piece.
  [[nodiscard]] Piece part(std::size_t begin, std::size_t end) const {
    return {text.substr(begin, end - begin),
            {span.begin + static_cast<std::uint32_t>(begin),
             span.begin + static_cast<std::uint32_t>(end)}};
  }
  [[nodiscard]] Piece from(std::size_t begin) const { return part(begin, text.size()); }
  /// Without blanks at both ends.
  [[nodiscard]] Piece trimmed() const;
};

/// The piece without the quotes around it, if it has a pair of them: straight or typographic.
struct Unquoted {
  Piece inner;
  Quoting quoting = Quoting::None;
};
Unquoted unquote(const Piece& piece);

/// Where " # comment" or " ; comment" starts, for the given signs; npos when there is none.
std::size_t find_comment(std::string_view text, std::string_view signs);

/// Whether a shell or template would put something else in the value's place ("$X", "${X}", "$(x)",
/// "`x`").
bool has_expansion(std::string_view text);

/// Whether a template puts something in a part of it: "{{ region }}", or "{{" where blanks part it
/// from what follows.
bool is_template_text(std::string_view text);

}  // namespace credlint
