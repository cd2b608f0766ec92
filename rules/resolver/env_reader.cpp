// SPDX-License-Identifier: MIT
#include "rules/resolver/env_reader.h"

#include <algorithm>

#include "rules/resolver/words_of.h"
#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t";

struct Word {
  std::string_view text;
  bool EnvDialect::*member;
};

constexpr Word kWords[] = {
    {"mark-ignored", &EnvDialect::mark_ignored},
    {"export-taken", &EnvDialect::export_taken},
    {"export-needed", &EnvDialect::export_needed},
    {"blank-in-name-is-error", &EnvDialect::blank_in_name_is_error},
    {"blank-in-name-is-nothing", &EnvDialect::blank_in_name_is_nothing},
    {"name-checked", &EnvDialect::name_checked},
    {"blanks-trimmed", &EnvDialect::blanks_trimmed},
    {"quotes-stripped", &EnvDialect::quotes_stripped},
    {"comment-anywhere", &EnvDialect::comment_anywhere},
    {"comment-after-blank", &EnvDialect::comment_after_blank},
    {"cr-trimmed", &EnvDialect::cr_trimmed},
    {"colon-separates", &EnvDialect::colon_separates},
    {"shell", &EnvDialect::shell},
    {"backslash-eaten", &EnvDialect::backslash_eaten},
    {"dollar-expanded", &EnvDialect::dollar_expanded},
    {"semicolon-ends", &EnvDialect::semicolon_ends},
    {"words", &EnvDialect::words},
};

const Word* word_named(std::string_view text) {
  const auto found = std::find_if(std::begin(kWords), std::end(kWords),
                                  [&](const Word& word) { return word.text == text; });
  return found == std::end(kWords) ? nullptr : found;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
}

