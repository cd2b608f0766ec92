// SPDX-License-Identifier: MIT
#include "parsers/code/notebook_cells.h"

#include <algorithm>

#include "parsers/code/code_reader.h"
#include "parsers/document/env_value.h"

namespace credlint {
namespace {

constexpr std::string_view kNameCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// "%name", "%%name", "%%!" at the start of the text; empty for anything else ("% 2", "%s").
std::string_view magic_word(std::string_view text) {
  const std::size_t begin = text.substr(0, 2) == "%%" ? 2 : text.substr(0, 1) == "%" ? 1 : 0;
  if (begin == 2 && text.substr(begin, 1) == "!") return text.substr(0, 3);
  if (begin == 0 || begin >= text.size() || !is_letter(text[begin])) return {};
  return text.substr(0, text.find_first_not_of(kNameCharacters, begin));
}

/// The end of "{name.attribute[0]}", which IPython replaces in commands; 0 for other braces.
std::size_t end_of_braces(std::string_view text, std::size_t open) {
  const std::size_t close = text.find_first_of("} \t\n{,", open + 1);
  const bool name = open + 1 < text.size() && is_letter(text[open + 1]);
  return name && close != std::string_view::npos && text[close] == '}' ? close + 1 : 0;
}

bool has_interpolation(std::string_view text) {
  for (std::size_t at = 0; (at = text.find_first_of("{$", at)) != std::string_view::npos; ++at) {
    if (text[at] == '{' ? end_of_braces(text, at) > 0
                        : at + 1 < text.size() && (is_letter(text[at + 1]) || text[at + 1] == '{'))
      return true;
  }
  return false;
}

}  // namespace

void NotebookCells::add(const MappedText& cell) {
  cell_ = &cell;
  next_ = 0;
  open_quote_.clear();
  const std::string_view text = cell.text();
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return;
  if (kernel_ != "python") {
    keep(0, text.size());
    return end_line(text.size());
  }
  if (take_cell(line_at(first))) return;
  while (next_ < text.size()) {
    const Line line = line_at(next_);
    next_ = line.end + 1;
    take_line(line);
  }
}

void NotebookCells::finish() {
  input_.code.read_piece(kernel_, input_, text_, writer_.file_scope(), writer_);
}

NotebookCells::Line NotebookCells::line_at(std::size_t begin) const {
  const std::string_view text = cell_->text();
  return {begin, std::min(text.find('\n', begin), text.size())};
}

const DataRow* NotebookCells::magic(std::string_view word) const {
  return input_.catalog.table(Table::NotebookMagics).find(word);
}

bool NotebookCells::take_cell(Line first) {
  const std::string_view line = slice(first.begin, first.end);
  const std::string_view word = magic_word(line);
  const DataRow* row = word.empty() ? nullptr : magic(word);
  const bool whole = word.substr(0, 2) == "%%" || (row != nullptr && row->note == "cell");
  if (!whole) return false;
  next_ = std::min(first.end + 1, cell_->text().size());
  if (row == nullptr || row->value.empty()) return true;  // not read
  if (row->value == "kernel") return false;
  std::string_view language = row->value;
  if (language == "script") {
    const std::size_t begin = std::min(line.find_first_not_of(" \t", word.size()), line.size());
    const std::string_view program = line.substr(begin, line.find_first_of(" \t", begin) - begin);
    language = {};
    for (const LanguageRow& known : input_.catalog.languages) {
      const auto& names = known.interpreters;
      if (std::find(names.begin(), names.end(), program) != names.end()) language = known.id;
    }
  }
  // "%sh aws s3 ls": Databricks takes the rest of the line, too.
  const std::size_t begin = row->note == "cell" ? first.begin + word.size() : next_;
  if (!language.empty()) run(language, begin, cell_->text().size());
  return true;
}

void NotebookCells::take_line(Line line) {
  const std::string_view text = slice(line.begin, line.end);
  const std::size_t indent = text.find_first_not_of(" \t");
  if (open_quote_.empty() && indent != std::string_view::npos) {
    const std::size_t begin = line.begin + indent;
    if (text[indent] == '!') return take_command(line, begin);
    if (text[indent] == '%' && take_magic(line, begin)) return;
    const char last = text[text.find_last_not_of(" \t")];
    const bool help = text[indent] == '?' || (last == '?' && text.find('#') == text.npos);
    if (help) return blank(line, begin);
    if (take_assignment(line)) return;
  }
  note_quotes(text);
  keep(line.begin, line.end);
  end_line(line.end);
}

/// "!command", with the lines that continue it.
void NotebookCells::take_command(Line line, std::size_t command) {
  const std::string_view text = cell_->text();
  std::size_t end = line.end;
  while (end > command && text[end - 1] == '\\' && end < text.size()) end = line_at(end + 1).end;
  next_ = end + 1;
  run_command(std::min(text.find_first_not_of('!', command), end), end);
  blank({line.begin, end}, command);
}

bool NotebookCells::take_magic(Line line, std::size_t begin) {
  const std::string_view word = magic_word(slice(begin, line.end));
  if (word.empty()) return false;
  const DataRow* row = magic(word);
  const std::string_view value = row == nullptr ? std::string_view() : row->value;
  const std::size_t rest = begin + word.size();
  if (value == "kernel") {
    keep(line.begin, begin);
    const std::size_t code = slice(rest, line.end).find_first_not_of(" \t");
    if (code != std::string_view::npos) keep(rest + code, line.end);
    end_line(line.end);
    return true;
  }
  if (value == "env") {
    set_variable(rest, line.end);
  } else if (!value.empty()) {
    run_command(rest, line.end);
  }
  blank(line, begin);
  return true;
}

/// "names = !command", "name = %magic": the names get what cannot be known.
bool NotebookCells::take_assignment(Line line) {
  const std::string_view text = slice(line.begin, line.end);
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos || sign + 1 >= text.size()) return false;
  const bool names = text.substr(0, sign).find_first_not_of(std::string(kNameCharacters) +
                                                            " \t,.") == std::string_view::npos;
  const std::size_t value = text.find_first_not_of(" \t", sign + 1);
  if (!names || value == std::string_view::npos) return false;
  const bool command = text[value] == '!';
  if (!command && magic_word(text.substr(value)).empty()) return false;
  keep(line.begin, line.begin + value);
  text_.append_unknown(cell_->place(line.begin + value, line.end));
  end_line(line.end);
  if (command) run_command(line.begin + value + 1, line.end);
  return true;
}

