// SPDX-License-Identifier: MIT
#include "parsers/code/landmarks.h"

#include <algorithm>

namespace credlint {
namespace {

bool is_landmark(NodeRole role) {
  return role == NodeRole::Function || role == NodeRole::Class || role == NodeRole::Dict ||
         role == NodeRole::Call || role == NodeRole::Parameters;
}

}  // namespace

Landmarks::Landmarks(const Language& language, TSNode root) : language_(language) {
  TSTreeCursor cursor = ts_tree_cursor_new(root);
  std::uint32_t outer = kNone;
  std::vector<NodeRole> above;  // from the root down to the parent
  bool down = true;
  while (true) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    const NodeRole role = language.role(node);
    if (down) {
      if (is_landmark(role)) {
        // The parameters of a class itself are those of its constructor.
        const bool constructor =
            role == NodeRole::Parameters && !above.empty() && above.back() == NodeRole::Class;
        outer = enter({node, ts_node_start_byte(node), ts_node_end_byte(node),
                       constructor ? NodeRole::Function : role, outer});
        has_class_ = has_class_ || role == NodeRole::Class;
      } else if (role == NodeRole::Return && outer != kNone && marks_[outer].function != kNone) {
        returns_.push_back({node, marks_[outer].function});
      }
      if (ts_tree_cursor_goto_first_child(&cursor)) {
        above.push_back(role);
        continue;
      }
    }
    if (is_landmark(role)) outer = marks_[outer].outer;
    down = ts_tree_cursor_goto_next_sibling(&cursor);
    if (down) continue;
    if (!ts_tree_cursor_goto_parent(&cursor)) break;
    above.pop_back();
  }
  ts_tree_cursor_delete(&cursor);
}

std::uint32_t Landmarks::enter(Mark mark) {
  if (mark.role == NodeRole::Function) {
    mark.function = static_cast<std::uint32_t>(functions_.size());
    functions_.push_back(mark.node);
  } else if (mark.outer != kNone) {
    mark.function = marks_[mark.outer].function;
  }
  marks_.push_back(mark);
  return static_cast<std::uint32_t>(marks_.size() - 1);
}

/// For nodes of the same bytes, of which either may be the outer one.
bool Landmarks::stands_around(TSNode outer, TSNode inner) {
  bool found = false;
  for_each_around(inner, [&](TSNode at) { found = found || same_node(at, outer); });
  return found;
}

std::uint32_t Landmarks::around(TSNode node) const {
  if (!exists(node)) return kNone;
  const std::uint32_t begin = ts_node_start_byte(node);
  const std::uint32_t end = ts_node_end_byte(node);
  const auto behind = std::ranges::upper_bound(marks_, begin, {}, &Mark::begin);
  auto at =
      behind == marks_.begin() ? kNone : static_cast<std::uint32_t>(behind - marks_.begin() - 1);
  for (; at != kNone; at = marks_[at].outer) {
    const Mark& mark = marks_[at];
    if (mark.end < end || same_node(mark.node, node)) continue;
    const bool same_bytes = mark.begin == begin && mark.end == end;
    if (!same_bytes || stands_around(mark.node, node)) break;
  }
  return at;
}

TSNode Landmarks::function_around(TSNode node) const {
  std::uint32_t at = around(node);
  while (at != kNone && marks_[at].role != NodeRole::Function) at = marks_[at].outer;
  return at == kNone ? TSNode{} : marks_[at].node;
}

bool Landmarks::is_function(TSNode node) const {
  if (!is_landmark(language_.role(node))) return false;
  auto at = std::ranges::lower_bound(marks_, ts_node_start_byte(node), {}, &Mark::begin);
  while (at != marks_.end() && !same_node(at->node, node)) ++at;
  return at != marks_.end() && at->role == NodeRole::Function;
}

TSNode Landmarks::class_around(TSNode node) const {
  const std::uint32_t at = around(node);
  const bool is_class = at != kNone && marks_[at].role == NodeRole::Class;
  return is_class ? marks_[at].node : TSNode{};
}

}  // namespace credlint
