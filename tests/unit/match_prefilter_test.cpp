// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "scanner/config/embedded.h"
#include "scanner/match/expressions.h"
#include "scanner/match/prefilter.h"
#include "scanner/match/without_counts.h"

namespace credlint {
namespace {

using Patterns = std::vector<std::uint32_t>;

const PatternRow kPatterns[] = {
    {.id = "one", .regex = "first[0-9]+"},
    {.id = "bare", .regex = "[a-z]{40}", .anchored = false},
    {.id = "two", .regex = "(?i)second"},
};
const KeyName kKeys[] = {
    {.name = "AWS_SECRET_ACCESS_KEY",
     .meaning = Meaning::Secret,
     .tool = "aws",
     .environment = true},
    {.name = "aws_session_token", .meaning = Meaning::Token, .tool = "aws"},
    {.name = "fs.s3a.awsAccessKeyId", .meaning = Meaning::KeyId, .tool = "s3a"},
    {.name = "token", .meaning = Meaning::Token, .tool = "terraform"},
    {.name = "expiration", .meaning = Meaning::Expiry, .tool = "aws"},
    {.name = "credential_source", .meaning = Meaning::Other, .tool = "aws"},
};
const DataRow kGeneric[] = {{.key = "expiration", .value = {}, .note = {}}};
const DataTable kTables[] = {
    {.name = "generic_names", .source = {}, .checked = {}, .rows = kGeneric}};
const Catalog kCatalog{.patterns = kPatterns,
                       .keys = kKeys,
                       .tools = {},
                       .formats = {},
                       .languages = {},
                       .tables = kTables};

Prefilter::Hits scan(std::string_view text) {
  const Result<Prefilter> prefilter = Prefilter::create(kCatalog, {}, Engine::Auto);
  EXPECT_TRUE(prefilter.has_value());
  Prefilter::Scratch scratch(*prefilter);
  Prefilter::Hits hits;
  prefilter.value().scan(text, scratch, hits);
  return hits;
}

TEST(Expressions, HoldAnchoredPatternsAndUncommonNames) {
  const std::vector<Expression> list = expressions(kCatalog);
  ASSERT_EQ(list.size(), 6U);
  EXPECT_EQ(list[0].pattern, 0U);
  EXPECT_EQ(list[1].pattern, 2U);
  EXPECT_EQ(list[2].regex, "\\bAWS_SECRET_ACCESS_KEY\\b");
  EXPECT_EQ(list[3].regex, "(?i)aws[_.-]?session[_.-]?token\\b");
  EXPECT_EQ(list[4].regex, "(?i)fs[_.-]?s3a[_.-]?aws[_.-]?access[_.-]?key[_.-]?id\\b");
  EXPECT_EQ(list[4].pattern, Expression::kKeyName);
  EXPECT_EQ(list[5].pattern, Expression::kSettingName);
}

TEST(Expressions, HashTellsOrderAndContent) {
  std::vector<Expression> list = expressions(kCatalog);
  const std::uint64_t hash = hash_of(list);
  std::swap(list[0], list[1]);
  EXPECT_NE(hash_of(list), hash);
  std::swap(list[0], list[1]);
  EXPECT_EQ(hash_of(list), hash);
}

TEST(HyperscanSyntax, SpacesAreThoseOfRe2) {
  EXPECT_EQ(hyperscan_syntax("a\\s*\\S"),
            "a[\\t\\n\\f\\r ]*[\\x00-\\x08\\x0b\\x0e-\\x1f\\x21-\\xff]");
  EXPECT_EQ(hyperscan_syntax("[\\s\\S]"), "[\\t\\n\\f\\r \\x00-\\x08\\x0b\\x0e-\\x1f\\x21-\\xff]");
  EXPECT_EQ(hyperscan_syntax("[^]\\s[:alpha:]]\\s"), "[^]\\t\\n\\f\\r [:alpha:]][\\t\\n\\f\\r ]");
  EXPECT_EQ(hyperscan_syntax("\\\\s\\["), "\\\\s\\[");
}

TEST(WithoutCounts, LeavesAllButCounts) {
  EXPECT_EQ(without_counts("a{2,5}b{0,3}?c{1,}[^\\s]{0,200}"), "a+b*?c+[^\\s]*");
  EXPECT_EQ(without_counts("(?:ab){00,2}|x{01,2}"), "(?:ab)*|x+");
  for (const char* same :
       {"a{4}", "\\{1,2}", "[{1,2}]", "[]{1,2}]", "[^]{1,2}]", "[[:alpha:]{1,2}]", "[\\]{1,2}]",
        "{,5}", "{1,2", "{1,x}", "\\x{41}", "[", "\\", "{", ""})
    EXPECT_EQ(without_counts(same), same);
}

TEST(WithoutCounts, MissesNothingOfTheEmbeddedPatterns) {
  for (const Expression& expression : expressions(embedded_catalog())) {
    const re2::RE2 relaxed(without_counts(expression.regex), re2::RE2::Latin1);
    EXPECT_TRUE(relaxed.ok()) << expression.regex;
  }
  const Result<Prefilter> prefilter = Prefilter::create(embedded_catalog(), {}, Engine::Re2Set);
  ASSERT_TRUE(prefilter.has_value());
}

TEST(Prefilter, NamesThePatternsThatMatch) {
  EXPECT_EQ(scan("SECOND first1 second").patterns, (Patterns{0, 2}));
  EXPECT_FALSE(scan("first, third").any());
  EXPECT_FALSE(scan(std::string(40, 'a')).any()) << "not anchored";
}

TEST(Prefilter, SeesKeyNamesInAnySpelling) {
  EXPECT_TRUE(scan("x.aws-session-token: y").key_name);
  EXPECT_TRUE(scan("awsSessionToken").key_name);
  EXPECT_TRUE(scan("FS_S3A_AWS_ACCESS_KEY_ID").key_name);
  EXPECT_TRUE(scan("$AWS_SECRET_ACCESS_KEY").key_name);
  EXPECT_FALSE(scan("aws_secret_access_key").key_name) << "variables are compared exactly";
  EXPECT_FALSE(scan("MY_AWS_SECRET_ACCESS_KEY").key_name);
  EXPECT_FALSE(scan("token expiration").any()) << "too common";
  EXPECT_TRUE(scan("credentialSource").setting_name);
  EXPECT_FALSE(scan("credentialSource").key_name) << "no credential, no variable";
}

TEST(Prefilter, AForeignImageFallsBackToRe2) {
  alignas(kDatabaseAlignment) std::array<std::uint8_t, 128> junk{};
  junk.fill(7);
  const DatabaseImage foreign{.database = junk, .rejected = {}, .expressions_hash = 1};
  const PrefilterImage image{.files = foreign, .context = foreign};
  const Result<Prefilter> prefilter = Prefilter::create(kCatalog, image, Engine::Auto);
  ASSERT_TRUE(prefilter.has_value());
  EXPECT_EQ(prefilter.value().engine_name(), "re2-set");
  EXPECT_FALSE(Prefilter::create(kCatalog, image, Engine::Hyperscan).has_value());
  const DatabaseImage junk_files{
      .database = junk, .rejected = {}, .expressions_hash = hash_of(expressions(kCatalog))};
  const PrefilterImage broken{.files = junk_files, .context = {}};
  EXPECT_FALSE(Prefilter::create(kCatalog, broken, Engine::Hyperscan).has_value());
}

TEST(EmbeddedPrefilter, FitsTheEmbeddedCatalog) {
  const PrefilterImage image = embedded_prefilter();
  EXPECT_EQ(image.files.expressions_hash, hash_of(expressions(embedded_catalog())));
  EXPECT_EQ(image.context.expressions_hash, hash_of(context_expressions(embedded_catalog())));
  EXPECT_TRUE(image.files.rejected.empty());
  EXPECT_TRUE(image.context.rejected.empty());
  const Result<Prefilter> prefilter = Prefilter::create(embedded_catalog(), image, Engine::Auto);
  ASSERT_TRUE(prefilter.has_value());
  EXPECT_EQ(prefilter.value().engine_name(),
            image.files.database.empty() ? "re2-set" : "hyperscan");
  Prefilter::Scratch scratch(*prefilter);
  Prefilter::Hits hits;
  prefilter.value().scan("aws_access_key_id = AKIARZPUZDIKAEXAMPLE", scratch, hits);
  EXPECT_TRUE(hits.key_name);
  EXPECT_GE(hits.patterns.size(), 2U);
}

TEST(EmbeddedPrefilter, ThreadsShareIt) {
  const Result<Prefilter> prefilter =
      Prefilter::create(embedded_catalog(), embedded_prefilter(), Engine::Auto);
  ASSERT_TRUE(prefilter.has_value());
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> threads;
  for (std::size_t& count : counts)
    threads.emplace_back([&count, &prefilter] {
      Prefilter::Scratch scratch(*prefilter);
      Prefilter::Hits hits;
      for (int i = 0; i < 1000; ++i) {
        prefilter.value().scan("import boto3", scratch, hits);
        count += hits.patterns.size();
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(counts, (std::vector<std::size_t>(4, 1000)));
}

}  // namespace
}  // namespace credlint
