// SPDX-License-Identifier: MIT
// No query keeps matches in progress for each of many siblings: the time of a search grows with
// their square, so that lists of some hundred entries, which real code has, would not be read.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/language.h"
#include "parsers/code/syntax_tree.h"
#include "scanner/config/ruleset.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr int kSiblings = 150;
/// What nesting and a few words to choose from need, with room.
constexpr std::uint32_t kInProgress = 80;
/// Bytes of a node that is repeated.
constexpr std::uint32_t kLongest = 200;
/// Long enough for any machine: what is judged is what is kept in mind, not the time.
Deadline late() { return thread_time() + std::chrono::minutes(5); }

/// The blocks of code of a page.
std::vector<std::string> code_of(const fs::path& page) {
  std::ifstream in(page);
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      inside = !inside && line != "```" && line != "```facts";
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

/// Names that what stands behind all of them gives their meaning, few in any code, and each of them
/// a node or two.
constexpr std::array<std::string_view, 8> kNames = {"identifier",
                                                    "variable_name",
                                                    "import_specifier",
                                                    "pair_pattern",
                                                    "object_assignment_pattern",
                                                    "shorthand_property_identifier_pattern",
                                                    "element_value_pair",
                                                    "file_redirect"};

/// A node of some kind behind a sibling of some kind, in a parent of some kind, in another.
using Place = std::array<TSSymbol, 4>;

TSSymbol symbol_of(TSNode node) { return ts_node_is_null(node) ? 0 : ts_node_symbol(node); }

/// Calls `visit` with each node that has a named sibling before it, once for each kind of place.
template <typename Visit>
void for_each_sibling(TSNode node, std::set<Place>& seen, const Visit& visit) {
  const std::uint32_t count = ts_node_named_child_count(node);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = ts_node_named_child(node, i);
    const TSNode before = i == 0 ? TSNode{} : ts_node_named_child(node, i - 1);
    if (i > 0 && seen.insert({symbol_of(ts_node_parent(node)), symbol_of(node), symbol_of(before),
                              symbol_of(child)})
                     .second)
      visit(before, child);
    for_each_sibling(child, seen, visit);
  }
}

/// The text with what lies between the end of `before` and that of `node` many times more.
std::string widened(std::string_view text, TSNode before, TSNode node) {
  const std::uint32_t begin = ts_node_end_byte(before);
  const std::uint32_t end = ts_node_end_byte(node);
  std::string out(text.substr(0, end));
  for (int i = 0; i < kSiblings; ++i) out += text.substr(begin, end - begin);
  return out.append(text.substr(end));
}

/// How many nodes stand in each other.
std::size_t depth_of(TSNode node) {
  std::size_t deepest = 0;
  for (std::uint32_t i = 0; i < ts_node_named_child_count(node); ++i)
    deepest = std::max(deepest, depth_of(ts_node_named_child(node, i)));
  return deepest + 1;
}

/// True for chains, too, whose links stand in each other: for those the square is in the grammar.
bool stays_narrow(const Language& language, const std::string& text) {
  const TreePointer tree = parse_tree(language.grammar, text, late());
  if (!tree) return true;
  const TSNode root = ts_tree_root_node(tree.get());
  return language.query.run(
             root, SourceText{text}, late(), [](const QueryMatch&) {}, kInProgress) ||
         depth_of(root) > kSiblings / 2;
}

TEST(QueryWidth, DoesNotGrowWithTheSiblings) {
  const fs::path rulesets = fs::path(CREDLINT_SOURCE_DIR) / "rulesets";
  const Result<Ruleset> ruleset = Ruleset::load(rulesets.string());
  ASSERT_TRUE(ruleset) << ruleset.error().message;
  for (const LanguageRow& row : ruleset->catalog().languages) {
    if (!row.parser.empty()) continue;
    const Result<Language> language = Language::load(row);
    ASSERT_TRUE(language) << language.error().message;
    std::set<Place> seen;
    for (const std::string& text : code_of(rulesets / "languages" / row.id / "examples.md")) {
      const TreePointer tree = parse_tree(language->grammar, text, late());
      ASSERT_TRUE(tree);
      for_each_sibling(ts_tree_root_node(tree.get()), seen, [&](TSNode before, TSNode node) {
        if (std::ranges::find(kNames, ts_node_type(node)) != kNames.end()) return;
        if (ts_node_end_byte(node) - ts_node_end_byte(before) > kLongest) return;
        EXPECT_TRUE(stays_narrow(*language, widened(text, before, node)))
            << row.id << ": " << ts_node_type(node) << " behind " << ts_node_type(before) << ":\n"
            << text.substr(ts_node_end_byte(before),
                           ts_node_end_byte(node) - ts_node_end_byte(before));
      });
    }
  }
}

}  // namespace
}  // namespace credlint
