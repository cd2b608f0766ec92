// SPDX-License-Identifier: MIT
#include "parsers/hidden_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "scanner/core/words.h"

namespace credlint {
namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

/// A character and how long its escape is.
struct Escape {
  char character = 0;
  std::size_t size = 0;  ///< 0: none stands here
};

/// The number that `count` digits at `at` write in that base; absent when they are others.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t count, int base) {
  if (count == 0 || at + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (digit_value(c) >= base) return std::nullopt;
    value = value * base + digit_value(c);
  }
  return value;
}

Escape escape_of(std::optional<int> value, std::size_t size) {
  if (!value || *value > 0x7F) return {};
  return {static_cast<char>(*value), size};
}

Escape html_escape(std::string_view text) {
  constexpr std::size_t kLongest = 7;
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || text.substr(0, 2) != "&#") return {};
  const bool hexadecimal = end > 2 && (text[2] == 'x' || text[2] == 'X');
  const std::size_t first = hexadecimal ? 3 : 2;
  return escape_of(number_at(text, first, end - first, hexadecimal ? 16 : 10), end + 1);
}

Escape escape_at(std::string_view text) {
  if (text.front() == '%') return escape_of(number_at(text, 1, 2, 16), 3);
  if (text.front() == '&') return html_escape(text);
  if (text.front() != '\\' || text.size() < 2) return {};
  if (text[1] == '/') return {'/', 2};
  if (text[1] == 'x') return escape_of(number_at(text, 2, 2, 16), 4);
  if (text[1] == 'u') return escape_of(number_at(text, 2, 4, 16), 6);
  return {};
}

}  // namespace

std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Escape escape = escape_at(text);
    out.push_back(escape.size == 0 ? text.front() : escape.character);
    text.remove_prefix(std::max<std::size_t>(escape.size, 1));
  }
  return out;
}

std::string joined_pieces(std::string_view text) {
  std::string out;
  bool between = false;  // behind a quote or backslash, up to the quote or line that goes on
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool quote = c == '"' || c == '\'' || c == '`';
    if (quote) {
      between = !between;
      quoted = between;
    } else if (c == '\\' && !between) {
      between = true;
    } else if (between && !quoted && base64_digit(c) >= 0) {
      between = false;
    }
    const bool belongs = is_letter_or_digit(c) || c == '+' || c == '/';
    if (belongs && !between) out.push_back(c);
  }
  return out;
}

Span base64_run(std::string_view text, Span core) {
  constexpr std::uint32_t kReach = 64 << 10;
  Span run = core;
  while (run.begin > 0 && core.begin - run.begin < kReach && base64_digit(text[run.begin - 1]) >= 0)
    --run.begin;
  while (run.end < text.size() && run.end - core.end < kReach && base64_digit(text[run.end]) >= 0)
    ++run.end;
  return run;
}

MappedText decoded_run(std::string_view text, Span run, std::size_t skipped) {
  MappedText out;
  std::uint32_t bits = 0;
  int held = 0;
  std::uint32_t first = run.begin + static_cast<std::uint32_t>(skipped);
  for (std::uint32_t at = first; at < run.end; ++at) {
    const int digit = base64_digit(text[at]);
    if (digit < 0) break;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const char byte = static_cast<char>((bits >> held) & 0xFF);
    out.append_for(std::string_view(&byte, 1), {first, at + 1});
    first = at + 1;
  }
  return out;
}

}  // namespace credlint
