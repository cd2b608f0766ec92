// SPDX-License-Identifier: MIT
// What makes a Document of the syntax trees of data files. Only for read_document.
#pragma once

#include "parsers/code/grammar_table.h"
#include "parsers/code/syntax_tree.h"
#include "parsers/document/document.h"

namespace credlint {

/// Walks a tree with one cursor: asking nodes for their children one by one is quadratic.
class TreeCursor {
 public:
  explicit TreeCursor(TSNode root) : cursor_(ts_tree_cursor_new(root)) {}
  TreeCursor(const TreeCursor&) = delete;
  TreeCursor& operator=(const TreeCursor&) = delete;
  ~TreeCursor() { ts_tree_cursor_delete(&cursor_); }

  [[nodiscard]] TSNode node() const { return ts_tree_cursor_current_node(&cursor_); }
  [[nodiscard]] std::string_view field() const {
    const char* name = ts_tree_cursor_current_field_name(&cursor_);
    return name == nullptr ? "" : name;
  }
  /// Calls visit() at each child; the cursor is back at its node afterwards.
  template <typename Visit>
  void for_each_node(Visit&& visit) {
    if (!ts_tree_cursor_goto_first_child(&cursor_)) return;
    do visit();
    while (ts_tree_cursor_goto_next_sibling(&cursor_));
    ts_tree_cursor_goto_parent(&cursor_);
  }
  /// The same for named children.
  template <typename Visit>
  void for_each_child(Visit&& visit) {
    for_each_node([&] {
      if (ts_node_is_named(node())) visit();
    });
  }

 private:
  TSTreeCursor cursor_;
};

inline Span span_of(TSNode node) { return {ts_node_start_byte(node), ts_node_end_byte(node)}; }

/// Without `count` bytes at each end.
inline Span inner(Span span, std::uint32_t count = 1) {
  return span.size() < 2 * count ? span : Span{span.begin + count, span.end - count};
}

void read_yaml_or_json(TSNode root, DocumentBuilder& builder);
void read_toml(TSNode root, DocumentBuilder& builder);
void read_xml(TSNode root, DocumentBuilder& builder);
void read_properties(TSNode root, DocumentBuilder& builder);
// These need no grammar.
/// Sections and "key = value" lines.
void read_ini(DocumentBuilder& builder);
/// "<match x>" or "[OUTPUT]", and "key value" lines: Fluentd, Fluent Bit.
void read_directives(DocumentBuilder& builder);
/// "name { … }", "name(…)", "key = value", "key => value", "name 'value'".
void read_blocks(DocumentBuilder& builder);
/// Texts by the word before them; a statement is a mapping, and SET stands outside of it.
void read_sql(DocumentBuilder& builder);
/// Calls in expressions, each a mapping of its named arguments by what it asks, below its function.
void read_lookups(DocumentBuilder& builder);
/// Rows of values separated by commas, each a mapping by the names of the first row.
void read_csv(DocumentBuilder& builder);
/// Which of read_ini, read_directives and read_blocks a file ending in ".conf" is for, by the first
/// of its lines that say so.
void read_conf(DocumentBuilder& builder);

}  // namespace credlint
