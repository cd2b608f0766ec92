// SPDX-License-Identifier: MIT
#include "parsers/code/branches.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace credlint {
namespace {

constexpr std::string_view kCondition = "condition";  ///< the grammars' own name for the field
/// Names are followed that far, and for each branch so many nodes are looked at.
constexpr int kMostNames = 4;
constexpr int kMostNodes = 256;

constexpr std::array<std::string_view, 6> kShortCircuits = {"&&", "||", "??", "?:", "and", "or"};

TSNode condition_of(TSNode branch) {
  return ts_node_child_by_field_name(branch, kCondition.data(),
                                     static_cast<std::uint32_t>(kCondition.size()));
}

}  // namespace

bool runs_conditionally(const CodeModel& model, TSNode inner, TSNode around) {
  const NodeRole role = model.language().role(around);
  // What stands in the condition runs in any case.
  if (role == NodeRole::Branch) return !contains(condition_of(around), inner);
  // The right side of "a && b" need not run.
  if (role != NodeRole::Binary || contains(first_named(around), inner)) return false;
  const std::uint32_t begin = ts_node_end_byte(first_named(around));
  const std::uint32_t end = ts_node_start_byte(last_named(around));
  if (end <= begin) return false;
  const std::string_view gap = model.source().text.substr(begin, end - begin);
  return std::any_of(kShortCircuits.begin(), kShortCircuits.end(), [&](std::string_view sign) {
    return gap.find(sign) != std::string_view::npos;
  });
}

Branches::Around Branches::around(TSNode node) const {
  Around found;
  for_each_around(node, [&](TSNode at) {
    if (!runs_conditionally(model_, node, at)) return;
    found.conditional = true;
    found.where_it_runs = found.where_it_runs || is_decided_outside(at, node);
  });
  return found;
}

bool Branches::is_decided_outside(TSNode branch, TSNode inner) const {
  int budget = kMostNodes;
  if (const TSNode condition = condition_of(branch); exists(condition))
    return asks_outside(condition, 0, budget);
  // "a if b else c" and "a && b": the condition is what stands beside it.
  const std::uint32_t count = ts_node_named_child_count(branch);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = ts_node_named_child(branch, i);
    if (!contains(child, inner) && asks_outside(child, 0, budget)) return true;
  }
  return false;
}

bool Branches::asks_outside(TSNode expression, int depth, int& budget) const {
  if (depth > kMostNames || !exists(expression)) return false;
  std::vector<TSNode> open{expression};
  for (; !open.empty() && budget > 0; --budget) {
    const TSNode node = open.back();
    open.pop_back();
    if (is_from_outside(node, depth, budget)) return true;
    const std::uint32_t count = std::min(ts_node_named_child_count(node), 64U);
    for (std::uint32_t i = count; i > 0; --i) open.push_back(ts_node_named_child(node, i - 1));
  }
  return false;
}

bool Branches::is_from_outside(TSNode node, int depth, int& budget) const {
  if (exists(model_.env_read(node))) return true;
  const NodeRole role = model_.language().role(node);
  if (role == NodeRole::Member) return outside_.find(model_.dotted(node)) != nullptr;
  if (ts_node_named_child_count(node) > 0) return false;
  const std::string_view name = model_.text(node);
  if (outside_.find(name) != nullptr) return true;
  if (role != NodeRole::Identifier) return false;
  if (exists(model_.parameter_of(name, node)) || is_imported(name)) return true;
  const CodeModel::Binding* bound = model_.binding(name, node);
  return bound != nullptr && asks_outside(bound->value, depth + 1, budget);
}

bool Branches::is_imported(std::string_view name) const {
  const auto& imports = model_.imports();
  return std::any_of(imports.begin(), imports.end(),
                     [&](const CodeModel::Import& import) { return import.local == name; });
}

}  // namespace credlint
