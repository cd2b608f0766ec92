// SPDX-License-Identifier: MIT
#include "parsers/document/replaced.h"

#include "parsers/document/piece.h"
#include "scanner/core/words.h"

namespace credlint {

bool is_replaced(const ToolRow* tool, std::string_view value) {
  // What makes the file replaces these before any tool sees it.
  for (const std::string_view sign : {"{{", "<%", "{%", "((", "$[", "[["}) {
    if (contains(value, sign)) return true;
  }
  if (tool == nullptr || tool->expands.empty()) return has_expansion(value);
  if (tool->expands == "none") return false;
  return tool->expands == "$" ? has_expansion(value) : contains(value, tool->expands);
}

}  // namespace credlint
