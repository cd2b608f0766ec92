// SPDX-License-Identifier: MIT
// Dockerfiles: ENV and ARG by stage, COPY and ADD of AWS folders, RUN through the shell reader.
// Source of the grammar: docs.docker.com/reference/dockerfile
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "parsers/code/code_reader.h"
#include "parsers/document/env_value.h"
#include "parsers/document/mapped_text.h"
#include "parsers/document/named_value.h"
#include "parsers/parser.h"

namespace credlint::parsers {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

/// An instruction's text with continuations and comment lines between them taken out, and where
/// each byte of it stands in the file.
struct Instruction {
  std::string text;
  std::vector<std::uint32_t> offsets;
  Span span;  ///< all of it, with continuations

  void append(char c, std::uint32_t offset) {
    text += c;
    offsets.push_back(offset);
  }
  [[nodiscard]] Piece piece(std::size_t begin, std::size_t end) const {
    const std::string_view view = text;
    if (begin >= end) {
      const std::uint32_t at = begin < offsets.size() ? offsets[begin] : span.end;
      return {view.substr(std::min(begin, view.size()), 0), {at, at}};
    }
    return {view.substr(begin, end - begin), {offsets[begin], offsets[end - 1] + 1}};
  }
  /// The text from byte `begin` on.
  [[nodiscard]] MappedText mapped(std::size_t begin) const {
    const std::string_view view = text;
    MappedText out;
    for (std::size_t i = begin; i < view.size(); ++i) out.append(view.substr(i, 1), offsets[i]);
    return out;
  }
};

class DockerfileReader {
 public:
  DockerfileReader(const ParseInput& input, FactWriter& writer)
      : input_(input), source_(input.source), writer_(writer), stage_(writer.new_scope()) {}

  void read() {
    read_directives();
    const std::uint32_t lines = source_.line_count();
    for (line_ = 1; line_ <= lines; ++line_) {
      const std::string_view text = line_text(line_);
      const std::size_t begin = text.find_first_not_of(" \t");
      if (begin == std::string_view::npos || text[begin] == '#') continue;
      read_instruction();
    }
  }

 private:
  [[nodiscard]] std::string_view line_text(std::uint32_t line) const {
    return source_.slice(source_.line_span(line));
  }

  /// "# escape=`" at the top changes the continuation character.
  void read_directives() {
    for (std::uint32_t line = 1; line <= source_.line_count(); ++line) {
      std::string text;
      for (const char c : line_text(line)) {
        if (!is_blank(c)) text += c;
      }
      if (text.empty() || text.front() != '#' || text.find('=') == std::string::npos) return;
      if (upper(text) == "#ESCAPE=`") escape_ = '`';
    }
  }

  [[nodiscard]] bool continues(std::string_view line) const {
    const std::size_t last = line.find_last_not_of(" \t");
    return last != std::string_view::npos && line[last] == escape_;
  }

  void read_instruction() {
    Instruction instruction;
    const std::uint32_t first = line_;
    const std::uint32_t lines = source_.line_count();
    instruction.span.begin = source_.line_span(first).begin;
    while (true) {
      const Span span = source_.line_span(line_);
      const std::string_view text = source_.slice(span);
      const std::size_t begin = text.find_first_not_of(" \t");
      const bool comment = line_ > first && begin != std::string_view::npos && text[begin] == '#';
      const bool blank = line_ > first && begin == std::string_view::npos;
      const bool more = comment || blank || continues(text);
      std::size_t length = comment || blank ? 0 : text.size();
      if (!comment && !blank && more) length = text.find_last_of(escape_);
      for (std::size_t i = 0; i < length; ++i) {
        instruction.append(text[i], span.begin + static_cast<std::uint32_t>(i));
      }
      instruction.span.end = span.end;
      if (!more || line_ >= lines) break;
      ++line_;
    }
    dispatch(instruction);
  }

  /// What ARG and ENV above the first FROM set is seen by FROM only; each stage is taken to see
  /// what the stages above it set.
  void begin_stage() {
    if (!staged_) declared_.clear();
    staged_ = true;
    stage_ = writer_.new_scope();
  }

  /// NAME of "$NAME" and "${NAME}"; empty for all else.
  static std::string_view bare_variable(std::string_view value) {
    if (value.starts_with("${") && value.ends_with('}'))
      value = value.substr(2, value.size() - 3);
    else if (value.starts_with('$'))
      value.remove_prefix(1);
    else
      return {};
    constexpr std::string_view kName =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    return value.find_first_not_of(kName) == std::string_view::npos ? value : std::string_view();
  }

  /// Docker puts an empty text in the place of a variable that nothing declares.
  [[nodiscard]] bool is_undeclared(std::string_view value) const {
    const std::string_view variable = bare_variable(value);
    return staged_ && !variable.empty() && !declared_.contains(variable);
  }

  void dispatch(const Instruction& instruction) {
    const std::string_view text = instruction.text;
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return;  // an escape alone, at the end of the file
    const std::size_t end = std::min(text.find_first_of(" \t", begin), text.size());
    const std::string name = upper(text.substr(begin, end - begin));
    if (name == "FROM") begin_stage();
    if (name == "ENV") read_env(instruction, end, EnvSyntax::DockerEnv);
    if (name == "ARG") read_env(instruction, end, EnvSyntax::DockerArg);
    if (name == "COPY" || name == "ADD") read_copy(instruction, end);
    if (name == "RUN") read_run(instruction, end);
  }

