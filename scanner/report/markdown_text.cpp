// SPDX-License-Identifier: MIT
// Source: https://github.github.com/gfm/, sections 2.4 (backslash escapes) and 6.9 (autolinks)
#include "scanner/report/markdown_text.h"

#include <fmt/format.h>

namespace credlint {
namespace {

constexpr std::string_view kPunctuation = "*_{}[]()#!~^";
// These begin elements, entities, cells, code or links, some of them even behind a backslash.
constexpr std::string_view kAsEntity = "<>&|\\`$";
// Mentions are sought in the finished page; a comment keeps its two parts from being one text.
constexpr std::string_view kAt = "@<!-- -->";

std::string as_entity(char c) { return fmt::format("&#{};", static_cast<int>(c)); }

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

/// The dot of "www." and the colon of "https:" make links of what follows; others stay readable.
bool makes_a_link(std::string_view text, std::size_t at) {
  if (text[at] == '.') return at > 0 && is_one_of(text[at - 1], "wW");
  if (text[at] != ':') return false;
  return at + 1 < text.size() && !is_one_of(text[at + 1], " 0123456789");
}

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '@') {
      out += kAt;
    } else if (makes_a_link(text, at) || is_one_of(c, kAsEntity)) {
      out += as_entity(c);
    } else {
      if (is_one_of(c, kPunctuation)) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '@') {
      out += kAt;
    } else if (is_one_of(c, "<>&\"'")) {
      out += as_entity(c);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace credlint
