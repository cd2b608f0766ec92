// SPDX-License-Identifier: MIT
#include "parsers/document/document_script.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "parsers/code/code_reader.h"
#include "parsers/formats/powershell/reader.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// The scalars of a script in their order, of which the document may have more than bytes: aliases
/// in a list stand for lists, too.
class ScriptScalars {
 public:
  ScriptScalars(const Document& document, const std::vector<bool>& told)
      : document_(document), told_(told) {}

  std::vector<Document::Index> of(Document::Index node) {
    add(node);
    return std::move(found_);
  }

 private:
  void add(Document::Index node) {
    constexpr std::size_t kMost = 10'000;
    if (++looked_at_ > kMost && aliases_ > 0) return;
    if (document_.is_scalar(node)) {
      if (aliases_ == 0 || !told_[node]) found_.push_back(node);
    } else if (document_[node].kind == DocumentNode::Kind::List) {
      document_.for_each_child(node, [&](Document::Index item) { add(item); });
    } else if (document_[node].kind == DocumentNode::Kind::Alias) {
      add_target(node);
    }
  }

  /// A list may hold an alias of itself.
  void add_target(Document::Index alias) {
    const Document::Index target = document_.resolve(alias);
    if (target >= alias || document_[target].end > alias) return;
    ++aliases_;
    add(target);
    --aliases_;
  }

  const Document& document_;
  const std::vector<bool>& told_;
  std::vector<Document::Index> found_;
  std::size_t looked_at_ = 0;
  int aliases_ = 0;  ///< around what is looked at
};

void append_all(const MappedText& from, MappedText& to) {
  to.append_part(from, 0, from.text().size());
}

/// A word as the shell has to be given it.
void append_word(const MappedText& word, MappedText& to) {
  constexpr std::string_view kSafe =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=,@%+";
  const Span place = word.place(0, word.text().size());
  const std::string_view text = word.text();
  const bool quoted = text.find_first_not_of(kSafe) != std::string_view::npos &&
                      text.find('\'') == std::string_view::npos;
  if (quoted) to.append_for("'", {place.begin, place.begin});
  append_all(word, to);
  if (quoted) to.append_for("'", {place.end, place.end});
}

/// "sh -exc": what follows is a script.
bool takes_script(std::string_view command) {
  const std::size_t option = command.rfind(' ');
  if (option == std::string_view::npos || !command.substr(option).starts_with(" -")) return false;
  const std::string_view shell = command.substr(0, command.find(' '));
  return shell.ends_with("sh") && command.ends_with('c') &&
         !command.substr(option).starts_with(" --");
}

/// Byte `at` of a text is where one of the rows may begin.
bool may_begin(std::span<const DataRow> rows, char c) {
  return std::ranges::any_of(rows, [c](const DataRow& row) { return row.key.front() == c; });
}

/// The text with a word of unknown value for each expression of the CI system, and without the
/// signs that keep others from being taken for one.
MappedText known_part(const MappedText& script, const Catalog& catalog) {
  const std::string_view text = script.text();
  const std::span<const DataRow> rows = catalog.table(Table::ScriptExpressions).rows;
  std::vector<std::size_t> closes(rows.size(), 0);  // the next one known, to look at each once
  MappedText out;
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!may_begin(rows, text[at])) continue;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const DataRow& row = rows[i];
      if (!text.substr(at).starts_with(row.key)) continue;
      std::size_t end = at + row.key.size();
      if (row.note.empty()) {
        if (closes[i] < at) closes[i] = text.find(row.value, at);
        if (closes[i] == std::string_view::npos) continue;
        end = closes[i] + row.value.size();
      }
      out.append_part(script, done, at);
      if (row.note.empty())
        out.append_unknown(script.place(at, end));
      else
        out.append_for(row.note, script.place(at, end));
      done = end;
      at = end - 1;
      break;
    }
  }
  out.append_part(script, done, text.size());
  return out;
}

/// What "$name.of.it" or "${…}" at byte `at` ends with; `at` where nothing is put in.
std::size_t end_of_filled(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "${") {
    constexpr std::size_t kLongest = 256;
    const std::size_t close = text.substr(at, kLongest).find('}');
    return close == std::string_view::npos ? at : at + close + 1;
  }
  std::size_t end = at + 1;
  if (end >= text.size() || !is_name_character(text[end]) || is_digit(text[end])) return at;
  while (end < text.size() &&
         (is_name_character(text[end]) ||
          (text[end] == '.' && end + 1 < text.size() && is_name_character(text[end + 1]))))
    ++end;
  return end;
}

