// SPDX-License-Identifier: MIT
#include "rules/resolver/dialect.h"

#include <array>
#include <utility>

#include "rules/resolver/words_of.h"

namespace credlint::resolver {
namespace {

/// The words of one setting, in the order of the enumerators.
template <typename Enum, std::size_t N>
bool take(std::string_view word, const std::array<std::string_view, N>& words, Enum& out) {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] != word) continue;
    out = static_cast<Enum>(i);
    return true;
  }
  return false;
}

template <typename... Words>
constexpr std::array<std::string_view, sizeof...(Words)> words(Words... list) {
  return {list...};
}

bool take_lines(std::string_view name, std::string_view word, Dialect& to) {
  constexpr auto kOdd = words("error", "ignored");
  if (name == "blanks") return take(word, words("ascii", "unicode"), to.blanks);
  if (name == "lone-cr") return take(word, words("text", "ends-line"), to.lone_cr);
  if (name == "bom") return take(word, words("text", "ignored", "error"), to.bom);
  if (name == "bad-bytes") return take(word, words("kept", "error"), to.bad_bytes);
  if (name == "headless") return take(word, kOdd, to.headless);
  if (name == "junk") return take(word, kOdd, to.junk);
  if (name == "nameless") return take(word, kOdd, to.nameless);
  if (name == "indented") {
    return take(word, words("continues", "deeper", "property", "bare-continues", "nested", "lost"),
                to.indented);
  }
  if (name == "comment-lines") {
    return take(word, words("first-column", "anywhere"), to.comment_lines);
  }
  if (name == "inline-comments") {
    return take(word, words("none", "both", "semicolon", "semicolon-anywhere"), to.inline_comments);
  }
  return false;
}

bool take_headers(std::string_view name, std::string_view word, Dialect& to) {
  if (name == "header-indent") {
    return take(word, words("forbidden", "allowed", "error"), to.header_indent);
  }
  if (name == "header-rest") {
    return take(word, words("comment", "comment-or-text", "anything", "nothing"), to.header_rest);
  }
  if (name == "unclosed") return take(word, words("error", "ignored"), to.unclosed);
  if (name == "header-blanks") return take(word, words("trimmed", "kept"), to.header_blanks);
  if (name == "names") {
    return take(word, words("reference", "python", "js3", "js2", "ruby", "literal", "go1"),
                to.names);
  }
  if (name == "same-section") {
    return take(word, words("merged", "error", "last", "first", "lost", "replaced"),
                to.same_section);
  }
  if (name == "two-defaults") {
    return take(word, words("prefixed", "later", "bare", "merged", "error"), to.two_defaults);
  }
  return false;
}

bool take_properties(std::string_view name, std::string_view word, Dialect& to) {
  if (name == "same-key") return take(word, words("last", "error", "drops-section"), to.same_key);
  if (name == "key-case") return take(word, words("exact", "folded"), to.key_case);
  if (name == "key-names") return take(word, words("checked", "any"), to.key_names);
  if (name == "separators") return take(word, words("equals", "equals-or-colon"), to.separators);
  if (name == "quotes") return take(word, words("kept", "double-stripped", "stripped"), to.quotes);
  if (name == "empty-values") return take(word, words("kept", "dropped"), to.empty_values);
  return false;
}

bool take_word(std::string_view word, Dialect& to) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = word.substr(0, equals);
  const std::string_view value = word.substr(equals + 1);
  return take_lines(name, value, to) || take_headers(name, value, to) ||
         take_properties(name, value, to);
}

}  // namespace

Dialect dialect_named(const Catalog& catalog, std::string_view name) {
  Dialect dialect;
  if (const DataRow* row = catalog.table(Table::Dialects).find(name)) {
    for (const std::string_view word : words_of(row->value)) take_word(word, dialect);
  }
  return dialect;
}

std::string_view first_unknown_word(std::string_view row) {
  Dialect dialect;
  for (const std::string_view word : words_of(row)) {
    if (!take_word(word, dialect)) return word;
  }
  return {};
}

}  // namespace credlint::resolver
