// SPDX-License-Identifier: MIT
#include "parsers/document/replaced.h"

#include <algorithm>

#include "parsers/document/piece.h"
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

}  // namespace

bool is_replaced(const ToolRow* tool, std::string_view value) {
  // What makes the file replaces these before any tool sees it.
  for (const std::string_view sign : {"{{", "<%", "{%", "((", "$[", "[[", "#{"}) {
    if (contains(value, sign)) return true;
  }
  if (is_marked_name(value)) return true;
  if (tool == nullptr || tool->expands.empty()) return has_expansion(value);
  if (tool->expands == "none") return false;
  return tool->expands == "$" ? has_expansion(value) : contains(value, tool->expands);
}

}  // namespace credlint