  /// The end of the word that begins at `at`: quotes and escapes keep blanks in it.
  [[nodiscard]] std::size_t word_end(std::string_view text, std::size_t at) const {
    char quote = '\0';
    for (; at < text.size(); ++at) {
      const char c = text[at];
      if (c == escape_ && quote != '\'' && at + 1 < text.size()) {
        ++at;
      } else if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (is_blank(c)) {
        break;
      }
    }
    return at;
  }

  void read_env(const Instruction& instruction, std::size_t at, EnvSyntax syntax) {
    const std::string_view text = instruction.text;
    bool first = true;
    while ((at = text.find_first_not_of(" \t", at)) != std::string_view::npos) {
      const std::size_t end = word_end(text, at);
      const std::size_t equals = text.substr(at, end - at).find('=');
      if (equals == std::string_view::npos) {
        if (first && syntax == EnvSyntax::DockerEnv) {
          // The old form: ENV NAME value with blanks.
          const std::size_t value = text.find_first_not_of(" \t", end);
          if (value == std::string_view::npos) return;
          if (read_exported(instruction, instruction.piece(at, end).text, value)) return;
          add_env(syntax, instruction.piece(at, end),
                  instruction.piece(value, text.size()).trimmed());
          return;
        }
        declared_.emplace(text.substr(at, end - at));
      } else {
        add_env(syntax, instruction.piece(at, at + equals),
                instruction.piece(at + equals + 1, end));
      }
      first = false;
      at = end;
    }
  }

  /// "ENV export NAME=value" sets a variable that is called "export".
  bool read_exported(const Instruction& instruction, std::string_view word, std::size_t at) {
    if (word != "export" && word != "set") return false;
    const std::size_t equals = instruction.text.find('=', at);
    if (equals == std::string_view::npos) return false;
    add_env(EnvSyntax::DockerEnv, instruction.piece(at, equals),
            instruction.piece(equals + 1, instruction.text.size()).trimmed(), word);
    return true;
  }

  /// `word` is what stands before the name and does not belong there.
  void add_env(EnvSyntax syntax, const Piece& name, const Piece& raw, std::string_view word = {}) {
    EnvAssignment fact;
    fact.prefix = std::string(word);
    fact.syntax = syntax;
    Unquoted value = unquote(raw);
    fact.quoting = value.quoting;
    fact.literal = !has_expansion(value.inner.text);
    if (syntax == EnvSyntax::DockerEnv && is_undeclared(value.inner.text)) {
      value.inner.text = {};
      fact.literal = true;
    }
    declared_.emplace(name.text);
    emit_env_assignment(std::move(fact), name, value.inner, stage_, input_.catalog, writer_);
  }

  void read_copy(const Instruction& instruction, std::size_t at) {
    const std::string_view text = instruction.text;
    std::vector<Piece> words;
    bool from_stage = false;
    while ((at = text.find_first_not_of(" \t,[]", at)) != std::string_view::npos) {
      std::size_t end = word_end(text, at);
      while (end > at + 1 && (text[end - 1] == ',' || text[end - 1] == ']')) --end;
      const Piece word = unquote(instruction.piece(at, end)).inner;
      from_stage = from_stage || word.text.substr(0, 7) == "--from=";
      if (word.text.substr(0, 2) != "--") words.push_back(word);
      at = end;
    }
    if (words.size() < 2 || from_stage) return;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      ImageCopy fact;
      fact.at = writer_.locate(words[i].span);
      fact.scope = stage_;
      fact.source = std::string(words[i].text);
      fact.destination = std::string(words.back().text);
      if (concerns_aws(fact.source) || concerns_aws(fact.destination)) writer_.add(std::move(fact));
    }
  }

  static bool concerns_aws(std::string_view path) {
    return path.find(".aws") != std::string_view::npos;
  }

  /// Hands the shell text to the shell reader without what Docker takes out: flags, comment lines,
  /// continuations.
  void read_run(const Instruction& instruction, std::size_t at) {
    const std::string_view text = instruction.text;
    at = text.find_first_not_of(" \t", at);
    while (at != std::string_view::npos && text.substr(at, 2) == "--") {
      at = text.find_first_not_of(" \t", word_end(text, at));
    }
    if (at == std::string_view::npos || text[at] == '[') return;
    if (text.substr(at, 2) == "<<") return read_heredoc(text.substr(at + 2));
    input_.code.read_piece("bash", input_, instruction.mapped(at), writer_.file_scope(), writer_);
  }

  /// RUN <<EOF … EOF: the lines up to the word are the script.
  void read_heredoc(std::string_view mark) {
    if (!mark.empty() && mark.front() == '-') mark.remove_prefix(1);
    std::string word(mark.substr(0, mark.find_first_of(" \t")));
    std::erase_if(word, [](char c) { return c == '"' || c == '\''; });
    const std::uint32_t first = line_ + 1;
    const std::uint32_t lines = source_.line_count();
    std::uint32_t last = first;
    while (last <= lines && Piece{line_text(last), {}}.trimmed().text != word) ++last;
    if (first > lines || word.empty()) return;
    line_ = std::min(last, lines);
    if (last == first) return;
    const Span script{source_.line_span(first).begin, source_.line_span(last - 1).end};
    input_.code.read_piece("bash", input_, source_.slice(script), script.begin, writer_);
  }

  const ParseInput& input_;
  const SourceFile& source_;
  FactWriter& writer_;
  ScopeId stage_;
  bool staged_ = false;                               ///< a FROM came before
  std::set<std::string, std::less<>> declared_ = {};  ///< by ARG and ENV
  std::uint32_t line_ = 1;
  char escape_ = '\\';
};

}  // namespace

void parse_dockerfile(const ParseInput& input, FactWriter& writer) {
  DockerfileReader(input, writer).read();
}

}  // namespace credlint::parsers
