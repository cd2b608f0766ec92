// SPDX-License-Identifier: MIT
#include "cli/lsp/document.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "cli/lsp/json_access.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"
#include "scanner/report/uri.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
  return out;
}

/// Line and column behind `column` units.
Json position_json(std::uint32_t line, std::uint32_t column) {
  return {{"line", line == 0 ? 0 : line - 1}, {"character", column == 0 ? 0 : column - 1}};
}

/// The byte behind so many UTF-16 units of a line: at a whole character, and in the line.
std::size_t byte_of_column(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  for (std::uint32_t units = 0; at < line.size() && units < column;) {
    const DecodedCharacter character = decode_utf8(line, at);
    units += character.code_point >= 0x10000 ? 2 : 1;
    at += character.length;
  }
  return at;
}

/// Where the line that begins at `begin` ends, without its line end.
std::size_t end_of_line(std::string_view text, std::size_t begin) {
  return std::min(text.find_first_of("\r\n", begin), text.size());
}

/// The byte at a position in the text as the client has it; nothing where it is no position.
std::optional<std::size_t> byte_of_position(std::string_view text, const Json& position) {
  const auto line = number_of(member(position, "line"));
  const auto column = number_of(member(position, "character"));
  if (!line || !column) return std::nullopt;
  std::size_t begin = 0;
  for (std::uint32_t i = 0; i < *line; ++i) {
    const std::size_t end = end_of_line(text, begin);
    if (end == text.size()) return text.size();
    begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return begin + byte_of_column(text.substr(begin, end_of_line(text, begin) - begin), *column);
}

}  // namespace

std::string path_of_uri(std::string_view uri) {
  constexpr std::string_view kFile = "file://";
  if (!starts_with(to_lower(uri.substr(0, kFile.size())), kFile))
    return percent_decoded(uri.substr(std::min(uri.find(':') + 1, uri.size())));
  uri.remove_prefix(kFile.size());
  const std::string path = percent_decoded(uri.substr(std::min(uri.find('/'), uri.size())));
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path below = fs::path(path).lexically_normal().lexically_relative(here);
  if (error || below.empty() || *below.begin() == "..") return path;
  return below.generic_string();
}

std::string uri_of_path(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error).lexically_normal();
  return "file:///" + path_to_uri(error ? path : whole.generic_string());
}

Json range_json(const Location& at) {
  return {{"start", position_json(at.line, at.utf16_column)},
          {"end", position_json(at.end_line, at.utf16_end_column)}};
}

Json range_json(const SourceFile& source, Span span) { return range_json(source.locate(span)); }

std::optional<std::uint32_t> offset_of(const SourceFile& source, const Json& position) {
  const auto line = number_of(member(position, "line"));
  const auto column = number_of(member(position, "character"));
  if (!line || !column || *line >= source.line_count()) return std::nullopt;
  const Span span = source.line_span(*line + 1);
  return span.begin + static_cast<std::uint32_t>(byte_of_column(source.slice(span), *column));
}

bool apply_change(std::string& text, const Json& change) {
  const Json& with = member(change, "text");
  const Json& range = member(change, "range");
  if (!with.is_string()) return false;
  if (range.is_null()) {
    text = text_of(with);
    return true;
  }
  const auto start = byte_of_position(text, member(range, "start"));
  const auto end = byte_of_position(text, member(range, "end"));
  if (!start || !end || *end < *start) return false;
  text.replace(*start, *end - *start, text_of(with));
  return true;
}

}  // namespace credlint