std::string_view trim_blanks_only(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// Reads one value the way its loader does, character by character.
class ValueReader {
 public:
  ValueReader(std::string_view text, const EnvDialect& dialect, const Environment& environment)
      : text_(text), dialect_(dialect), environment_(environment) {}

  /// The value; `end` is where it ends in the text.
  std::string read(std::size_t& end) {
    while (at_ < text_.size() && !at_end()) step();
    end = at_;
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool at_end() const {
    if (quote_ != '\0') return false;
    const char c = text_[at_];
    const bool after_blank = at_ > 0 && kBlanks.find(text_[at_ - 1]) != std::string_view::npos;
    if (c == '#' && (dialect_.comment_anywhere || (dialect_.comment_after_blank && after_blank))) {
      return true;
    }
    if (c == ';' && dialect_.semicolon_ends) return true;
    return (dialect_.shell || dialect_.words) && kBlanks.find(c) != std::string_view::npos;
  }

  void step() {
    const char c = text_[at_++];
    if (quote_ != '\0' && c == quote_) {
      quote_ = '\0';
    } else if (quote_ == '\0' && dialect_.quotes_stripped && (c == '"' || c == '\'') && closes(c)) {
      quote_ = c;
    } else if (quote_ == '\0' && dialect_.backslash_eaten && c == '\\') {
      if (at_ < text_.size()) out_ += text_[at_++];
    } else if (quote_ != '\'' && dialect_.dollar_expanded && c == '$') {
      expand();
    } else {
      out_ += c;
    }
  }

  [[nodiscard]] bool closes(char quote) const {
    return text_.find(quote, at_) != std::string_view::npos;
  }

  void expand() {
    std::size_t end = at_;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    if (end == at_) {
      out_ += '$';
      return;
    }
    const auto found = environment_.find(text_.substr(at_, end - at_));
    if (found != environment_.end()) out_ += found->second.reveal();
    at_ = end;
  }

  std::string_view text_;
  const EnvDialect& dialect_;
  const Environment& environment_;
  std::size_t at_ = 0;
  char quote_ = '\0';
  std::string out_;
};

/// "NAME=value" where blanks matter: to a shell, and word by word to xargs.
EnvLine read_word(std::string_view text, const EnvDialect& dialect, const Environment& environment,
                  std::size_t& end) {
  EnvLine line;
  const std::size_t stop = std::min(text.find_first_of(kBlanks), text.size());
  const std::size_t equals = text.find('=');
  end = stop;
  if (equals == std::string_view::npos || equals > stop || !is_name(text.substr(0, equals))) {
    return line;
  }
  const std::string_view rest = text.substr(equals + 1);
  line.value = ValueReader(rest, dialect, environment).read(end);
  end += equals + 1;
  // "NAME= word": the shell runs the word with an empty NAME, and nothing is left of it.
  const bool runs_a_command = dialect.shell && end < text.size() && text[end] == ' ' &&
                              !starts_with(trim_blanks_only(text.substr(end)), "#") &&
                              !trim_blanks_only(text.substr(end)).empty();
  if (runs_a_command) return line;
  line.kind = EnvLine::Kind::Variable;
  line.name = std::string(text.substr(0, equals));
  return line;
}

EnvLine read_words(std::string_view text, const EnvDialect& dialect,
                   const Environment& environment) {
  while (!(text = trim_blanks_only(text)).empty()) {
    std::size_t end = 0;
    EnvLine line = read_word(text, dialect, environment, end);
    if (line.kind == EnvLine::Kind::Variable) return line;
    text.remove_prefix(std::min(end, text.size()));
  }
  return {};
}

}  // namespace

EnvDialect env_dialect_named(const Catalog& catalog, std::string_view name) {
  EnvDialect dialect;
  const DataRow* row = catalog.table(Table::EnvDialects).find(name);
  if (row == nullptr) return dialect;
  for (const std::string_view text : words_of(row->value)) {
    if (const Word* word = word_named(text)) dialect.*(word->member) = true;
  }
  return dialect;
}

std::string_view first_unknown_env_word(std::string_view row) {
  for (const std::string_view text : words_of(row)) {
    if (word_named(text) == nullptr) return text;
  }
  return {};
}

EnvLine read_env_line(std::string_view text, const EnvDialect& dialect,
                      const Environment& environment) {
  if (dialect.cr_trimmed && ends_with(text, "\r")) text.remove_suffix(1);
  if (dialect.mark_ignored && starts_with(text, kByteOrderMark)) text.remove_prefix(3);
  if (starts_with(trim_blanks_only(text), "#")) return {};
  const bool exported = starts_with(text, "export ");
  if (dialect.words) return read_words(text, dialect, environment);
  if (dialect.export_needed && !exported) return {};
  if (dialect.export_taken && exported) text = trim_blanks_only(text.substr(7));
  if (dialect.shell) {
    std::size_t end = 0;
    return read_word(text, dialect, environment, end);
  }

  EnvLine line;
  const std::size_t separator =
      dialect.colon_separates ? std::min(text.find('='), text.find(": ")) : text.find('=');
  const std::string_view written = text.substr(0, std::min(separator, text.size()));
  const std::string_view name = dialect.blanks_trimmed ? trim_blanks_only(written) : written;
  const bool blank = name.find_first_of(kBlanks) != std::string_view::npos;
  if (blank && dialect.blank_in_name_is_error) {
    line.kind = EnvLine::Kind::Error;
    return line;
  }
  if (separator == std::string_view::npos || (blank && dialect.blank_in_name_is_nothing) ||
      (dialect.name_checked && !is_name(name))) {
    return line;
  }
  std::string_view rest = text.substr(separator + 1);
  if (dialect.blanks_trimmed) rest = trim_blanks_only(rest);
  std::size_t end = 0;
  line.kind = EnvLine::Kind::Variable;
  line.name = std::string(name);
  line.value = ValueReader(rest, dialect, environment).read(end);
  if (dialect.blanks_trimmed) line.value = std::string(trim_blanks_only(line.value));
  return line;
}

}  // namespace credlint::resolver
