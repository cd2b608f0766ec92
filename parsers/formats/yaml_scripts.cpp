// SPDX-License-Identifier: MIT
// Scripts in the YAML files of CI systems, handed to the reader of their shell. Which keys hold
// scripts is data: rulesets/data/script_keys.toml. All else is left to the patterns.
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/code/code_reader.h"
#include "parsers/document/piece.h"
#include "parsers/document/yaml_scalar.h"
#include "parsers/formats/powershell/reader.h"
#include "parsers/parser.h"

namespace credlint::parsers {
namespace {

constexpr std::string_view kKeyCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";

std::vector<std::string_view> split(std::string_view text, char sign) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(sign), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// "name: value" at a column of a line.
struct Key {
  std::string_view name;
  std::size_t value = 0;  ///< column; the line's length when nothing follows
};

std::optional<Key> key_at(std::string_view line, std::size_t column) {
  const char first = line[column];
  const bool quoted = first == '"' || first == '\'';
  const std::size_t begin = column + (quoted ? 1 : 0);
  const std::size_t end = std::min(line.find_first_not_of(kKeyCharacters, begin), line.size());
  std::size_t colon = end;
  if (quoted && (colon == line.size() || line[colon++] != first)) return std::nullopt;
  colon = line.find_first_not_of(kBlanks, colon);
  if (end == begin || colon == std::string_view::npos || line[colon] != ':') return std::nullopt;
  if (colon + 1 < line.size() && kBlanks.find(line[colon + 1]) == std::string_view::npos)
    return std::nullopt;
  const std::size_t value = line.find_first_not_of(kBlanks, colon + 1);
  return Key{line.substr(begin, end - begin), std::min(value, line.size())};
}

/// Behind "&anchor" and "!!tag".
std::size_t skip_properties(std::string_view line, std::size_t column) {
  while (column < line.size() && (line[column] == '&' || line[column] == '!')) {
    const std::size_t blank = line.find_first_of(kBlanks, column);
    column = std::min(line.find_first_not_of(kBlanks, blank), line.size());
  }
  return column;
}

bool is_item(std::string_view line, std::size_t column) {
  return line[column] == '-' &&
         (column + 1 == line.size() || kBlanks.find(line[column + 1]) != std::string_view::npos);
}

class ScriptReader {
 public:
  ScriptReader(const ParseInput& input, FactWriter& writer)
      : input_(input), yaml_(input.source), writer_(writer) {
    for (const DataRow& row : input.catalog.table(Table::ScriptKeys).rows) {
      if (input.source.path().find(row.key) == std::string::npos) continue;
      keys_ = split(row.value, ' ');
      shells_ = split(row.note, ' ');
      break;
    }
  }

  void read() {
    while (!keys_.empty() && line_ <= input_.source.line_count()) read_line();
    leave(0);
    if (!open_.empty()) run(open_.front());
  }

 private:
  /// A mapping: its keys stand at one column.
  struct Mapping {
    std::size_t indent = 0;
    std::string_view key;            ///< the one read last
    std::string_view shell;          ///< what runs its scripts
    std::string_view default_shell;  ///< what runs those within that name none
    std::vector<MappedText> scripts;
  };

  void read_line() {
    const std::string_view line = yaml_.line(line_);
    std::size_t column = line.find_first_not_of(' ');
    if (column == std::string_view::npos || line[column] == '#') return next();
    while (is_item(line, column)) {
      leave(column);
      column = line.find_first_not_of(kBlanks, column + 1);
      if (column == std::string_view::npos) return next();
    }
    const auto key = key_at(line, column);
    if (!key) return skip_value(column, indent_of_item(line));
    leave(column);
    if (open_.empty() || open_.back().indent != column) open_.push_back({.indent = column});
    Mapping& mapping = open_.back();
    mapping.key = key->name;
    const std::size_t value = skip_properties(line, key->value);
    if (is_one_of(keys_, key->name)) {
      if (mapping.shell.empty() && is_interpreter(key->name)) mapping.shell = key->name;
      return read_script(mapping, value);
    }
    if (is_one_of(shells_, key->name)) mapping.shell = word_at(line, value);
    set_default_shell(word_at(line, value));
    skip_value(value, column);
  }

  void next() { ++line_; }