/// "%env NAME=value", "%env NAME value". Quotes are part of the value, though seldom meant to be.
void NotebookCells::set_variable(std::size_t begin, std::size_t end) {
  const std::string_view all = slice(begin, end);
  const std::size_t first = std::min(all.find_first_not_of(" \t"), all.size());
  const bool equals = all.find('=') != std::string_view::npos;
  const std::size_t cut = equals ? all.find('=') : all.find_first_of(" \t", first);
  if (cut == std::string_view::npos) return;
  const auto piece = [&](std::size_t from, std::size_t to) {
    while (from < to && kBlanks.find(all[from]) != std::string_view::npos) ++from;
    while (from < to &&
           (kBlanks.find(all[to - 1]) != std::string_view::npos || all[to - 1] == '\r'))
      --to;
    return std::pair(from, to);
  };
  const auto located = [&](std::pair<std::size_t, std::size_t> range) {
    return Piece{all.substr(range.first, range.second - range.first),
                 cell_->place(begin + range.first, begin + range.second)};
  };
  auto value = piece(cut + 1, all.size());
  EnvAssignment fact;
  fact.syntax = EnvSyntax::Code;
  const Unquoted unquoted = unquote(located(value));
  fact.quoting = unquoted.quoting;
  fact.literal = !has_interpolation(unquoted.inner.text);
  if (fact.quoting != Quoting::None && fact.quoting != Quoting::Smart) {
    ++value.first;
    --value.second;
  }
  emit_env_assignment(std::move(fact), located(piece(first, cut)), located(value),
                      writer_.file_scope(), input_.catalog, writer_);
}

void NotebookCells::run(std::string_view language, std::size_t begin, std::size_t end) {
  MappedText text;
  text.append_part(*cell_, begin, end);
  input_.code.read_piece(language, input_, text, writer_.new_scope(), writer_);
}

/// A command in which IPython replaces "{expression}" and "$name".
void NotebookCells::run_command(std::size_t begin, std::size_t end) {
  const std::string_view all = slice(begin, end);
  MappedText text;
  std::size_t done = 0;
  for (std::size_t at = 0; (at = all.find_first_of("{$", at)) != std::string_view::npos; ++at) {
    const bool doubled = all.substr(at, 2) == "$$";
    const bool shell = at > 0 && all[at - 1] == '$';
    const std::size_t stop = doubled                    ? at + 2
                             : all[at] == '{' && !shell ? end_of_braces(all, at)
                                                        : 0;
    if (stop == 0) continue;
    text.append_part(*cell_, begin + done, begin + at);
    if (doubled) {
      text.append_for("$", cell_->place(begin + at, begin + stop));
    } else {
      text.append_unknown(cell_->place(begin + at, begin + stop));
    }
    done = stop;
    at = stop - 1;
  }
  text.append_part(*cell_, begin + done, end);
  input_.code.read_piece("bash", input_, text, writer_.new_scope(), writer_);
}

void NotebookCells::blank(Line line, std::size_t begin) {
  keep(line.begin, begin);
  text_.append_for("pass", cell_->place(begin, line.end));
  end_line(line.end);
}

void NotebookCells::end_line(std::size_t end) {
  const std::size_t size = cell_->text().size();
  const Span place = end < size ? cell_->place(end, end + 1) : cell_->place(size, size);
  text_.append_for("\n", place);
}

/// Whether a string in three quotes is open behind the line.
void NotebookCells::note_quotes(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    if (!open_quote_.empty()) {
      const std::size_t close = line.find(open_quote_, at);
      if (close == std::string_view::npos) return;
      at = close + open_quote_.size();
      open_quote_.clear();
      continue;
    }
    at = line.find_first_of("#\"'", at);
    if (at == std::string_view::npos || line[at] == '#') return;
    const std::string_view quotes = line.substr(at, 3);
    if (quotes == "\"\"\"" || quotes == "'''") {
      open_quote_ = quotes;
      at += 3;
      continue;
    }
    const char quote = line[at++];
    while (at < line.size() && line[at] != quote) at += line[at] == '\\' ? 2 : 1;
    ++at;
  }
}

}  // namespace credlint
