// SPDX-License-Identifier: MIT
// Properties and INI: one setting a line.
#include <algorithm>

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

}  // namespace

void read_ini(DocumentBuilder& builder) {
  const std::string_view text = builder.text().text;
  builder.open(DocumentNode::Kind::Mapping, {});
  bool in_section = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    const Piece line = Piece{builder.text().slice(span), span}.trimmed();
    at = end + 1;
    if (line.text.empty() || line.text[0] == '#' || line.text[0] == ';') continue;
    if (line.text[0] != '[') {
      read_ini_line(line, builder);
      continue;
    }
    if (in_section) builder.close();
    const std::size_t close = std::min(line.text.find(']'), line.text.size());
    in_section = builder.open(DocumentNode::Kind::Mapping, line.part(1, close).span);
  }
  if (in_section) builder.close();
  builder.close();
}

}  // namespace credlint
