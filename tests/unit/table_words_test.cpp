// SPDX-License-Identifier: MIT
// The tables of rulesets/ hold known words only, and an unknown one is said with its place.
#include "scanner/config/table_words.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/resolver/dialect.h"
#include "rules/resolver/env_reader.h"
#include "scanner/config/ruleset.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"
#include "tests/support/temp_tree.h"

namespace credlint {
namespace {

std::vector<std::string_view> rule_ids() {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) ids.push_back(rule.id);
  return ids;
}

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The 1-based line of the first place of a text.
std::ptrdiff_t line_of(std::string_view text, std::string_view what) {
  const std::string_view before = text.substr(0, text.find(what));
  return 1 + std::ranges::count(before, '\n');
}

class TableWords : public ::testing::Test {
 protected:
  void SetUp() override {
    // Without patterns, which take long to compile.
    ASSERT_TRUE(tree_.run("cd '" CREDLINT_SOURCE_DIR
                          "/rulesets' && cp -r data keys languages \"$OLDPWD\""));
  }

  /// What loading says when the first `from` of a file reads `to`.
  std::string error_with(const std::string& file, std::string_view from, std::string_view to) {
    const std::string text = text_of(tree_.at(file));
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << file << ": " << from;
    if (at == std::string::npos) return {};
    tree_.write(file, std::string(text).replace(at, from.size(), to));
    const Result<Ruleset> loaded = Ruleset::load(tree_.root(), rule_ids());
    tree_.write(file, text);
    return loaded ? "none" : loaded.error().message.substr(tree_.root().size() + 1);
  }

  /// A message about the first place of a text, as error_with has it; the column is 1-based.
  std::string said(const std::string& file, std::string_view what, int column,
                   std::string_view message) {
    return fmt::format("{}:{}:{}: {}", file, line_of(text_of(tree_.at(file)), what), column,
                       message);
  }

