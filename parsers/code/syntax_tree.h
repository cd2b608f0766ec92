// SPDX-License-Identifier: MIT
// Owners and small helpers for tree-sitter's C interface.
#pragma once

#include <tree_sitter/api.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "parsers/deadline.h"
#include "parsers/document/mapped_text.h"
#include "scanner/core/location.h"

namespace credlint {

struct TreeDeleter {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
using TreePointer = std::unique_ptr<TSTree, TreeDeleter>;

/// Parses `text`; null when it takes too long, or too much memory.
TreePointer parse_tree(const TSLanguage* language, std::string_view text, Deadline deadline);

/// A parsed text: what nodes and spans of one tree refer to.
struct SourceText {
  std::string_view text;
  std::uint32_t offset = 0;            ///< of the text's first byte in the file, or in `mapped`
  const MappedText* mapped = nullptr;  ///< what the text is a part of when it was taken out

  [[nodiscard]] std::string_view of(TSNode node) const {
    // A node that tree-sitter makes up in a broken text may stand behind its end.
    const std::size_t begin = std::min<std::size_t>(ts_node_start_byte(node), text.size());
    return text.substr(begin, ts_node_end_byte(node) - begin);
  }
  /// The node's place in the file.
  [[nodiscard]] Span span(TSNode node) const {
    return place(ts_node_start_byte(node), ts_node_end_byte(node));
  }
  /// The place in the file of bytes [begin, end) of the text.
  [[nodiscard]] Span place(std::uint32_t begin, std::uint32_t end) const {
    if (mapped != nullptr) return mapped->place(offset + begin, offset + end);
    return {offset + begin, offset + end};
  }
  /// Whether the node stands in the file as it will be when the file is used.
  [[nodiscard]] bool is_known(TSNode node) const {
    return mapped == nullptr ||
           !mapped->has_unknown(offset + ts_node_start_byte(node), offset + ts_node_end_byte(node));
  }
};

inline bool exists(TSNode node) { return node.id != nullptr; }
inline std::string_view kind_of(TSNode node) { return ts_node_type(node); }
inline TSNode first_named(TSNode node) { return ts_node_named_child(node, 0); }
/// The last named child; null when there is none.
TSNode last_named(TSNode node);
/// `inner` is `outer` or stands within it.
inline bool contains(TSNode outer, TSNode inner) {
  return exists(outer) && ts_node_start_byte(outer) <= ts_node_start_byte(inner) &&
         ts_node_end_byte(outer) >= ts_node_end_byte(inner);
}
inline bool same_node(TSNode a, TSNode b) { return a.id == b.id; }

/// Calls `visit` with every node around `node`, the root first. As dear as asking for one parent,
/// which tree-sitter finds from the root, too.
template <typename Visit>
void for_each_around(TSNode node, Visit visit) {
  TSNode at = ts_tree_root_node(node.tree);
  while (exists(at) && !same_node(at, node)) {
    visit(at);
    at = ts_node_child_with_descendant(at, node);
  }
}

}  // namespace credlint
