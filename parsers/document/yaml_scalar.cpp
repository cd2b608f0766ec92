// SPDX-License-Identifier: MIT
#include "parsers/document/yaml_scalar.h"

#include <algorithm>
#include <string>

#include "parsers/document/piece.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_break(char c) { return c == '\n' || c == '\r'; }

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_empty(std::string_view line) {
  return line.find_first_not_of(kBlanks) == std::string_view::npos;
}

/// What the letter behind a backslash stands for; 0 where digits follow, or for none.
char simple_escape(char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case '"':
    case '\\':
    case '/':
    case ' ':
    case '\t':
      return letter;
    default:
      return '\0';
  }
}

}  // namespace

bool YamlScalars::is_block_header(std::string_view value) {
  if (value.empty() || (value.front() != '|' && value.front() != '>')) return false;
  const std::size_t end = value.find_first_not_of("+-123456789", 1);
  if (end == std::string_view::npos) return true;
  const std::size_t behind = value.find_first_not_of(kBlanks, end);
  return behind == std::string_view::npos || (behind > end && value[behind] == '#');
}

std::uint32_t YamlScalars::read(std::uint32_t line, std::size_t column, std::size_t indent,
                                MappedText& out) const {
  const Span value = rest(line, column);
  const std::string_view text = source_.slice(value);
  if (is_block_header(text)) return read_block(line, column, indent, out);
  if (!text.empty() && (text.front() == '"' || text.front() == '\''))
    return source_.line_of(read_quoted(value.begin, out) - 1) + 1;
  return read_plain(line, column, indent, out);
}

Span YamlScalars::rest(std::uint32_t line, std::size_t column) const {
  Span span = source_.line_span(line);
  span.begin = std::min(span.end, span.begin + static_cast<std::uint32_t>(column));
  return span;
}

std::uint32_t YamlScalars::read_block(std::uint32_t line, std::size_t column, std::size_t indent,
                                      MappedText& out) const {
  const std::string_view header = source_.slice(rest(line, column));
  const bool folded = header.front() == '>';
  const std::size_t digit = header.substr(0, 3).find_first_of("123456789");
  std::size_t content =
      digit == std::string_view::npos ? 0 : indent + static_cast<std::size_t>(header[digit] - '0');
  const std::uint32_t lines = source_.line_count();
  std::size_t empty = 0;
  std::uint32_t end = 0;  // of the content so far, in the file
  bool was_deeper = false;
  for (++line; line <= lines; ++line) {
    const std::string_view text = this->line(line);
    if (is_empty(text)) {
      ++empty;
      continue;
    }
    const std::size_t own = indent_of(text);
    if (content == 0 && own > indent) content = own;
    if (content == 0 || own < content) break;
    const Span span = rest(line, content);
    const bool deeper = is_blank(source_.text()[span.begin]);
    if (end > 0) {
      const bool joined = folded && !deeper && !was_deeper;
      const std::string gap = joined && empty == 0 ? " " : std::string(empty + !joined, '\n');
      out.append_for(gap, {end, span.begin});
    }
    out.append(source_.slice(span), span.begin);
    end = span.end;
    was_deeper = deeper;
    empty = 0;
  }
  if (end > 0) out.append_for("\n", {end, end});
  return line;
}

std::uint32_t YamlScalars::read_plain(std::uint32_t line, std::size_t column, std::size_t indent,
                                      MappedText& out) const {
  const std::uint32_t lines = source_.line_count();
  std::uint32_t next = line;
  std::size_t empty = 0;
  std::uint32_t end = 0;
  for (; line <= lines; ++line) {
    const std::string_view text = this->line(line);
    if (end == 0 || !is_empty(text)) {
      const std::size_t begin =
          end == 0 ? column : std::min(text.find_first_not_of(kBlanks), text.size());
      if (end > 0 && (indent_of(text) <= indent || text[begin] == '#')) break;
      Span span = rest(line, begin);
      const std::size_t comment = find_comment(source_.slice(span), "#");
      if (comment != std::string_view::npos)
        span.end = span.begin + static_cast<std::uint32_t>(comment);
      while (span.end > span.begin && is_blank(source_.text()[span.end - 1])) --span.end;
      if (end > 0) out.append_for(empty == 0 ? " " : std::string(empty, '\n'), {end, span.begin});
      out.append(source_.slice(span), span.begin);
      end = span.end;
      empty = 0;
      next = line + 1;
      if (comment != std::string_view::npos) break;
    } else {
      ++empty;
    }
  }
  return next;
}