  test::TempTree tree_;
};

TEST_F(TableWords, OurOwnAreKnown) {
  const Result<Ruleset> loaded = Ruleset::load(tree_.root(), rule_ids());
  EXPECT_TRUE(loaded) << loaded.error().message;
}

/// A word of one row that a declaration is about.
struct Spoilt {
  std::string row;   ///< as the file has it, up to the end of the word
  std::string word;  ///< the word itself
};

/// The last row with a plain text in that column: the first ones may be special.
Spoilt spoilt_row(const Catalog& catalog, const RowWords& declared, bool in_value) {
  const Vocabulary owners = vocabulary(declared.owners, catalog);
  const Vocabulary names = vocabulary(declared.names, catalog);
  Spoilt found;
  for (const DataRow& row : catalog.table(declared.table).rows) {
    const std::size_t end = declared.owners.empty() ? 0 : row.key.find_first_of("./") + 1;
    if (end != 0 && !owners.has(row.key.substr(0, end - 1))) continue;
    if (contains(row.key, "\"") || contains(row.value, "\n") || (in_value && row.value.empty()) ||
        !names.has(row.key.substr(end)))
      continue;
    const std::string key = fmt::format("key = \"{}", row.key);
    if (!in_value) {
      found = {key, std::string(row.key.substr(end))};
      continue;
    }
    const std::string word(split(row.value, " !|,").front());
    const std::string_view skipped = row.value.substr(0, row.value.find(word));
    found = {fmt::format("{}\"\nvalue = \"{}{}", key, skipped, word), word};
  }
  return found;
}

bool takes_any_name(Table table) {
  return std::ranges::any_of(row_words(), [&](const RowWords& declared) {
    return declared.table == table && declared.names == "...";
  });
}

TEST_F(TableWords, EachCheckedTableRefusesAnUnknownWord) {
  const Result<Ruleset> loaded = Ruleset::load(tree_.root());
  ASSERT_TRUE(loaded) << loaded.error().message;
  const Catalog& catalog = loaded->catalog();
  std::set<std::pair<Table, bool>> seen;
  for (const RowWords& declared : row_words()) {
    const bool in_value = declared.value != "...";
    if (!in_value && takes_any_name(declared.table)) continue;
    if (!seen.emplace(declared.table, in_value).second) continue;
    const std::string name(kTableNames[static_cast<std::size_t>(declared.table)]);
    const Spoilt spoilt = spoilt_row(catalog, declared, in_value);
    ASSERT_FALSE(spoilt.word.empty()) << name;
    const std::string file = "data/" + name + ".toml";
    const auto line = in_value + line_of(text_of(tree_.at(file)), spoilt.row);
    EXPECT_EQ(error_with(file, spoilt.row, spoilt.row + "zz"),
              fmt::format("{}:{}:{}: unknown word '{}zz'; did you mean '{}'?", file, line,
                          in_value ? 9 : 7, spoilt.word, spoilt.word));
  }
}

TEST_F(TableWords, KeysOfTwoPartsAreCheckedInBoth) {
  EXPECT_EQ(error_with("data/sdks.toml", "\"default.dialect\"", "\"defaultt.dialect\""),
            said("data/sdks.toml", "\"default.dialect\"", 7,
                 "unknown word 'defaultt'; did you mean 'default'?"));
  EXPECT_EQ(error_with("data/sdks.toml", "\"default.env-key-id\"", "\"default.env-key-idd\""),
            said("data/sdks.toml", "\"default.env-key-id\"", 7,
                 "unknown word 'env-key-idd'; did you mean 'env-key-id'?"));
  EXPECT_EQ(error_with("data/sdks.toml", "\"default.dialect\"", "\"default\""),
            said("data/sdks.toml", "\"default.dialect\"", 7, "unknown word ''"));
}

TEST_F(TableWords, WhatATableNamesMustBeInTheOther) {
  EXPECT_EQ(error_with("data/sdks.toml", "\"reference\"", "\"referencee\""),
            said("data/sdks.toml", "\"reference\"", 9,
                 "unknown word 'referencee'; did you mean 'reference'?"));
  EXPECT_EQ(error_with("data/defect_rules.toml", "\"profile-not-found\"", "\"profile-not-fouund\""),
            said("data/defect_rules.toml", "\"profile-not-found\"", 9,
                 "unknown word 'profile-not-fouund'; did you mean 'profile-not-found'?"));
  EXPECT_EQ(error_with("data/errors.toml", "no-credentials", "nocredentials"),
            said("data/errors.toml", "no-credentials", 9,
                 "unknown word 'nocredentials'; did you mean 'no-credentials'?"));
}

TEST_F(TableWords, LanguagesNameKnownRolesAndSdks) {
  const std::string file = "languages/python/language.toml";
  for (const auto& [from, to, word, meant] :
       {std::array{"region_name = \"region\"", "region_name = \"regionn\"", "regionn", "region"},
        std::array{"sdk = \"boto3\"", "sdk = \"botoo3\"", "botoo3", "boto3"},
        std::array{"= \"string\"", "= \"strinng\"", "strinng", "string"},
        std::array{"modules = \"dotted\"", "modules = \"doted\"", "doted", "dotted"}}) {
    const std::string error = error_with(file, from, to);
    EXPECT_TRUE(error.starts_with(file + ":")) << error;
    EXPECT_TRUE(
        error.ends_with(fmt::format(": unknown word '{}'; did you mean '{}'?", word, meant)))
        << error;
  }
}

TEST_F(TableWords, ReadersUnderstandWhatIsDeclared) {
  for (const RowWords& declared : row_words()) {
    if (declared.table == Table::Dialects) {
      EXPECT_EQ(resolver::first_unknown_word(declared.value), "");
    } else if (declared.table == Table::EnvDialects) {
      EXPECT_EQ(resolver::first_unknown_env_word(declared.value), "");
    }
  }
}

}  // namespace
}  // namespace credlint
