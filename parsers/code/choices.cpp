// SPDX-License-Identifier: MIT
#include "parsers/code/choices.h"

#include <algorithm>
#include <array>

namespace credlint {
namespace {

constexpr std::size_t kMostWays = 40;
constexpr int kDeepest = 12;
/// Nodes between an assignment and what stands in its value.
constexpr int kMostAround = 24;

bool has_word(std::string_view kind, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return kind.find(word) != kind.npos; });
}

/// A node that holds the arms side by side.
bool holds_arms(std::string_view kind) {
  constexpr std::array<std::string_view, 6> kHolders = {"match_block",  "case_block",
                                                        "switch_block", "indented_cases",
                                                        "switch_body",  "switch_expression_body"};
  return std::ranges::find(kHolders, kind) != kHolders.end();
}

/// A node that is worth what stands last in it.
bool is_worth_its_last(std::string_view kind) {
  constexpr std::array<std::string_view, 11> kWords = {
      "block",   "body",   "statements",          "then", "else", "_arm", "_entry", "_rule",
      "_clause", "match_", "expression_statement"};
  return kind != "match_expression" && has_word(kind, kWords);
}

TSNode named_child(TSNode node, std::string_view name) {
  return ts_node_child_by_field_name(node, name.data(), static_cast<std::uint32_t>(name.size()));
}

/// The child that decides which way is taken; null where it is none of the named children.
TSNode decider_of(TSNode choice) {
  for (const std::string_view name : {"condition", "value", "subject"}) {
    if (const TSNode found = named_child(choice, name); exists(found)) return found;
  }
  // Python: "a if b else c"
  const bool middle = kind_of(choice) == "conditional_expression";
  const TSNode first = ts_node_named_child(choice, middle ? 1 : 0);
  const bool arm = exists(first) && is_worth_its_last(kind_of(first));
  return arm ? TSNode{} : first;
}

class Ways {
 public:
  explicit Ways(const CodeModel& model) : model_(model) {}

  std::vector<TSNode> of(TSNode expression) {
    note(expression, 0);
    return whole_ ? std::move(found_) : std::vector<TSNode>();
  }

 private:
  void note(TSNode node, int depth) {
    if (!exists(node) || depth > kDeepest || found_.size() >= kMostWays) {
      whole_ = false;
      return;
    }
    node = model_.unwrap(node);
    if (is_choice(model_, node)) return note_ways(node, depth);
    if (holds_arms(kind_of(node))) return note_all(node, {}, depth);
    if (is_worth_its_last(kind_of(node))) return note(last_named(node), depth + 1);
    found_.push_back(node);
  }

  /// Without the side that is not written, nothing is known of it.
  void note_ways(TSNode choice, int depth) {
    const TSNode condition = decider_of(choice);
    const std::string_view kind = kind_of(choice);
    const bool two = kind.starts_with("if") || kind.find("ternary") != kind.npos ||
                     kind.find("conditional") != kind.npos || kind == "unless";
    const std::size_t before = found_.size();
    note_all(choice, condition, depth);
    whole_ = whole_ && found_.size() >= before + (two ? 2 : 1);
  }

  void note_all(TSNode holder, TSNode without, int depth) {
    const std::uint32_t count = ts_node_named_child_count(holder);
    for (std::uint32_t i = 0; i < count && whole_; ++i) {
      const TSNode child = ts_node_named_child(holder, i);
      const bool skipped = (exists(without) && same_node(child, without)) ||
                           model_.language().role(child) == NodeRole::Comment ||
                           kind_of(child) == "when_subject";
      if (!skipped) note(child, depth + 1);
    }
  }

  const CodeModel& model_;
  std::vector<TSNode> found_;
  bool whole_ = true;
};

}  // namespace

bool is_choice(const CodeModel& model, TSNode expression) {
  const std::string_view kind = kind_of(expression);
  return model.language().role(expression) == NodeRole::Branch || kind == "switch_expression" ||
         kind == "match_expression" || kind == "when_expression";
}

std::vector<TSNode> yields_of_choice(const CodeModel& model, TSNode expression) {
  return Ways(model).of(expression);
}

bool continues_name(const CodeModel& model, TSNode expression, std::string_view name) {
  const std::vector<TSNode> ways = yields_of_choice(model, expression);
  return !ways.empty() && std::ranges::all_of(ways, [&](TSNode way) {
    const std::string_view text = model.text(way);
    if (!text.starts_with(name)) return false;
    const std::size_t next = text.find_first_not_of(" \t\r\n", name.size());
    return next == std::string_view::npos || text[next] == '.' || text[next] == '?';
  });
}

const CodeModel::AssignSite* assignment_continuing(const CodeModel& model, TSNode node) {
  for (int level = 0; exists(node) && level < kMostAround; ++level) {
    if (const CodeModel::AssignSite* found = model.assignment_of(node)) return found;
    // Scala: names inside a case hide those outside, as in a function.
    if (model.is_function(node) && !is_worth_its_last(kind_of(node))) return nullptr;
    const TSNode around = ts_node_parent(node);
    if (!exists(around)) return nullptr;
    const bool called = model.call_on(node) != nullptr;
    const bool within = model.language().role(around) == NodeRole::Unwrap ||
                        is_choice(model, around) || holds_arms(kind_of(around)) ||
                        is_worth_its_last(kind_of(around));
    if (called)
      node = model.call_on(node)->node;
    else if (within && !(is_choice(model, around) && same_node(decider_of(around), node)))
      node = around;
    else
      return nullptr;
  }
  return nullptr;
}

bool is_on_one_way(const CodeModel& model, TSNode node) {
  const CodeModel::AssignSite* assigned = assignment_continuing(model, node);
  for (TSNode at = node; assigned != nullptr && exists(at); at = ts_node_parent(at)) {
    if (is_choice(model, at)) return true;
    if (same_node(at, assigned->value)) return false;
  }
  return false;
}

}  // namespace credlint