std::uint32_t YamlScalars::read_quoted(std::uint32_t quote, MappedText& out) const {
  const std::string_view text = source_.text();
  const char sign = text[quote];
  std::uint32_t at = quote + 1;
  while (at < text.size()) {
    const char c = text[at];
    const bool twice = c == '\'' && sign == c && text.substr(at, 2) == "''";
    if (c == sign && !twice) return at + 1;
    if (twice) {
      out.append_for("'", {at, at + 2});
      at += 2;
    } else if (c == '\\' && sign == '"') {
      at = read_escape(at, out);
    } else if (is_blank(c) || is_break(c)) {
      at = fold_break(at, out);
    } else {
      const std::size_t stop = std::min(text.find_first_of("\\\"' \t\r\n", at + 1), text.size());
      out.append(text.substr(at, stop - at), at);
      at = static_cast<std::uint32_t>(stop);
    }
  }
  return at;
}

std::uint32_t YamlScalars::read_escape(std::uint32_t at, MappedText& out) const {
  const std::string_view text = source_.text();
  const char letter = at + 1 < text.size() ? text[at + 1] : '\0';
  if (is_break(letter)) {  // the line goes on
    const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", at + 1), text.size());
    return static_cast<std::uint32_t>(next);
  }
  if (const char meant = simple_escape(letter); meant != '\0') {
    out.append_for({&meant, 1}, {at, at + 2});
    return at + 2;
  }
  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  const std::string_view number = text.substr(std::min<std::size_t>(at + 2, text.size()), digits);
  const auto end =
      static_cast<std::uint32_t>(std::min<std::size_t>(at + 2, text.size()) + number.size());
  char32_t value = 0;
  for (const char c : number) {
    const std::size_t digit =
        std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
    value = value * 16 + static_cast<char32_t>(digit == std::string_view::npos ? 0 : digit);
  }
  std::string meant;
  if (digits > 0) append_utf8(meant, value);
  out.append_for(meant, {at, end});
  return end;
}

/// Blanks stand for themselves within a line; a line break is a blank, further ones are breaks.
std::uint32_t YamlScalars::fold_break(std::uint32_t at, MappedText& out) const {
  const std::string_view text = source_.text();
  const std::size_t end = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
  const std::string_view gap = text.substr(at, end - at);
  const auto breaks = static_cast<std::size_t>(std::count(gap.begin(), gap.end(), '\n'));
  const auto stop = static_cast<std::uint32_t>(end);
  if (breaks == 0) {
    out.append(gap, at);
  } else {
    out.append_for(breaks == 1 ? " " : std::string(breaks - 1, '\n'), {at, stop});
  }
  return stop;
}

std::uint32_t YamlScalars::read_flow_list(std::uint32_t line, std::size_t column,
                                          MappedText& out) const {
  const std::string_view text = source_.text();
  std::size_t at = rest(line, column).begin + 1;
  while ((at = text.find_first_not_of(" \t\r\n,", at)) < text.size() && text[at] != ']') {
    std::size_t end = at;
    if (text[at] == '"' || text[at] == '\'') {
      end = read_quoted(static_cast<std::uint32_t>(at), out);
    } else {
      end = std::min(text.find_first_of(",[]{}\r\n", at), text.size());
      if (end == at) break;  // a list or mapping in the list
      out.append(text.substr(at, end - at), static_cast<std::uint32_t>(at));
    }
    const auto behind = static_cast<std::uint32_t>(end);
    out.append_for("\n", {behind, behind});
    at = end;
  }
  const std::size_t last = std::min(at, text.size() - 1);
  return source_.line_of(static_cast<std::uint32_t>(last)) + 1;
}

}  // namespace credlint