const LanguageRow* run_by(std::string_view interpreter, const Catalog& catalog) {
  for (const LanguageRow& row : catalog.languages) {
    if (std::ranges::find(row.interpreters, interpreter) != row.interpreters.end()) return &row;
  }
  return nullptr;
}

/// The name of the program: bash of "/bin/bash -e {0}".
std::string_view name_of_program(std::string_view command) {
  command = command.substr(0, command.find_first_of(" \t"));
  return command.substr(command.rfind('/') + 1);
}

}  // namespace

WrittenScript script_text(const Document& document, Document::Index node,
                          const std::vector<bool>& told) {
  WrittenScript script{{}, ScriptScalars(document, told).of(node)};
  const bool lines = document[document.resolve(node)].kind == DocumentNode::Kind::List;
  for (const Document::Index item : script.scalars) {
    const MappedText line = document.scalar(item);
    append_all(line, script.text);
    if (!lines) continue;
    const Span place = line.place(0, line.text().size());
    script.text.append_for("\n", {place.end, place.end});
  }
  return script;
}

MappedText filled_text(const MappedText& script) {
  const std::string_view text = script.text();
  MappedText out;
  std::size_t done = 0;
  for (std::size_t at = 0; (at = text.find('$', at)) != std::string_view::npos;) {
    if (at > done && text[at - 1] == '\\') {
      out.append_part(script, done, at - 1);
      done = at++;
      continue;
    }
    const std::size_t end = end_of_filled(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    out.append_part(script, done, at);
    out.append_unknown(script.place(at, end));
    done = at = end;
  }
  out.append_part(script, done, text.size());
  return out;
}

/// The words of the program beside its arguments, where they have no options that are settings.
static MappedText program_beside(const Document& document, Document::Index node,
                                 const std::vector<bool>& told, std::string_view key) {
  const auto program = key.empty() ? std::nullopt : document.child(document[node].parent, key);
  if (!program) return {};
  MappedText text = command_text(document, *program, told).text;
  const bool settings = contains(text.text(), "--") || contains(text.text(), "=");
  return settings ? MappedText() : text;
}

WrittenScript command_text(const Document& document, Document::Index node,
                           const std::vector<bool>& told, std::string_view program) {
  WrittenScript command{{}, ScriptScalars(document, told).of(node)};
  MappedText& text = command.text;
  const std::vector<Document::Index>& words = command.scalars;
  if (document[document.resolve(node)].kind != DocumentNode::Kind::List) {
    if (!words.empty()) text = document.scalar(words.front());
    return command;
  }
  text = program_beside(document, node, told, program);
  for (const Document::Index item : words) {
    const MappedText word = document.scalar(item);
    // Quotes within a word would end those around it.
    if (word.text().find('\'') != std::string_view::npos && takes_script(text.text())) {
      text = word;
      break;
    }
    if (!text.empty()) {
      const std::uint32_t begin = word.place(0, 0).begin;
      text.append_for(" ", {begin, begin});
    }
    append_word(word, text);
  }
  return command;
}

std::string_view interpreter_of(const Document& document, Document::Index node,
                                const PlaceRow& place, const Catalog& catalog) {
  const auto named = [&](std::string_view path) -> std::string_view {
    for (Document::Index at = document[node].parent;; at = document[at].parent) {
      auto found = document.descendant(at, path);
      if (found && document[*found].kind == DocumentNode::Kind::List) ++*found;  // the program
      if (found && *found < document.nodes().size() && document.is_scalar(*found))
        return name_of_program(document.text().slice(document[*found].value));
      if (at == 0) return {};
    }
  };
  if (run_by(document.key(node), catalog) != nullptr) return document.key(node);
  for (const std::string_view path : place.shell) {
    if (run_by(path, catalog) != nullptr) return path;
    if (const std::string_view name = named(path); !name.empty()) return name;
  }
  return {};
}

void read_document_script(const ParseInput& input, const MappedText& script,
                          std::string_view interpreter, ScopeId scope, FactWriter& writer) {
  const MappedText known = known_part(script, input.catalog);
  const LanguageRow* row = run_by(interpreter, input.catalog);
  const bool other = input.catalog.table(Table::OtherShells).find(interpreter) != nullptr;
  if (row != nullptr && row->parser == "powershell") {
    powershell::read_script(input, *row, known, scope, writer);
  } else if (row != nullptr || !other) {
    input.code.read_piece(row != nullptr ? row->id : "bash", input, known, scope, writer);
  }
}

}  // namespace credlint
