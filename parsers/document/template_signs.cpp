// SPDX-License-Identifier: MIT
#include "parsers/document/template_signs.h"

#include <algorithm>
#include <array>
#include <utility>

namespace credlint {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSigns = {
    {{"{{", "}}"}, {"{%", "%}"}, {"{#", "#}"}, {"<%", "%>"}}};

bool is_blank_up_to_line_end(std::string_view text, std::size_t at) {
  at = text.find_first_not_of(" \t\r", at);
  return at == std::string_view::npos || text[at] == '\n';
}

bool begins_line(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(" \t");
  return before == std::string_view::npos || text[before] == '\n';
}

void cover(std::string& text, std::size_t begin, std::size_t end) {
  const bool whole = begins_line(text, begin) && is_blank_up_to_line_end(text, end);
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = whole ? ' ' : '_';
  }
}

}  // namespace

std::string cover_templates(std::string_view text) {
  std::string out;
  std::array<std::size_t, kSigns.size()> closed{};  // no further close behind: not looked for again
  for (std::size_t at = 0; (at = text.find_first_of("{<", at)) != std::string_view::npos;) {
    std::size_t end = at + 1;
    for (std::size_t i = 0; i < kSigns.size(); ++i) {
      const auto& [open, close] = kSigns[i];
      if (!text.substr(at).starts_with(open) || (at > 0 && text[at - 1] == '$')) continue;
      if (closed[i] == std::string_view::npos) continue;
      closed[i] = text.find(close, at + open.size());
      if (closed[i] == std::string_view::npos) continue;
      if (out.empty()) out = text;
      end = closed[i] + close.size();
      cover(out, at, end);
      break;
    }
    at = end;
  }
  return out;
}

}  // namespace credlint
