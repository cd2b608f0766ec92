// SPDX-License-Identifier: MIT
// Units of systemd: what Environment= sets for a service, and the commands that it runs. Source:
// man systemd.exec, systemd.service, systemd.syntax.
#include <optional>

#include "parsers/code/code_reader.h"
#include "parsers/document/env_value.h"
#include "parsers/parser.h"

namespace credlint::parsers {
namespace {

constexpr std::string_view kSetting = "Environment";

/// Of ExecStart=, ExecStartPre= and their kin, and what may stand before the command.
constexpr std::string_view kCommand = "Exec";
constexpr std::string_view kCommandSigns = "-@:+!|";

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
    Goes goes = Goes::Nowhere;
    for (std::uint32_t line = 1; line <= source_.line_count(); ++line) {
      const Span span = source_.line_span(line);
      Piece content = Piece{source_.slice(span), span}.trimmed();
      const bool comment =
          !content.text.empty() && (content.text[0] == '#' || content.text[0] == ';');
      if (comment) continue;  // also between the lines of a setting
      const bool goes_on = content.text.ends_with('\\');
      if (goes_on) content = content.part(0, content.text.size() - 1);
      if (goes == Goes::Nowhere) goes = begin(content);
      if (goes == Goes::ToVariables) read_words(content);
      if (goes == Goes::ToCommand) add_to_command(content);
      if (!goes_on) goes = end(goes);
    }
    end(goes);
  }

 private:
  /// Where the text of a setting goes, over all its lines.
  enum class Goes { Nowhere, ToVariables, ToCommand };

  /// Takes the name off the first line of a setting.
  static Goes begin(Piece& content) {
    const std::size_t equals = content.text.find('=');
    if (equals == std::string_view::npos) return Goes::Nowhere;
    const std::string_view name = content.part(0, equals).trimmed().text;
    content = content.from(equals + 1).trimmed();
    if (name == kSetting) return Goes::ToVariables;
    if (!name.starts_with(kCommand)) return Goes::Nowhere;
    const std::size_t program = content.text.find_first_not_of(kCommandSigns);
    if (program == std::string_view::npos) return Goes::Nowhere;
    content = content.from(program);
    return Goes::ToCommand;
  }

  /// A line break within a command is a blank.
  void add_to_command(const Piece& content) {
    if (!command_.empty()) command_.append_for(" ", {content.span.begin, content.span.begin});
    command_.append(content.text, content.span.begin);
  }

  Goes end(Goes goes) {
    if (goes == Goes::ToCommand)
      input_.code.read_piece("bash", input_, command_, writer_.new_scope(), writer_);
    command_ = MappedText();
    return Goes::Nowhere;
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
  MappedText command_;
};

}  // namespace

void parse_systemd_unit(const ParseInput& input, FactWriter& writer) {
  UnitReader(input, writer).read();
}

}  // namespace credlint::parsers
