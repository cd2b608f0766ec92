// SPDX-License-Identifier: MIT
#include "parsers/code/literal.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "parsers/document/named_value.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads up to `most` hexadecimal digits; moves `at` behind them.
char32_t read_hex(std::string_view text, std::size_t& at, int most) {
  char32_t value = 0;
  for (int i = 0; i < most && at < text.size() && hex_value(text[at]) >= 0; ++i, ++at) {
    value = value * 16 + static_cast<char32_t>(hex_value(text[at]));
  }
  return value;
}

/// Resolves the escape whose letter is at `at`; moves behind it.
void read_escape(std::string_view text, std::size_t& at, std::string& out) {
  const char letter = text[at++];
  switch (letter) {
    case 'n':
      out += '\n';
      return;
    case 't':
      out += '\t';
      return;
    case 'r':
      out += '\r';
      return;
    case '0':
      out += '\0';
      return;
    case '\n':
      return;  // the line goes on
    case '\r':
      if (at < text.size() && text[at] == '\n') ++at;
      return;
    case 'x':
      append_utf8(out, read_hex(text, at, 2));
      return;
    case 'U':
      append_utf8(out, read_hex(text, at, 8));
      return;
    case 'u':
      if (at < text.size() && text[at] == '{') {
        append_utf8(out, read_hex(text, ++at, 6));
        if (at < text.size() && text[at] == '}') ++at;
      } else {
        append_utf8(out, read_hex(text, at, 4));
      }
      return;
    default:
      out += letter;
  }
}

std::string unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      read_escape(text, ++at, out);
    } else {
      out += text[at++];
    }
  }
  return out;
}

/// Ruby's ":name" and "%q(text)", "%Q{text}", "%(text)": the text without what is around it.
std::optional<Literal> read_ruby_literal(std::string_view text) {
  if (text.size() < 2 || (text.front() != ':' && text.front() != '%')) return std::nullopt;
  std::size_t begin = 1;
  std::size_t end = text.size();
  if (text.front() == '%') {
    if (text[begin] == 'q' || text[begin] == 'Q') ++begin;
    if (begin + 2 > end) return std::nullopt;
    ++begin;
    --end;
  }
  Literal literal;
  literal.value = std::string(text.substr(begin, end - begin));
  literal.content = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return literal;
}

}  // namespace

Literal read_literal(std::string_view text, bool raw) {
  if (auto ruby = read_ruby_literal(text)) return std::move(*ruby);
  Literal literal;
  std::size_t begin = 0;
  while (begin < text.size() && begin < 3 && quoting_of(text[begin]) == Quoting::None) {
    if (text[begin] == 'r' || text[begin] == 'R' || text[begin] == '@') raw = true;
    ++begin;
  }
  if (begin == text.size() || quoting_of(text[begin]) == Quoting::None) {
    literal.value = std::string(text);
    literal.content = {0, static_cast<std::uint32_t>(text.size())};
    return literal;
  }
  const char quote = text[begin];
  literal.quoting = quoting_of(quote);
  const bool triple =
      text.size() >= begin + 6 && text[begin + 1] == quote && text[begin + 2] == quote;
  const std::size_t width = triple ? 3 : 1;
  const std::size_t content = begin + width;
  std::size_t end = text.size();
  if (end >= content + width && text[end - 1] == quote) end -= width;
  literal.content = {static_cast<std::uint32_t>(content), static_cast<std::uint32_t>(end)};
  const std::string_view inner = text.substr(content, end - content);
  literal.value = raw ? std::string(inner) : unescape(inner);
  return literal;
}

std::string read_shell_string(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    const bool escape =
        text[at] == '\\' && (next == '$' || next == '`' || next == '"' || next == '\\');
    if (text[at] == '\\' && next == '\n') {
      ++at;
    } else {
      out += text[escape ? ++at : at];
    }
  }
  return out;
}

std::string strip_text_block(std::string_view text) {
  text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + (text.empty() ? 0 : 1));
  std::vector<std::string_view> lines;
  for (std::size_t end = 0; end != std::string_view::npos;
       text.remove_prefix(std::min(end + 1, text.size()))) {
    end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
  }
  std::size_t indent = std::string_view::npos;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t first = lines[i].find_first_not_of(" \t\r");
    const bool last = i + 1 == lines.size();  // the line of the closing quotes counts, though blank
    if (first != std::string_view::npos || last)
      indent = std::min({indent, first, lines[i].size()});
  }
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i].substr(std::min(indent, lines[i].size()));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (i > 0) out += '\n';
    out += line;
  }
  return out;
}

std::optional<std::int64_t> read_number(std::string_view text) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 10 - 1;
  std::int64_t value = 0;
  std::size_t at = 0;
  const auto separates = [](char c) { return c == '_' || c == '\''; };
  for (; at < text.size() && (separates(text[at]) || (text[at] >= '0' && text[at] <= '9')); ++at) {
    if (separates(text[at])) continue;
    if (value > kMost) return std::nullopt;
    value = value * 10 + (text[at] - '0');
  }
  const std::string_view suffix = text.substr(at);
  if (at == 0 || separates(text.front()) || suffix.size() > 5) return std::nullopt;
  // "10.5", "1e3" and "0x10" are none that matter here.
  const bool typed = suffix.find_first_not_of("iulILU0123456789size") == std::string_view::npos &&
                     suffix.find('e') != 0;
  if (!typed) return std::nullopt;
  return value;
}

std::string plain_number(std::string_view text) {
  const bool octal = text.size() > 1 && text.front() == '0';
  const std::optional<std::int64_t> number = octal ? std::nullopt : read_number(text);
  return number ? std::to_string(*number) : std::string(text);
}

std::optional<std::int64_t> read_duration(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  std::int64_t seconds = 0;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const char unit = digits < text.size() ? text[digits] : '\0';
    const std::int64_t factor = unit == 'h' ? 3600 : unit == 'm' ? 60 : unit == 's' ? 1 : 0;
    if (digits == 0 || digits > kMostDigits || factor == 0) return std::nullopt;
    seconds += *read_number(text.substr(0, digits)) * factor;
    text.remove_prefix(digits + 1);
    if (!text.empty() && text.front() == 's') return std::nullopt;  // "ms"
  }
  return seconds == 0 ? std::nullopt : std::optional(seconds);
}

std::string read_shell_word(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    out += text[at];
  }
  return out;
}

std::string_view shell_variable_name(std::string_view expansion) {
  if (expansion.substr(0, 1) == "$") expansion.remove_prefix(1);
  if (expansion.substr(0, 1) == "{") expansion.remove_prefix(1);
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const auto end = std::find_if_not(expansion.begin(), expansion.end(), is_name);
  return expansion.substr(0, static_cast<std::size_t>(end - expansion.begin()));
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace credlint
