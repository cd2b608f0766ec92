// SPDX-License-Identifier: MIT
// Every language of rulesets/languages/ loads: its grammar is there, its node kinds exist, its
// query compiles.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "parsers/code/grammar_table.h"
#include "parsers/code/language.h"
#include "parsers/code/query.h"
#include "parsers/parser.h"
#include "scanner/config/ruleset.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

fs::path rulesets() { return fs::path(CREDLINT_SOURCE_DIR) / "rulesets"; }

TEST(Languages, AllLoad) {
  const Result<Ruleset> ruleset = Ruleset::load(rulesets().string());
  ASSERT_TRUE(ruleset.has_value()) << ruleset.error().message;
  EXPECT_FALSE(ruleset.value().catalog().languages.empty());
  for (const LanguageRow& row : ruleset.value().catalog().languages) {
    if (!row.parser.empty()) {
      EXPECT_NE(parser_by_name(row.parser), nullptr) << row.id << ": no parser " << row.parser;
      continue;
    }
    const Result<Language> language = Language::load(row);
    EXPECT_TRUE(language.has_value()) << language.error().message;
  }
}

std::string query_error(std::string_view text) {
  const TSLanguage* grammar = grammar_by_symbol("tree_sitter_python");
  if (grammar == nullptr) return "no grammar";
  const DataRow file{"facts.scm", text, {}};
  const Result<Query> query = Query::compile(grammar, {&file, 1});
  return query ? "none" : query.error().message;
}

std::string two_files_error(std::string_view first, std::string_view second) {
  const DataRow files[] = {{"first.scm", first, {}}, {"second.scm", second, {}}};
  const Result<Query> query = Query::compile(grammar_by_symbol("tree_sitter_python"), files);
  return query ? "none" : query.error().message;
}

TEST(Query, NamesTheLineOfWhatItDoesNotKnow) {
  EXPECT_EQ(query_error("\n(calll) @call"), "facts.scm:2: unknown node kind at \"calll\"");
  EXPECT_EQ(query_error("(call fun: (_))"), "facts.scm:1: unknown field at \"fun:\"");
  EXPECT_EQ(query_error("\n\n(call) @kall"), "facts.scm:3: unknown capture \"@kall\"");
  EXPECT_EQ(query_error("((call) @call (#is? @call \"x\"))"),
            "facts.scm:1: unknown predicate \"#is?\"");
  EXPECT_EQ(query_error("(call) @_helper"), "none");
}

TEST(Query, NamesTheFileOfWhatItDoesNotKnow) {
  const std::string_view good = "; two\n(call) @call";
  EXPECT_EQ(two_files_error(good, good), "none");
  EXPECT_EQ(two_files_error(good, "\n(calll) @call"),
            "second.scm:2: unknown node kind at \"calll\"");
  EXPECT_EQ(two_files_error(good, "\n(call) @kall"), "second.scm:2: unknown capture \"@kall\"");
  EXPECT_EQ(two_files_error("(call", good).substr(0, 12), "first.scm:1:");
}

}  // namespace
}  // namespace credlint
