// SPDX-License-Identifier: MIT
#include "parsers/document/replaced.h"

#include <algorithm>

#include "parsers/document/piece.h"
#include "scanner/core/lookup_names.h"
#include "scanner/core/words.h"

namespace credlint {

namespace {

/// "#NAME#", "@NAME@": what a build or a release puts a value for.
bool is_marked_name(std::string_view text) {
  constexpr std::string_view kMarks = "#@";
  if (text.empty() || kMarks.find(text.front()) == std::string_view::npos) return false;
  const char mark = text.front();
  const std::size_t marks = text.find_first_not_of(mark);
  if (marks == std::string_view::npos || marks > 2 || 2 * marks + 2 > text.size()) return false;
  const std::string_view name = text.substr(marks, text.size() - 2 * marks);
  const std::string_view behind = text.substr(text.size() - marks);
  return is_name_start(name.front()) && name.back() != mark &&
         std::ranges::all_of(name, is_setting_character) &&
         std::ranges::all_of(behind, [&](char c) { return c == mark; });
}

/// "$$NAME", "$${NAME}": how a tool that replaces "$NAME" is told to leave it as it is.
bool is_escaped_variable(std::string_view text) {
  if (!text.starts_with("$$")) return false;
  text.remove_prefix(2);
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  return !text.empty() && is_name_start(text.front()) &&
         std::ranges::all_of(text, is_name_character);
}

/// "${AWS_REGION}", "$AWS_REGION".
bool is_whole_variable(std::string_view text) {
  if (!text.starts_with('$')) return false;
  text.remove_prefix(1);
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  return !text.empty() && is_name_start(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

/// Where the default begins behind a variable's name, or npos.
std::size_t default_begin(std::string_view inner) {
  const std::size_t sign = inner.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  if (sign == 0 || sign == std::string_view::npos || is_digit(inner.front()))
    return std::string_view::npos;
  if (names_lookup(inner.substr(0, sign))) return std::string_view::npos;
  if (inner[sign] == '-') return sign + 1;
  if (inner[sign] != ':') return std::string_view::npos;
  const char next = sign + 1 < inner.size() ? inner[sign + 1] : '\0';
  // "${AWS::Region}" is CloudFormation's own.
  if (next == '?' || next == '+' || next == ':') return std::string_view::npos;
  return next == '-' || next == '=' ? sign + 2 : sign + 1;
}

}  // namespace

std::optional<Piece> default_of(const Piece& value) {
  constexpr int kMostNested = 4;
  Piece piece = value.trimmed();
  for (int depth = 0; depth < kMostNested; ++depth) {
    const std::string_view text = piece.text;
    if (!text.starts_with("${") || !text.ends_with('}')) break;
    const std::size_t begin = default_begin(text.substr(2, text.size() - 3));
    if (begin == std::string_view::npos) return std::nullopt;
    piece = piece.part(begin + 2, text.size() - 1);
  }
  if (piece.text.empty() || piece.text.size() == value.text.size() ||
      piece.text.find_first_of("${}") != std::string_view::npos)
    return std::nullopt;
  return piece;
}

bool is_replaced(const ToolRow* tool, std::string_view value) {
  // What makes the file replaces these before any tool sees it.
  for (const std::string_view sign : {"{{", "<%", "{%", "((", "$[", "[[", "#{", "%env("}) {
    if (contains(value, sign)) return true;
  }
  if (is_marked_name(value)) return true;
  if (tool == nullptr || tool->expands.empty()) return has_expansion(value);
  // What is nothing but a variable is filled in before: nobody means these characters.
  if (tool->expands == "none") return is_whole_variable(value);
  if (tool->expands == "$" && is_escaped_variable(value)) return false;
  return tool->expands == "$" ? has_expansion(value) : contains(value, tool->expands);
}

}  // namespace credlint
