// SPDX-License-Identifier: MIT
// Makefiles: recipes and $(shell …) through the shell reader, exported variables as what they are
// for the programs that recipes run.
// Source of the grammar: gnu.org/software/make/manual
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/code_reader.h"
#include "parsers/document/env_value.h"
#include "parsers/parser.h"
#include "scanner/core/near_variable.h"

namespace credlint::parsers {
namespace {

constexpr std::string_view kNameCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

constexpr std::string_view kExportAll = ".EXPORT_ALL_VARIABLES";

/// Whether the line break behind the line is escaped.
bool continues(std::string_view line) {
  const std::size_t last = line.find_last_not_of('\\');
  return (line.size() - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

/// Behind the reference to a variable or function that begins with the '$' at `at`.
std::size_t end_of_reference(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return text.size();
  const char open = text[at + 1];
  if (open != '(' && open != '{') return at + 2;
  const char close = open == '(' ? ')' : '}';
  std::size_t depth = 0;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1;
  }
  return text.size();
}

/// "NAME := value" and where its parts stand.
struct Assignment {
  Piece name;
  Piece value;
};

/// A variable and what it holds where that is known.
struct Definition {
  Piece value;
  std::size_t count = 0;   ///< of the places that set it
  std::uint32_t told = 0;  ///< the recipe's line that was given it; 0: none yet
};

class MakefileReader {
 public:
  MakefileReader(const ParseInput& input, FactWriter& writer)
      : input_(input), source_(input.source), writer_(writer) {}

  void read() {
    while (line_ <= source_.line_count()) note_definition(take_line());
    line_ = 1;
    while (line_ <= source_.line_count()) {
      const MappedText line = take_line();
      read_functions(line);
      if (line.text().substr(0, 1) == "\t") {
        read_recipe(line);
      } else {
        read_statement(line);
      }
    }
    for (const auto& [name, assignment] : variables_) {
      if (export_all_ || exported_.contains(name)) add_env(assignment, writer_.file_scope());
    }
  }

 private:
  /// The next line with those that continue it. Recipes keep the backslash and the line break, as
  /// the shell sees them; a tab at the start of what follows is make's.
  MappedText take_line() {
    MappedText text;
    const std::uint32_t lines = source_.line_count();
    bool recipe = false;
    for (bool more = true; more && line_ <= lines; ++line_) {
      Span span = source_.line_span(line_);
      std::string_view line = source_.slice(span);
      if (text.empty()) {
        recipe = line.substr(0, 1) == "\t";
      } else if (recipe && line.substr(0, 1) == "\t") {
        line.remove_prefix(1);
        ++span.begin;
      }
      more = continues(line);
      text.append(line, span.begin);
      if (more) text.append_for("\n", {span.end, span.end});
    }
    return text;
  }

  void read_recipe(const MappedText& line) {
    const std::size_t begin = line.text().find_first_not_of("\t @-+");
    if (begin == std::string_view::npos || line.text()[begin] == '#') return;
    MappedText script;
    script.append_part(line, begin, line.text().size());
    run(expanded(script));
  }

  // --- variables

  /// What make knows of a variable before it runs anything. One that is set at several places may
  /// have another value at each.
  void note_definition(const MappedText& mapped) {
    constexpr std::size_t kMostDefinitions = 2'000;
    if (mapped.text().substr(0, 1) == "\t") return;
    const Span place = mapped.place(0, mapped.text().size());
    Piece line = Piece{source_.slice(place), place}.trimmed();
    const bool exports = take_word(line, "export");
    if (exports && line.text.empty()) export_all_ = true;
    if (line.text.starts_with(kExportAll)) export_all_ = true;
    auto found = definition_in(line);
    const std::size_t colon = line.text.find(':');
    const bool of_target = !found && colon != std::string_view::npos;
    if (of_target) {
      line = line.from(colon + 1).trimmed();
      take_word(line, "export");
      found = definition_in(line);
    }
    if (!found && exports) export_names(line.text);
    if (!found || definitions_.size() >= kMostDefinitions) return;
    if (exports) exported_.emplace(found->name.text);
    Definition& kept = definitions_[std::string(found->name.text)];
    const bool usable = kept.count == 0 && !of_target;
    kept.value = usable ? found->value : Piece{};
    ++kept.count;
  }

  /// What make hands to the shell: "$$" is a '$'. Each variable of make is followed in one line, so
  /// that what it holds is told once; other references are not known.
  MappedText expanded(const MappedText& from) {
    spent_ = 0;
    MappedText out;
    append_expanded(from, out, 0);
    return out;
  }

  void append_expanded(const MappedText& from, MappedText& out, int depth) {
    const std::string_view text = from.text();
    std::size_t done = 0;
    for (std::size_t at = 0; (at = text.find('$', at)) != std::string_view::npos;) {
      out.append_part(from, done, at);
      const bool doubled = text.substr(at, 2) == "$$";
      done = doubled ? at + 2 : end_of_reference(text, at);
      if (doubled)
        out.append_for("$", from.place(at, done));
      else if (!append_value(text.substr(at, done - at), out, depth))
        out.append_unknown(from.place(at, done));
      at = done;
    }
    out.append_part(from, done, text.size());
  }

  [[nodiscard]] bool is_told_as_variable(const std::string& name) const {
    return variable_or_near(input_.catalog, name) != nullptr &&
           (export_all_ || exported_.contains(name));
  }

  /// Of "$(NAME)"; false where its value is not known.
  bool append_value(std::string_view reference, MappedText& out, int depth) {
    constexpr int kDeepest = 4;
    constexpr std::size_t kLongestValue = 256;
    constexpr std::size_t kMostInLine = 16 << 10;  // values of values grow fast
    if (reference.size() < 4 || depth == kDeepest) return false;
    const auto found = definitions_.find(reference.substr(2, reference.size() - 3));
    if (found == definitions_.end() || is_told_as_variable(found->first)) return false;
    Definition& definition = found->second;
    const Piece& value = definition.value;
    if (value.text.empty() || value.text.size() > kLongestValue) return false;
    if (definition.told != 0 && definition.told != line_) return false;
    spent_ += value.text.size();
    if (spent_ > kMostInLine) return false;
    definition.told = line_;
    MappedText text;
    text.append(value.text, value.span.begin);
    MappedText whole;
    append_expanded(text, whole, depth + 1);
    const std::size_t size = whole.text().size();
    if (whole.has_unknown(0, size)) return false;
    out.append_part(whole, 0, size);
    return true;
  }

  void run(const MappedText& script) {
    input_.code.read_piece("bash", input_, script, writer_.new_scope(), writer_);
  }

  /// "$(shell command)", wherever it stands.
  void read_functions(const MappedText& line) {
    constexpr std::string_view kShell = "(shell ";
    const std::string_view text = line.text();
    for (std::size_t at = 0; (at = text.find('$', at)) != std::string_view::npos;) {
      if (text.substr(at + 1, kShell.size()) != kShell) {
        at += 2;
        continue;
      }
      const std::size_t end = end_of_reference(text, at);
      MappedText script;
      script.append_part(line, at + 1 + kShell.size(), end - 1);
      run(expanded(script));
      at = end;
    }
  }

  void read_statement(const MappedText& mapped) {
    const std::string_view text = mapped.text();
    if (text.find('\n') != std::string_view::npos) return;  // no value of interest is that long
    const Span place = mapped.place(0, text.size());
    Piece line = Piece{source_.slice(place), place}.trimmed();
    const bool exports = take_word(line, "export");
    if (auto found = assignment_in(line)) return keep(*found, exports);
    if (exports) return export_names(line.text);
    // "target: export NAME = value" sets it for the target's recipe.
    const std::size_t colon = line.text.find(':');
    if (colon == std::string_view::npos) return;
    line = line.from(colon + 1).trimmed();
    if (!take_word(line, "export")) return;
    if (const auto found = assignment_in(line)) add_env(*found, writer_.new_scope());
  }

  void keep(const Assignment& assignment, bool exports) {
    if (variable_or_near(input_.catalog, assignment.name.text) == nullptr) return;
    const std::string name(assignment.name.text);
    if (exports) exported_.insert(name);
    variables_.insert_or_assign(name, assignment);
  }

  void export_names(std::string_view names) {
    while (!names.empty()) {
      const std::size_t end = std::min(names.find_first_of(kBlanks), names.size());
      exported_.emplace(names.substr(0, end));
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }

  static bool take_word(Piece& line, std::string_view word) {
    for (const std::string_view modifier : {std::string_view("override"), word}) {
      const std::string_view behind = line.text.substr(std::min(modifier.size(), line.text.size()));
      const bool whole = behind.empty() || kBlanks.find(behind.front()) != std::string_view::npos;
      if (line.text.substr(0, modifier.size()) != modifier || !whole) continue;
      line = line.from(modifier.size()).trimmed();
      if (modifier == word) return true;
    }
    return false;
  }

  /// An assignment, or "NAME += value", whose value is more than that.
  static std::optional<Assignment> definition_in(const Piece& line) {
    const std::size_t end = line.text.find_first_not_of(kNameCharacters);
    if (end == 0 || end == std::string_view::npos) return std::nullopt;
    const Piece behind = line.from(end).trimmed();
    for (const std::string_view sign : {"+=", "!="}) {
      if (behind.text.starts_with(sign)) return Assignment{line.part(0, end), {}};
    }
    return assignment_in(line);
  }

  static std::optional<Assignment> assignment_in(const Piece& line) {
    constexpr std::array<std::string_view, 5> kSigns = {"=", ":=", "::=", ":::=", "?="};
    const std::size_t end = line.text.find_first_not_of(kNameCharacters);
    if (end == 0 || end == std::string_view::npos) return std::nullopt;
    const Piece behind = line.from(end).trimmed();
    for (const std::string_view sign : kSigns) {
      if (behind.text.substr(0, sign.size()) != sign) continue;
      Piece value = behind.from(sign.size()).trimmed();
      const std::size_t comment = value.text.find('#');
      if (comment != std::string_view::npos) value = value.part(0, comment).trimmed();
      // "NAME ?=" is there for what the environment gives.
      if (sign == "?=" && value.text.empty()) return std::nullopt;
      return Assignment{line.part(0, end), value};
    }
    return std::nullopt;
  }

  void add_env(const Assignment& assignment, ScopeId scope) {
    EnvAssignment fact;
    fact.syntax = EnvSyntax::ShellExport;
    fact.prefix = "export";
    const Unquoted value = unquote(assignment.value);
    fact.quoting = value.quoting;
    fact.literal = value.inner.text.find('$') == std::string_view::npos;
    emit_env_assignment(std::move(fact), assignment.name, value.inner, scope, input_.catalog,
                        writer_);
  }

  const ParseInput& input_;
  const SourceFile& source_;
  FactWriter& writer_;
  std::map<std::string, Assignment, std::less<>> variables_;  ///< the last of each name
  std::map<std::string, Definition, std::less<>> definitions_;
  std::set<std::string, std::less<>> exported_;
  bool export_all_ = false;
  std::size_t spent_ = 0;  ///< bytes of variables in a recipe's line
  std::uint32_t line_ = 1;
};

}  // namespace

void parse_makefile(const ParseInput& input, FactWriter& writer) {
  MakefileReader(input, writer).read();
}

}  // namespace credlint::parsers
