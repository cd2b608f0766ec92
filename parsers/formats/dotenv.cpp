// SPDX-License-Identifier: MIT
// Env files. Who reads one decides what quotes, comments, "export" and blanks around "=" do to a
// value; the facts keep them all.
#include <array>

#include "parsers/document/env_value.h"
#include "parsers/document/variable_text.h"
#include "parsers/parser.h"
#include "scanner/core/words.h"

namespace credlint::parsers {
namespace {

/// A quoted value may span this many lines.
constexpr std::uint32_t kMaxValueLines = 64;

class DotenvReader {
 public:
  DotenvReader(const ParseInput& input, FactWriter& writer)
      : input_(input), source_(input.source), writer_(writer) {}

  void read() {
    const std::uint32_t lines = source_.line_count();
    for (line_ = 1; line_ <= lines; ++line_) {
      const Span span = source_.line_span(line_);
      const Piece content = Piece{source_.slice(span), span}.trimmed();
      if (content.text.empty() || content.text.front() == '#') continue;
      read_line(content, span.end);
    }
  }

 private:
  void read_line(Piece content, std::uint32_t line_end) {
    EnvAssignment fact;
    fact.syntax = EnvSyntax::EnvFile;
    content = take_prefix(content, fact);
    const std::size_t equals = content.text.find('=');
    if (equals == std::string_view::npos || equals == 0) return;
    const Piece name = content.part(0, equals).trimmed();
    for (const char c : name.text) {
      if (!is_name_character(c)) return;
    }
    fact.space_before_equals = name.text.size() != equals;
    const Piece rest{
        source_.slice({content.span.begin + static_cast<std::uint32_t>(equals) + 1, line_end}),
        {content.span.begin + static_cast<std::uint32_t>(equals) + 1, line_end}};
    fact.space_after_equals =
        !rest.trimmed().text.empty() && kBlanks.find(rest.text.front()) != std::string_view::npos;
    fact.carriage_return = source_.ends_in_crlf(line_);
    const Piece value = read_value(rest, fact);
    read_variable_text(input_, name.text, text_of(value), writer_.file_scope(), writer_);
    emit_env_assignment(std::move(fact), name, value, writer_.file_scope(), input_.catalog,
                        writer_);
  }

  static MappedText text_of(const Piece& piece) {
    MappedText text;
    text.append(piece.text, piece.span.begin);
    return text;
  }

  static Piece take_prefix(Piece content, EnvAssignment& fact) {
    constexpr std::array<std::string_view, 4> kPrefixes = {"export ", "set ", "$Env:", "$env:"};
    for (const std::string_view prefix : kPrefixes) {
      if (content.text.substr(0, prefix.size()) != prefix) continue;
      fact.prefix = std::string(Piece{prefix, {}}.trimmed().text);
      return content.from(prefix.size()).trimmed();
    }
    return content;
  }

  Piece read_value(const Piece& rest, EnvAssignment& fact) {
    const Piece trimmed = rest.trimmed();
    const char first = trimmed.text.empty() ? '\0' : trimmed.text.front();
    if (first == '"' || first == '\'') {
      if (const auto value = read_quoted(trimmed, first, fact)) return *value;
    }
    Piece value = trimmed;
    const std::size_t comment = find_comment(rest.text, "#");
    if (comment != std::string_view::npos) {
      fact.comment = writer_.locate(rest.from(comment).trimmed().span);
      value = rest.part(0, comment).trimmed();
    } else {
      fact.trailing_space = rest.span.end != trimmed.span.end && !trimmed.text.empty();
    }
    const Unquoted bare = unquote(value);
    fact.quoting = bare.quoting;
    fact.literal = !has_expansion(bare.inner.text);
    return bare.inner;
  }

  /// A value in quotes, which may go on over several lines; nothing when they are never closed.
  std::optional<Piece> read_quoted(const Piece& opening, char quote, EnvAssignment& fact) {
    const std::string_view text = source_.text();
    std::uint32_t end_line = line_;
    std::uint32_t limit = source_.line_span(line_).end;
    for (std::uint32_t at = opening.span.begin + 1;; ++at) {
      while (at >= limit) {
        if (end_line == source_.line_count() || end_line - line_ >= kMaxValueLines)
          return std::nullopt;
        limit = source_.line_span(++end_line).end;
      }
      if (quote == '"' && text[at] == '\\') {
        ++at;
        continue;
      }
      if (text[at] != quote) continue;
      const Span inner{opening.span.begin + 1, at};
      note_behind_quote({source_.slice({at + 1, limit}), {at + 1, limit}}, fact);
      line_ = end_line;
      fact.quoting = quote == '"' ? Quoting::Double : Quoting::Single;
      const std::string_view value = source_.slice(inner);
      fact.literal = quote == '\'' || !has_expansion(value);
      return Piece{value, inner};
    }
  }

  void note_behind_quote(const Piece& rest, EnvAssignment& fact) {
    const Piece behind = rest.trimmed();
    if (!behind.text.empty() && behind.text.front() == '#')
      fact.comment = writer_.locate(behind.span);
  }

  const ParseInput& input_;
  const SourceFile& source_;
  FactWriter& writer_;
  std::uint32_t line_ = 0;
};

}  // namespace

void parse_dotenv(const ParseInput& input, FactWriter& writer) {
  DotenvReader(input, writer).read();
}

}  // namespace credlint::parsers
