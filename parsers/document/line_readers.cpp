// SPDX-License-Identifier: MIT
// Properties, INI, directives and CSV: one setting or row a line.
#include <algorithm>
#include <vector>

#include "parsers/document/piece.h"
#include "parsers/document/readers.h"

namespace credlint {

void read_properties(TSNode root, DocumentBuilder& builder) {
  TreeCursor cursor(root);
  builder.open(DocumentNode::Kind::Mapping, {});
  cursor.for_each_child([&] {
    if (kind_of(cursor.node()) != "property") return;
    Span key;
    Span value{span_of(cursor.node()).end, span_of(cursor.node()).end};
    cursor.for_each_child([&] {
      if (kind_of(cursor.node()) == "key") key = span_of(cursor.node());
      if (kind_of(cursor.node()) == "value") value = span_of(cursor.node());
    });
    builder.add_scalar(key, value, ScalarStyle::Properties);
  });
  builder.close();
}

namespace {

/// "key = value" or "key: value", whichever sign comes first.
void read_ini_line(const Piece& line, DocumentBuilder& builder) {
  const std::size_t sign = line.text.find_first_of("=:");
  if (sign == std::string_view::npos || sign == 0) return;
  // ":=", "::=", "=>"
  const std::size_t end = std::min(line.text.find_first_not_of("=:>", sign), line.text.size());
  const Unquoted value = unquote(line.from(end).trimmed());
  // "key += value", "key ?= value"
  const std::size_t key = line.text.substr(0, sign).find_last_not_of(" \t+?.|&");
  if (key == std::string_view::npos) return;
  builder.add_scalar(line.part(0, key + 1).trimmed().span, value.inner.span, ScalarStyle::Raw);
}

/// Calls visit(line) with each line that is neither empty nor a comment, without blanks around it,
/// until that is false.
template <typename Visit>
void for_each_line(const DocumentText& text, Visit&& visit) {
  const std::string_view all = text.text;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find_first_of("\r\n", at), all.size());
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    const Piece line = Piece{text.slice(span), span}.trimmed();
    at = end + 1;
    if (line.text.empty() || line.text[0] == '#' || line.text[0] == ';') continue;
    if (!visit(line)) return;
  }
}

/// "[section]", whose text is between the brackets.
Piece section_of(const Piece& line) {
  return line.part(1, std::min(line.text.find(']'), line.text.size()));
}

/// "name value", or a name alone.
void read_directive(const Piece& line, DocumentBuilder& builder) {
  const std::size_t end = std::min(line.text.find_first_of(kBlanks), line.text.size());
  const Unquoted value = unquote(line.from(end).trimmed());
  builder.add_scalar(line.part(0, end).span, value.inner.span, ScalarStyle::Raw);
}

/// Of "[OUTPUT]" and "Name s3": no sign stands between the words.
bool is_directive(const Piece& line) {
  const std::size_t end = line.text.find_first_of(" \t=:{");
  if (end == std::string_view::npos || kBlanks.find(line.text[end]) == std::string_view::npos)
    return false;
  const std::size_t next = line.text.find_first_not_of(kBlanks, end);
  return next != std::string_view::npos && line.text[next] != '=' && line.text[next] != ':';
}

/// The values of a row, without quotes. Those behind the first hundred are left out.
std::vector<Span> cells_of(const Piece& line) {
  constexpr std::size_t kMaxCells = 100;
  std::vector<Span> cells;
  for (std::size_t at = 0; at <= line.text.size() && cells.size() < kMaxCells;) {
    const bool quoted = line.text.substr(at, 1) == "\"";
    const std::size_t quote = quoted ? line.text.find('"', at + 1) : at;
    const std::size_t end = std::min(line.text.find(',', quote), line.text.size());
    cells.push_back(unquote(line.part(at, end).trimmed()).inner.span);
    at = end + 1;
  }
  return cells;
}

}  // namespace

void read_ini(DocumentBuilder& builder) {
  builder.open(DocumentNode::Kind::Mapping, {});
  bool in_section = false;
  for_each_line(builder.text(), [&](const Piece& line) {
    if (line.text[0] != '[') {
      read_ini_line(line, builder);
      return true;
    }
    if (in_section) builder.close();
    in_section = builder.open(DocumentNode::Kind::Mapping, section_of(line).span);
    return true;
  });
  if (in_section) builder.close();
  builder.close();
}

void read_directives(DocumentBuilder& builder) {
  builder.open(DocumentNode::Kind::Mapping, {});
  std::size_t depth = 0;
  for_each_line(builder.text(), [&](const Piece& line) {
    const bool section = line.text[0] == '[';
    const bool closes = line.text.starts_with("</");
    if ((section || closes) && depth > 0) {
      builder.close();
      --depth;
    }
    if (closes) return true;
    if (line.text[0] == '<') {
      const std::size_t end = std::min(line.text.find_first_of(" \t>", 1), line.text.size());
      depth += builder.open(DocumentNode::Kind::Mapping, line.part(1, end).span) ? 1U : 0U;
    } else if (section) {
      depth += builder.open(DocumentNode::Kind::Mapping, section_of(line).span) ? 1U : 0U;
    } else {
      read_directive(line, builder);
    }
    return true;
  });
  for (; depth > 0; --depth) builder.close();
  builder.close();
}

void read_csv(DocumentBuilder& builder) {
  std::vector<Span> names;
  builder.open(DocumentNode::Kind::List, {});
  for_each_line(builder.text(), [&](const Piece& line) {
    const bool marked = names.empty() && line.text.starts_with("\xEF\xBB\xBF");
    const std::vector<Span> cells = cells_of(marked ? line.from(3) : line);
    if (names.empty()) {
      names = cells;
      return true;
    }
    builder.open(DocumentNode::Kind::Mapping, {});
    for (std::size_t i = 0; i < std::min(names.size(), cells.size()); ++i)
      builder.add_scalar(names[i], cells[i], ScalarStyle::Raw);
    builder.close();
    return true;
  });
  builder.close();
}

void read_conf(DocumentBuilder& builder) {
  void (*read)(DocumentBuilder&) = read_ini;
  bool section = false;
  for_each_line(builder.text(), [&](const Piece& line) {
    if (line.text[0] == '@') return true;  // "@include", "@SET"
    if (line.text[0] == '[') {
      section = true;
      return true;
    }
    if (line.text[0] == '<' || (section && is_directive(line)))
      read = read_directives;
    else if (!section && line.text.ends_with('{'))
      read = read_blocks;
    return false;
  });
  read(builder);
}

}  // namespace credlint
