// SPDX-License-Identifier: MIT
#include "parsers/comments.h"

#include <chrono>

#include "parsers/code/grammar_table.h"
#include "parsers/code/syntax_tree.h"

namespace credlint {
namespace {

/// Grammars call them comment, line_comment, block_comment, multiline_comment.
bool is_comment(TSNode node) { return kind_of(node).find("comment") != std::string_view::npos; }

bool lies_in_comment(TSNode root, Span span) {
  const TSNode inner = ts_node_descendant_for_byte_range(root, span.begin, span.end);
  if (!exists(inner)) return false;
  bool found = is_comment(inner);
  for_each_around(inner, [&](TSNode node) { found = found || is_comment(node); });
  return found;
}

}  // namespace

std::optional<std::vector<bool>> lie_in_comments(const LanguageRow& language, std::string_view text,
                                                 std::span<const Span> spans) {
  const TSLanguage* grammar = grammar_by_symbol(language.grammar);
  if (grammar == nullptr) return std::nullopt;
  const TreePointer tree = parse_tree(grammar, text, deadline_for(text.size()));
  if (tree == nullptr) return std::nullopt;
  std::vector<bool> inside;
  for (const Span span : spans)
    inside.push_back(lies_in_comment(ts_tree_root_node(tree.get()), span));
  return inside;
}

}  // namespace credlint
