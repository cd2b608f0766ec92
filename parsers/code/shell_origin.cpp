// SPDX-License-Identifier: MIT
#include "parsers/code/shell_origin.h"

#include <algorithm>

#include "parsers/code/literal.h"
#include "scanner/core/limits.h"

namespace credlint {
namespace {

/// Nodes of one value that are looked at, and variables that are followed one from another.
constexpr std::size_t kMaxNodes = 512;
constexpr int kMaxVariables = 4;

}  // namespace

bool ShellOrigins::from_role(TSNode value, int depth) const {
  if (!exists(value) || roles_.empty()) return false;
  const auto asked = roles_.lower_bound(ts_node_start_byte(value));
  if (asked != roles_.end() && *asked < ts_node_end_byte(value)) return true;
  if (depth >= kMaxVariables) return false;
  const std::vector<TSNode> variables = variables_in(value);
  return std::any_of(variables.begin(), variables.end(), [&](TSNode variable) {
    const CodeModel::Binding* bound =
        model_.binding(shell_variable_name(model_.text(variable)), variable);
    return bound != nullptr && from_role(bound->value, depth + 1);
  });
}

std::vector<TSNode> ShellOrigins::variables_in(TSNode value) const {
  std::vector<TSNode> variables;
  std::vector<TSNode> open{value};
  for (std::size_t nodes = 0; !open.empty() && nodes < kMaxNodes; ++nodes) {
    if (++steps_ > limits::kMaxFollowSteps) break;
    const TSNode node = open.back();
    open.pop_back();
    if (model_.language().role(node) == NodeRole::Variable) variables.push_back(node);
    const std::uint32_t count = std::min(ts_node_named_child_count(node), 64U);
    for (std::uint32_t i = 0; i < count; ++i) open.push_back(ts_node_named_child(node, i));
  }
  return variables;
}

}  // namespace credlint
