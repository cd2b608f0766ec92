// SPDX-License-Identifier: MIT
#include "parsers/code/joined_lines.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace credlint {
namespace {

bool is_shell(const Language& language) {
  return std::find(language.roles.begin(), language.roles.end(), NodeRole::ShellString) !=
         language.roles.end();
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// A backslash and a line break with parts of a word on both sides.
std::vector<Span> breaks_in_words(std::string_view text) {
  std::vector<Span> breaks;
  for (std::size_t at = text.find("\\\n"); at != std::string_view::npos;
       at = text.find("\\\n", at + 2)) {
    const std::size_t next = at + 2;
    if (at == 0 || is_blank(text[at - 1]) || text[at - 1] == '\\') continue;
    if (next >= text.size() || is_blank(text[next])) continue;
    breaks.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(next)});
  }
  return breaks;
}

/// Whether the shell sees it: not in a comment or between single quotes. What stands between double
/// quotes is left to those who read strings.
bool is_seen(const Language& language, TSNode root, Span place) {
  const TSNode node = ts_node_descendant_for_byte_range(root, place.begin, place.begin + 1);
  return ts_node_child_count(node) > 0 && language.role(node) != NodeRole::ShellString;
}

void append(MappedText& out, const SourceText& source, std::uint32_t begin, std::uint32_t end) {
  if (source.mapped != nullptr) {
    out.append_part(*source.mapped, source.offset + begin, source.offset + end);
  } else {
    out.append(source.text.substr(begin, end - begin), source.offset + begin);
  }
}

}  // namespace

std::optional<MappedText> join_lines(const Language& language, const SourceText& source,
                                     TSNode root) {
  if (!is_shell(language)) return std::nullopt;
  std::vector<Span> breaks = breaks_in_words(source.text);
  std::erase_if(breaks, [&](Span place) { return !is_seen(language, root, place); });
  if (breaks.empty()) return std::nullopt;
  MappedText joined;
  std::uint32_t at = 0;
  for (const Span place : breaks) {
    append(joined, source, at, place.begin);
    at = place.end;
  }
  append(joined, source, at, static_cast<std::uint32_t>(source.text.size()));
  return joined;
}

}  // namespace credlint
