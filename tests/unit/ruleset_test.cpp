// SPDX-License-Identifier: MIT
#include "scanner/config/ruleset.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/support/tables.h"

namespace credlint {
namespace {

constexpr std::string_view kHead = "source = \"s\"\nchecked = \"2026-01-01\"\n";

/// The error of a folder with one file, without the folder's own name.
std::string error_of(std::string_view path, const std::string& text) {
  const test::TempTree tree;
  test::write_empty_tables(tree);
  tree.write(path, text);
  const Result<Ruleset> ruleset = Ruleset::load(tree.root());
  if (ruleset) return "none";
  const std::string& message = ruleset.error().message;
  return message.starts_with(tree.root() + "/") ? message.substr(tree.root().size() + 1) : message;
}

std::string pattern_error(const std::string& body) {
  return error_of("patterns/a.toml", std::string(kHead) + "[[pattern]]\n" + body);
}

TEST(Ruleset, ReadsEveryKindOfFile) {
  const test::TempTree tree;
  test::write_empty_tables(tree);
  tree.write(
      "patterns/a.toml",
      std::string(kHead) +
          "[[pattern]]\nid = \"p\"\nregex = ':(?P<key_id>a)'\nkind = \"credential\"\n"
          "boundary = \"base64\"\nanchored = false\nexamples = [\":a\"]\nnegative = [\":ab\"]\n");
  tree.write("data/time_services.toml",
             std::string(kHead) + "[[row]]\nkey = \"k\"\nvalue = \"v\"\nnote = \"n\"\n");
  tree.write(
      "keys/tool.toml",
      std::string(kHead) +
          "tool = \"t\"\n[[key]]\nname = \"N\"\nmeaning = \"legacy-token\"\nenvironment = true\n");
  tree.write("formats.toml",
             "[[format]]\nid = \"f\"\nparser = \"p\"\nglobs = [\"*.x\"]\ntraits = [\"ci\", "
             "\"code\"]\nalways = true\n");
  tree.write(
      "languages/py/language.toml",
      "grammar = \"tree_sitter_py\"\nglobs = [\"*.py\"]\ninterpreters = [\"python\"]\n"
      "[nodes]\nstr = \"string\"\n"
      "[[call]]\nsdk = \"boto2\"\ncallee = [\"a\", \"b\"]\nyields = \"client\"\n"
      "positional = [\"\", \"region\"]\nkeywords = {k = \"region\"}\ncarries_token = false\n");
  tree.write("languages/py/facts.scm", "(call)");
  Result<Ruleset> loaded = Ruleset::load(tree.root());
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  const Ruleset ruleset = std::move(*loaded);  // views must survive a move
  const Catalog& catalog = ruleset.catalog();
  ASSERT_EQ(catalog.patterns.size(), 1U);
  EXPECT_EQ(catalog.patterns[0].id, "p");
  EXPECT_EQ(catalog.patterns[0].boundary, Boundary::Base64);
  EXPECT_FALSE(catalog.patterns[0].anchored);
  EXPECT_EQ(catalog.table(Table::TimeServices).find("k")->note, "n");
  EXPECT_EQ(catalog.variable("N")->meaning, Meaning::LegacyToken);
  ASSERT_EQ(catalog.formats.size(), 1U);
  EXPECT_EQ(catalog.formats[0].traits, 32 / 2 + 64);
  ASSERT_EQ(catalog.languages.size(), 1U);
  EXPECT_EQ(catalog.languages[0].id, "py");
  ASSERT_EQ(catalog.languages[0].queries.size(), 1U);
  EXPECT_EQ(catalog.languages[0].queries[0].key, "py/facts.scm");
  EXPECT_EQ(catalog.languages[0].queries[0].value, "(call)");
  EXPECT_EQ(catalog.languages[0].nodes[0].value, "string");
  ASSERT_EQ(catalog.languages[0].calls.size(), 2U);
  EXPECT_EQ(catalog.languages[0].calls[1].callee, "b");
  EXPECT_EQ(catalog.languages[0].calls[1].keywords[0].key, "k");
  EXPECT_FALSE(catalog.languages[0].calls[1].carries_token);
}

/// Three languages, each extending the one before, as "<id>/language.toml" would have it.
void write_chain(const test::TempTree& tree, const std::string& keys_of_b) {
  tree.write("languages/a/language.toml",
             "grammar = \"g\"\n[nodes]\nx = \"string\"\ny = \"call\"\n"
             "[[call]]\ncallee = \"a\"\nyields = \"client\"\n");
  tree.write("languages/a/facts.scm", "(a)");
  tree.write("languages/a/common.scm", "(common)");
  tree.write("languages/b/language.toml", keys_of_b +
                                              "grammar = \"g\"\n[nodes]\nx = \"number\"\n"
                                              "[[call]]\ncallee = \"b\"\nyields = \"client\"\n");
  tree.write("languages/c/language.toml", "extends = \"b\"\ngrammar = \"g\"\n");
}

std::string chain_error(const std::string& keys_of_b) {
  const test::TempTree tree;
  test::write_empty_tables(tree);
  write_chain(tree, keys_of_b);
  const Result<Ruleset> ruleset = Ruleset::load(tree.root());
  return ruleset ? "none" : ruleset.error().message.substr(tree.root().size() + 1);
}

TEST(Ruleset, ALanguageHasWhatItExtends) {
  const test::TempTree tree;
  test::write_empty_tables(tree);
  write_chain(tree, "extends = \"a\"\nfacts = [\"own.scm\", \"../a/common.scm\"]\n");
  tree.write("languages/b/own.scm", "(own)");
  const Result<Ruleset> ruleset = Ruleset::load(tree.root());
  ASSERT_TRUE(ruleset.has_value()) << ruleset.error().message;
  ASSERT_EQ(ruleset.value().catalog().languages.size(), 3U);
  for (const std::size_t i : {1U, 2U}) {
    const LanguageRow& row = ruleset.value().catalog().languages[i];
    ASSERT_EQ(row.queries.size(), 2U) << row.id;
    EXPECT_EQ(row.queries[0].key, "b/own.scm");
    EXPECT_EQ(row.queries[1].key, "a/common.scm");
    ASSERT_EQ(row.nodes.size(), 2U) << row.id;
    EXPECT_EQ(row.nodes[0].value, "number");
    EXPECT_EQ(row.nodes[1].key, "y");
    ASSERT_EQ(row.calls.size(), 2U) << row.id;
    EXPECT_EQ(row.calls[0].callee, "b");
    EXPECT_EQ(row.calls[1].callee, "a");
  }
}

TEST(Ruleset, ALanguageWithoutQueriesTakesThoseOfWhatItExtends) {
  const test::TempTree tree;
  test::write_empty_tables(tree);
  write_chain(tree, "extends = \"a\"\n");
  const Result<Ruleset> ruleset = Ruleset::load(tree.root());
  ASSERT_TRUE(ruleset.has_value()) << ruleset.error().message;
  EXPECT_EQ(ruleset.value().catalog().languages[2].queries[0].key, "a/facts.scm");
}

TEST(RulesetErrors, WhatALanguageExtendsMustBeThere) {
  EXPECT_EQ(chain_error("extends = \"d\"\n"),
            "languages/b/language.toml:1:11: there is no language 'd'");
  EXPECT_EQ(chain_error("extends = \"c\"\n"),
            "languages/c/language.toml:1:11: 'c' extends 'b' in a circle");
  EXPECT_EQ(chain_error("extends = \"b\"\n"),
            "languages/b/language.toml:1:11: 'b' extends 'b' in a circle");
}

TEST(RulesetErrors, TheLanguageOfAFormatMustBeThere) {
  const test::TempTree tree;
  test::write_empty_tables(tree);
  tree.write("formats.toml", "[[format]]\nid = \"f\"\nlanguage = \"hlc\"\nglobs = [\"*.x\"]\n");
  tree.write("languages/hcl/language.toml", "parser = \"p\"\n");
  const Result<Ruleset> loaded = Ruleset::load(tree.root());
  ASSERT_FALSE(loaded.has_value());
  EXPECT_NE(loaded.error().message.find("formats.toml:3"), std::string::npos)
      << loaded.error().message;
  EXPECT_NE(loaded.error().message.find("did you mean 'hcl'"), std::string::npos)
      << loaded.error().message;
}

TEST(RulesetErrors, QueryFilesMustBeThere) {
  EXPECT_EQ(chain_error("extends = \"a\"\nfacts = [\"../a/comon.scm\"]\n"),
            "languages/b/language.toml:2:10: a/comon.scm cannot be read");
  EXPECT_EQ(chain_error(""),
            "languages/b/language.toml:1:1: there is no facts.scm; name query files in 'facts'");
}

TEST(RulesetErrors, SyntaxErrorsHaveAPlace) {
  EXPECT_TRUE(error_of("data/a.toml", "source = \n").starts_with("data/a.toml:1:"));
}

TEST(RulesetErrors, UnknownKeysAreNamedWithASuggestion) {
  EXPECT_EQ(
      pattern_error(
          "id = \"p\"\nregex = 'x'\nkind = \"gate\"\nexamples = [\"x\"]\nboundry = \"none\"\n"),
      "patterns/a.toml:8:1: unknown key 'boundry'; did you mean 'boundary'?");
  EXPECT_EQ(pattern_error("id = \"p\"\nregx = 'x'\n"),
            "patterns/a.toml:5:1: unknown key 'regx'; did you mean 'regex'?");
}

TEST(RulesetErrors, MissingKeysAreNamed) {
  EXPECT_EQ(pattern_error("id = \"p\"\n"), "patterns/a.toml:3:1: 'regex' is missing");
}

TEST(RulesetErrors, WrongTypesAreNamed) {
  EXPECT_EQ(pattern_error("id = 3\n"),
            "patterns/a.toml:4:6: 'id' must be text, not a whole number");
}

TEST(RulesetErrors, UnknownWordsGetASuggestion) {
  EXPECT_EQ(pattern_error("id = \"p\"\nregex = 'x'\nkind = \"gaet\"\n"),
            "patterns/a.toml:6:8: unknown word 'gaet'; did you mean 'gate'?");
  EXPECT_EQ(
      error_of("keys/a.toml",
               std::string(kHead) + "tool = \"t\"\n[[key]]\nname = \"n\"\nmeaning = \"tokne\"\n"),
      "keys/a.toml:6:11: unknown word 'tokne'; did you mean 'token'?");
}

TEST(RulesetErrors, PatternsAreCheckedAgainstTheirExamples) {
  const std::string gate = "kind = \"gate\"\n";
  EXPECT_EQ(pattern_error("id = \"p\"\nregex = 'x'\n" + gate + "examples = [\"x\", \"y\"]\n"),
            "patterns/a.toml:7:12: pattern 'p' does not match number 2 of 'examples'");
  EXPECT_EQ(pattern_error("id = \"p\"\nregex = 'x'\n" + gate +
                          "examples = [\"x\"]\nnegative = [\"ax\"]\n"),
            "patterns/a.toml:8:12: pattern 'p' matches number 1 of 'negative'");
}

TEST(RulesetErrors, BadPatternsAreRefused) {
  const std::string rest = "kind = \"gate\"\nexamples = [\"x\"]\n";
  EXPECT_EQ(pattern_error("id = \"p\"\nregex = 'x('\n" + rest),
            "patterns/a.toml:5:9: invalid pattern: missing ): x(");
  EXPECT_EQ(pattern_error("id = \"p\"\nregex = 'x*'\n" + rest),
            "patterns/a.toml:5:9: the pattern matches empty text");
  EXPECT_EQ(pattern_error("id = \"p\"\nregex = '(?m)^(?:x|$)'\n" + rest),
            "patterns/a.toml:5:9: the pattern matches empty text");
  EXPECT_EQ(pattern_error("id = \"p\"\nregex = 'x'\nkind = \"credential\"\nexamples = [\"x\"]\n"),
            "patterns/a.toml:5:9: a credential pattern needs a group key_id, secret or token");
}

TEST(RulesetErrors, DuplicatesNameBothPlaces) {
  const std::string row = "[[row]]\nkey = \"k\"\n";
  const std::string message = error_of("data/a.toml", std::string(kHead) + row + row);
  EXPECT_TRUE(message.starts_with("data/a.toml:6:7: 'k' stands at ")) << message;
  EXPECT_TRUE(message.ends_with("data/a.toml:4 already")) << message;
}

TEST(RulesetErrors, ProvenanceIsRequired) {
  EXPECT_EQ(error_of("data/a.toml", "checked = \"2026-01-01\"\n"),
            "data/a.toml:1:1: 'source' is missing");
  EXPECT_EQ(error_of("data/a.toml", "source = \"s\"\nchecked = \"today\"\n"),
            "data/a.toml:2:11: 'checked' must be a date, YYYY-MM-DD");
}

TEST(RulesetErrors, AMissingFolderIsAnError) {
  EXPECT_EQ(Ruleset::load("/nonexistent/rulesets").error().message,
            "/nonexistent/rulesets: not a folder");
}

}  // namespace
}  // namespace credlint
