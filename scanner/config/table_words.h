// SPDX-License-Identifier: MIT
// Which words the tables of rulesets/ may hold: told once, here and in table_words.cpp.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"

namespace credlint {

/// The words of some rows of a table. Each text is a list of words: "@name" stands for the keys of
/// that table, or for one of "@rules", "@tools", "@languages", "@variables", "@keywords" (and
/// calls); "$name" for a list of kWordLists; "..." for anything.
struct RowWords {
  Table table;
  /// What stands before the first '.' or '/' of a key; empty where keys are not in two parts.
  std::string_view owners;
  std::string_view names;  ///< the key, or what stands behind its owner
  std::string_view value = "...";
  std::string_view note = "...";
};

/// All rows that are checked. The first that a key fits says what its value may be.
std::span<const RowWords> row_words();

/// What a word may be.
struct Vocabulary {
  std::vector<std::string_view> words;
  bool is_open = false;  ///< anything

  [[nodiscard]] bool has(std::string_view word) const;
  void add(const Vocabulary& other);
};

/// What a text of RowWords stands for. Without `rules`, anything may be the id of a rule.
Vocabulary vocabulary(std::string_view text, const Catalog& catalog,
                      std::span<const std::string_view> rules = {});

}  // namespace credlint
