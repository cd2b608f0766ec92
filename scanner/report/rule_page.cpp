// SPDX-License-Identifier: MIT
#include "scanner/report/rule_page.h"

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string without_markup(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != '`' && c != '*') out += c;
  return out;
}

std::string cut(std::string text, std::size_t limit) {
  std::size_t at = 0;
  std::size_t characters = 0;
  std::size_t last = 0;  // where the last character starts that leaves room for the ellipsis
  for (; at < text.size(); ++characters) {
    if (characters + 1 == limit) last = at;
    at += decode_utf8(text, at).length;
  }
  if (characters <= limit) return text;
  return text.substr(0, last) + "…";
}

}  // namespace

std::string page_introduction(std::string_view page, std::size_t limit) {
  std::string paragraph;
  while (!page.empty()) {
    const std::string_view line = take_line(page);
    const bool ends = is_blank(line) || line.starts_with('#') || line.starts_with("```");
    if (ends && !paragraph.empty()) break;
    if (ends) continue;
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += line;
  }
  return cut(printable(without_markup(paragraph)), limit);
}

std::string page_text(std::string_view page) {
  std::string out;
  while (!page.empty()) {
    std::string_view line = take_line(page);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += mask_unrecognised(line) + '\n';
  }
  return out;
}

}  // namespace credlint
