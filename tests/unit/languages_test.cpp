// SPDX-License-Identifier: MIT
// Every language of rulesets/languages/ loads: its grammar is there, its node kinds exist, its
// query compiles.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "parsers/code/grammar_table.h"
#include "parsers/code/language.h"
#include "parsers/code/query.h"
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
    const Result<Language> language = Language::load(row);
    EXPECT_TRUE(language.has_value()) << language.error().message;
  }
}

std::string query_error(std::string_view text) {
  const TSLanguage* grammar = grammar_by_symbol("tree_sitter_python");
  if (grammar == nullptr) return "no grammar";
  const Result<Query> query = Query::compile(grammar, text);
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

std::string text_of(std::string_view language, std::string_view file) {
  std::ifstream in(rulesets() / "languages" / language / file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What three languages share stands in each of their folders, as a folder is all a language is.
std::string shared_part(std::string_view language, std::string_view file) {
  const std::string text = text_of(language, file);
  const std::size_t at = text.find("--- Below this line the files of javascript");
  return at == std::string::npos ? std::string() : text.substr(at);
}

TEST(Languages, JavaScriptAndTypeScriptStayEqual) {
  for (const std::string_view file : {"facts.scm", "language.toml"}) {
    const std::string javascript = shared_part("javascript", file);
    EXPECT_FALSE(javascript.empty()) << file;
    EXPECT_EQ(shared_part("typescript", file), javascript) << file;
    EXPECT_EQ(shared_part("tsx", file), javascript) << file;
  }
  EXPECT_EQ(text_of("typescript", "facts.scm"), text_of("tsx", "facts.scm"));
}

}  // namespace
}  // namespace credlint