  static bool is_one_of(const std::vector<std::string_view>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  /// The column that what goes on behind a list item's first line is indented by more than.
  static std::size_t indent_of_item(std::string_view line) { return line.find_first_not_of(' '); }

  /// The name of the program: bash of "/bin/bash -e {0}".
  static std::string_view word_at(std::string_view line, std::size_t column) {
    std::string_view word = line.substr(column);
    const std::size_t begin = std::min(word.find_first_not_of("\"'"), word.size());
    word = word.substr(begin);
    word = word.substr(0, word.find_first_of(" \t\"'#"));
    return word.substr(word.rfind('/') + 1);
  }

  /// Passes over a value of no interest: blocks and strings may hold lines that look like keys.
  void skip_value(std::size_t column, std::size_t indent) {
    const std::string_view value = yaml_.line(line_).substr(column);
    MappedText ignored;
    const bool spans_lines = YamlScalars::is_block_header(value) ||
                             (!value.empty() && (value.front() == '"' || value.front() == '\''));
    line_ = spans_lines ? yaml_.read(line_, column, indent, ignored) : line_ + 1;
  }

  /// "defaults.run.shell" among the words for shells: for all that stands beside "defaults".
  void set_default_shell(std::string_view shell) {
    for (const std::string_view word : shells_) {
      const std::vector<std::string_view> path = split(word, '.');
      if (path.size() < 2 || path.size() > open_.size()) continue;
      const auto first = open_.end() - static_cast<std::ptrdiff_t>(path.size());
      const bool here =
          std::equal(path.begin(), path.end(), first,
                     [](std::string_view name, const Mapping& m) { return name == m.key; });
      if (here) first->default_shell = shell;
    }
  }

  void read_script(Mapping& mapping, std::size_t value) {
    const std::string_view line = yaml_.line(line_);
    MappedText text;
    if (value == line.size() || line[value] == '#') {
      next();
      if (!read_list(mapping.indent, text)) return;
    } else if (line[value] == '[') {
      line_ = yaml_.read_flow_list(line_, value, text);
    } else if (line[value] == '*' || line[value] == '{') {
      return next();  // stands elsewhere; a mapping
    } else {
      line_ = yaml_.read(line_, value, mapping.indent, text);
    }
    if (!text.empty()) mapping.scripts.push_back(known_part(text));
  }

  /// The scalars of a list below a key, one script in one shell. False where something else stands
  /// there.
  bool read_list(std::size_t indent, MappedText& text) {
    std::optional<std::size_t> dashes;
    while (line_ <= input_.source.line_count()) {
      const std::string_view line = yaml_.line(line_);
      std::size_t column = line.find_first_not_of(' ');
      if (column == std::string_view::npos || line[column] == '#') {
        next();
        continue;
      }
      if (column < dashes.value_or(indent)) break;
      if (column > dashes.value_or(column) && !text.empty()) {
        next();  // the rest of a mapping in the list
        continue;
      }
      if (!is_item(line, column)) break;
      if (!read_item(line, column, text)) {
        if (!dashes) return false;
        next();
      }
      dashes = dashes.value_or(column);
    }
    return true;
  }

  /// False for an item that is no script of its own.
  bool read_item(std::string_view line, std::size_t dash, MappedText& text) {
    std::size_t column = dash;
    while (column < line.size() && is_item(line, column))
      column = std::min(line.find_first_not_of(kBlanks, column + 1), line.size());
    if (column == line.size() || line[column] == '#') return false;
    if (key_at(line, column)) return false;
    constexpr std::string_view kElsewhere = "!*[{";
    column = line[column] == '!' ? column : skip_properties(line, column);
    if (column == line.size() || kElsewhere.find(line[column]) != std::string_view::npos) {
      next();
      return true;
    }
    line_ = yaml_.read(line_, column, dash, text);
    const std::uint32_t end = input_.source.line_span(line_ - 1).end;
    text.append_for("\n", {end, end});
    return true;
  }

  /// The text with a word of unknown value for each expression of the CI system.
  [[nodiscard]] MappedText known_part(const MappedText& script) const {
    const std::string_view text = script.text();
    const std::span<const DataRow> rows = input_.catalog.table(Table::ScriptExpressions).rows;
    std::vector<std::size_t> closes(rows.size(), 0);  // the next one known, to look at each once
    MappedText out;
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '$' && text[at] != '<') continue;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (text.substr(at, rows[i].key.size()) != rows[i].key) continue;
        if (closes[i] < at) closes[i] = text.find(rows[i].value, at);
        if (closes[i] == std::string_view::npos) continue;
        const std::size_t end = closes[i] + rows[i].value.size();
        out.append_part(script, done, at);
        out.append_unknown(script.place(at, end));
        done = end;
        at = end - 1;
        break;
      }
    }
    out.append_part(script, done, text.size());
    return out;
  }

  /// Closes the mappings that stand further to the right.
  void leave(std::size_t column) {
    while (!open_.empty() && open_.back().indent > column) {
      run(open_.back());
      open_.pop_back();
    }
  }

  void run(Mapping& mapping) {
    if (mapping.scripts.empty()) return;
    std::string_view shell = mapping.shell;
    for (auto outer = open_.rbegin(); outer != open_.rend() && shell.empty(); ++outer)
      shell = outer->default_shell;
    const std::string_view language = language_of(shell);
    for (const MappedText& script : mapping.scripts) read(language, script);
    mapping.scripts.clear();
  }

  void read(std::string_view language, const MappedText& script) {
    const LanguageRow* row = input_.catalog.language(language);
    if (row != nullptr && row->parser == "powershell") {
      powershell::read_script(input_, *row, script, writer_.new_scope(), writer_);
    } else {
      input_.code.read_piece(language, input_, script, writer_.new_scope(), writer_);
    }
  }

  [[nodiscard]] const LanguageRow* run_by(std::string_view shell) const {
    for (const LanguageRow& row : input_.catalog.languages) {
      if (is_one_of({row.interpreters.begin(), row.interpreters.end()}, shell)) return &row;
    }
    return nullptr;
  }

  /// "pwsh: …" and "bash: …" of Azure name the shell by their key.
  [[nodiscard]] bool is_interpreter(std::string_view key) const { return run_by(key) != nullptr; }

  [[nodiscard]] std::string_view language_of(std::string_view shell) const {
    if (const LanguageRow* row = run_by(shell)) return row->id;
    const bool other = input_.catalog.table(Table::OtherShells).find(shell) != nullptr;
    return other ? "" : "bash";
  }

  const ParseInput& input_;
  YamlScalars yaml_;
  FactWriter& writer_;
  std::vector<std::string_view> keys_;
  std::vector<std::string_view> shells_;
  std::vector<Mapping> open_;  ///< from the outermost
  std::uint32_t line_ = 1;
};

}  // namespace

void parse_yaml_scripts(const ParseInput& input, FactWriter& writer) {
  ScriptReader(input, writer).read();
}

}  // namespace credlint::parsers
