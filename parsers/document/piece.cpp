// SPDX-License-Identifier: MIT
#include "parsers/document/piece.h"

#include <array>

#include "parsers/document/named_value.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

// “ ” ‘ ’ „ « »
constexpr std::array<std::string_view, 7> kSmartQuotes = {
    "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99",
    "\xE2\x80\x9E", "\xC2\xAB",     "\xC2\xBB"};

std::size_t smart_quote_at_begin(std::string_view text) {
  for (const std::string_view quote : kSmartQuotes) {
    if (text.substr(0, quote.size()) == quote) return quote.size();
  }
  return 0;
}

std::size_t smart_quote_at_end(std::string_view text) {
  for (const std::string_view quote : kSmartQuotes) {
    if (text.size() >= quote.size() && text.substr(text.size() - quote.size()) == quote) {
      return quote.size();
    }
  }
  return 0;
}

}  // namespace

Piece Piece::trimmed() const {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return part(text.size(), text.size());
  return part(begin, text.find_last_not_of(kBlanks) + 1);
}

Unquoted unquote(const Piece& piece) {
  const std::string_view text = piece.text;
  if (text.size() < 2) return {piece, Quoting::None};
  const Quoting quoting = quoting_of(text.front());
  if (quoting != Quoting::None && text.back() == text.front()) {
    return {piece.part(1, text.size() - 1), quoting};
  }
  const std::size_t opening = smart_quote_at_begin(text);
  const std::size_t closing = smart_quote_at_end(text);
  if (opening > 0 && closing > 0 && opening + closing <= text.size()) {
    return {piece.part(opening, text.size() - closing), Quoting::Smart};
  }
  return {piece, Quoting::None};
}

std::size_t find_comment(std::string_view text, std::string_view signs) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool sign = signs.find(text[i]) != std::string_view::npos;
    if (sign && kBlanks.find(text[i - 1]) != std::string_view::npos) return i;
  }
  return std::string_view::npos;
}

bool has_expansion(std::string_view text) {
  if (text.find('`') != std::string_view::npos) return true;
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    if (at + 1 == text.size()) return false;
    const char next = text[at + 1];
    if (next == '{' || next == '(' || is_name_start(next) || (next >= '0' && next <= '9'))
      return true;
  }
  return text.find("{{") != std::string_view::npos;
}

bool is_template_text(std::string_view text) {
  const std::size_t open = text.find("{{");
  if (open == std::string_view::npos) return false;
  return text.size() == 2 || text.find("}}", open) != std::string_view::npos;
}

}  // namespace credlint
