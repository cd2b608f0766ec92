// SPDX-License-Identifier: MIT
#include "parsers/document/readers.h"

namespace credlint {
namespace {

class TomlReader {
 public:
  TomlReader(TSNode root, DocumentBuilder& builder) : cursor_(root), builder_(builder) {}

  void read() {
    builder_.open(DocumentNode::Kind::Mapping, {});
    read_members();
    builder_.close();
  }

 private:
  void read_members() {
    cursor_.for_each_child([&] {
      const std::string_view kind = kind_of(cursor_.node());
      if (kind == "pair") return read_pair();
      if (kind == "table" || kind == "table_array_element") return read_table();
      if (kind == "ERROR") read_members();
    });
  }

  static bool is_key(std::string_view kind) {
    return kind == "bare_key" || kind == "quoted_key" || kind == "dotted_key";
  }

  [[nodiscard]] Span key_span() const {
    const Span span = span_of(cursor_.node());
    return kind_of(cursor_.node()) == "quoted_key" ? inner(span) : span;
  }

  /// A table stands beside the one that it belongs to; its key is the whole header.
  void read_table() {
    bool opened = false;
    cursor_.for_each_child([&] {
      const std::string_view kind = kind_of(cursor_.node());
      if (is_key(kind) && !opened) opened = builder_.open(DocumentNode::Kind::Mapping, key_span());
      if (kind == "pair" && opened) read_pair();
    });
    if (opened) builder_.close();
  }

  void read_pair() {
    Span key;
    cursor_.for_each_child([&] {
      const std::string_view kind = kind_of(cursor_.node());
      if (is_key(kind))
        key = key_span();
      else if (kind != "comment")
        read_value(key);
    });
  }

  void read_value(Span key) {
    const TSNode node = cursor_.node();
    const std::string_view kind = kind_of(node);
    if (kind == "string") return read_string(key);
    const bool table = kind == "inline_table";
    if (!table && kind != "array") return builder_.add_scalar(key, span_of(node), ScalarStyle::Raw);
    if (!builder_.open(table ? DocumentNode::Kind::Mapping : DocumentNode::Kind::List, key)) return;
    cursor_.for_each_child([&] {
      if (kind_of(cursor_.node()) == "comment") return;
      if (table)
        read_pair();
      else
        read_value({});
    });
    builder_.close();
  }

  void read_string(Span key) {
    Span span = span_of(cursor_.node());
    const std::string_view text = builder_.text().slice(span);
    const bool literal = text.substr(0, 1) == "'";
    const bool lines = text.size() >= 6 && (text.starts_with("\"\"\"") || text.starts_with("'''"));
    span = inner(span, lines ? 3 : 1);
    // A line break directly behind the opening quotes does not count.
    if (lines && builder_.text().slice(span).starts_with("\n")) ++span.begin;
    builder_.add_scalar(key, span, literal ? ScalarStyle::TomlLiteral : ScalarStyle::TomlBasic);
  }

  TreeCursor cursor_;
  DocumentBuilder& builder_;
};

}  // namespace

void read_toml(TSNode root, DocumentBuilder& builder) { TomlReader(root, builder).read(); }

}  // namespace credlint
