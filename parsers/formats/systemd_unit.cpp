// SPDX-License-Identifier: MIT
// Units of systemd: what Environment= sets for a service. Source: man systemd.exec, systemd.syntax.
#include <optional>

#include "parsers/document/env_value.h"
#include "parsers/parser.h"

namespace credlint::parsers {
namespace {

constexpr std::string_view kSetting = "Environment";

/// The first word, which quotes hold together, and what is left behind it; nothing at the end.
std::optional<Piece> take_word(Piece& rest) {
  rest = rest.trimmed();
  if (rest.text.empty()) return std::nullopt;
  char quote = '\0';
  std::size_t end = 0;
  for (; end < rest.text.size(); ++end) {
    const char c = rest.text[end];
    if (quote == '\0' && kBlanks.find(c) != std::string_view::npos) break;
    if (c == quote)
      quote = '\0';
    else if (quote == '\0' && (c == '"' || c == '\''))
      quote = c;
  }
  const Piece word = rest.part(0, end);
  rest = rest.from(end);
  return word;
}

class UnitReader {
 public:
  UnitReader(const ParseInput& input, FactWriter& writer)
      : input_(input), source_(input.source), writer_(writer) {}

  void read() {
    bool continued = false;
    for (std::uint32_t line = 1; line <= source_.line_count(); ++line) {
      const Span span = source_.line_span(line);
      Piece content = Piece{source_.slice(span), span}.trimmed();
      const bool comment =
          !content.text.empty() && (content.text[0] == '#' || content.text[0] == ';');
      if (comment) continue;  // also between the lines of a setting
      const bool goes_on = content.text.ends_with('\\');
      if (goes_on) content = content.part(0, content.text.size() - 1);
      if (continued)
        read_words(content);
      else
        continued = begin(content);
      continued = continued && goes_on;
    }
  }

 private:
  /// Reads the first line of a setting; false for all but Environment=.
  bool begin(const Piece& content) {
    const std::size_t equals = content.text.find('=');
    if (equals == std::string_view::npos || content.part(0, equals).trimmed().text != kSetting)
      return false;
    read_words(content.from(equals + 1));
    return true;
  }

  void read_words(Piece rest) {
    while (const std::optional<Piece> word = take_word(rest)) read_assignment(*word);
  }

  /// NAME=value, "NAME=some value" or NAME="some value".
  void read_assignment(const Piece& word) {
    const Unquoted whole = unquote(word);
    const std::size_t equals = whole.inner.text.find('=');
    if (equals == std::string_view::npos || equals == 0) return;
    const Unquoted value = unquote(whole.inner.from(equals + 1));
    EnvAssignment fact;
    fact.syntax = EnvSyntax::Unit;
    // "%h" and its like are filled in by systemd, "$X" is not.
    fact.literal = value.inner.text.find('%') == std::string_view::npos;
    emit_env_assignment(std::move(fact), whole.inner.part(0, equals), value.inner,
                        writer_.file_scope(), input_.catalog, writer_);
  }

  const ParseInput& input_;
  const SourceFile& source_;
  FactWriter& writer_;
};

}  // namespace

void parse_systemd_unit(const ParseInput& input, FactWriter& writer) {
  UnitReader(input, writer).read();
}

}  // namespace credlint::parsers
