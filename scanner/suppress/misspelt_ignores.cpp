// SPDX-License-Identifier: MIT
#include "scanner/suppress/misspelt_ignores.h"

#include <algorithm>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::string_view kAll = "all";
constexpr std::string_view kName = "credlint";

std::string canonical(std::string_view name) {
  std::string out = to_lower(name);
  std::ranges::replace(out, '_', '-');
  return out;
}

bool in_name(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }

/// The words of a list, each with the byte behind it.
struct Names {
  std::vector<std::string> rules;
  std::size_t end = 0;      ///< behind the last of them
  bool all = true;          ///< the list holds nothing else
  bool has_dashes = false;  ///< one of them is no word of English
};

/// The text behind the word, as far as it names rules.
Names read_names(std::string_view text, std::span<const Rule> rules) {
  Names names;
  for (std::size_t at = 0; at < text.size();) {
    if (std::string_view(" \t,[(:=").find(text[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    if (std::string_view("])").find(text[at]) != std::string_view::npos) break;
    std::size_t end = at;
    while (end < text.size() && in_name(text[end])) ++end;
    const std::string name = canonical(text.substr(at, end - at));
    const bool dashed = name.find('-') != std::string::npos;
    std::string meant = meant_rule(name, rules);
    if (meant.empty() || (!dashed && meant != name)) {
      names.all = std::string_view("*/-%#}\"").find(text[at]) != std::string_view::npos;
      break;
    }
    names.has_dashes = names.has_dashes || dashed;
    names.rules.push_back(std::move(meant));
    names.end = at = end;
  }
  return names;
}

/// Whether nothing but the end of the comment stands there.
bool is_empty(std::string_view rest) {
  return rest.find_first_not_of(" \t[]():=*/->%#}{\",") == std::string_view::npos;
}

bool begins_comment(std::string_view before) {
  const std::string_view text = trim(before);
  return text.empty() || text.back() == ';' || text.back() == ',' || text.back() == '.';
}

std::string_view text_of(const PatternMatch& match, std::string_view group) {
  const PatternMatch::Group* found = match.group(group);
  return found == nullptr ? std::string_view() : found->value.reveal();
}

}  // namespace

std::string meant_rule(std::string_view name, std::span<const Rule> rules) {
  const std::string wanted = canonical(name);
  std::vector<std::string_view> known = {kAll};
  for (const Rule& rule : rules) {
    known.push_back(rule.id);
    known.push_back(rule.family);
  }
  if (std::ranges::find(known, wanted) != known.end()) return wanted;
  return std::string(nearest(wanted, known));
}

std::optional<MisspeltIgnore> misspelt_ignore(const PatternMatch& match,
                                              std::span<const Rule> rules) {
  const PatternMatch::Group* directive = match.group("plain_directive");
  if (directive == nullptr) return std::nullopt;
  const std::string_view text = directive->value.reveal();
  // "credlint", what joins it to the word, the word, and the rest.
  const std::size_t begin = std::min(text.find_first_not_of(" \t:-", kName.size()), text.size());
  std::size_t end = begin;
  while (end < text.size() && in_name(text[end])) ++end;
  const std::string_view word = text.substr(begin, end - begin);
  const std::string_view rest = text.substr(end);
  const bool colon = text.substr(0, begin).find(':') != std::string_view::npos;
  const bool bracket = rest.starts_with('[') || rest.starts_with('(');
  const Names names = read_names(rest, rules);
  const bool named = !names.rules.empty() && (names.has_dashes || (colon && names.all));
  const bool bare = colon && is_empty(rest) && begins_comment(text_of(match, "plain_before"));
  if (!named && !bare && !(colon && bracket)) return std::nullopt;
  MisspeltIgnore found{.rules = names.rules,
                       .whole_file = to_lower(word).find("file") != std::string::npos,
                       .at = directive->at};
  std::size_t length = text.size() - rest.size() + names.end;
  if (names.end < rest.size() && names.end > 0 &&
      (rest[names.end] == ']' || rest[names.end] == ')'))
    ++length;
  if (found.at.line == found.at.end_line && length <= found.at.span.size()) {
    found.at.span.end = found.at.span.begin + static_cast<std::uint32_t>(length);
    found.at.end_column = found.at.column + static_cast<std::uint32_t>(length);
  }
  return found;
}

}  // namespace credlint
