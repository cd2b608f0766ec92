// SPDX-License-Identifier: MIT
#include "parsers/code/telling_words.h"

#include <gtest/gtest.h>

#include <array>

namespace credlint {
namespace {

constexpr std::array kShapes = {
    CallShape{.sdk = "go-v1", .callee = "github.com/x/service/*.New", .yields = Yield::Client},
    CallShape{.sdk = "go-v1", .callee = "go-v1:client.AssumeRole", .yields = Yield::Role},
    CallShape{.sdk = "boto3", .callee = "storage_options.*", .yields = Yield::Client},
    CallShape{.sdk = "php", .callee = "Aws\\*.*Client", .yields = Yield::Client},
    CallShape{.sdk = "ruby", .callee = "local.Aws.:region", .yields = Yield::Config},
    CallShape{.sdk = "go-v2", .callee = "config.WithRegion", .yields = Yield::Option},
    CallShape{.callee = "strings.TrimSpace", .yields = Yield::Value},
};

bool any_in(std::string_view text) { return TellingWords(kShapes, "(?i)access_?key").any_in(text); }

TEST(TellingWords, ACallNeedsItsNameAndWhatItIsAMemberOf) {
  EXPECT_TRUE(any_in(R"(import a "github.com/x/service/s3"; a.New(x))"));
  EXPECT_FALSE(any_in(R"(import a "github.com/x/service/s3"; a.Newer(x); RenewNew_())"));
  EXPECT_FALSE(any_in("errors.New(x)"));
  EXPECT_TRUE(any_in("use Aws\\S3\\S3Client; new S3Client([])"));
  EXPECT_FALSE(any_in("use Other\\S3Client; new S3Client([])"));
}

TEST(TellingWords, WhatMayHaveAnyNameNeedsWhatItIsAMemberOf) {
  EXPECT_TRUE(any_in("read_csv(x, storage_options={})"));
  EXPECT_FALSE(any_in("read_csv(x)"));
}

TEST(TellingWords, NamesThatOnlyTheEvaluatorGivesAreNotLookedFor) {
  EXPECT_TRUE(any_in("client.AssumeRole(x)"));
  EXPECT_TRUE(any_in("Aws.config[:region] = 'x'"));
}

TEST(TellingWords, NamesOfCredentialPartsTell) {
  EXPECT_TRUE(any_in("Value{AccessKeyID: x}"));
  EXPECT_FALSE(any_in("Value{Access: x}"));
}

TEST(TellingWords, ASettingAloneIsReadWhenAClientAsksForIt) {
  constexpr std::array kFlag = {
      CallShape{.sdk = "settings", .callee = "flag.String", .yields = Yield::Env}};
  EXPECT_FALSE(TellingWords(kFlag, "").any_in("flag.String(a)"));
}

TEST(TellingWords, ASessionNeedsItsName) {
  constexpr std::array kCopy = {
      CallShape{.sdk = "go-v1", .callee = "go-v1:session.Copy", .yields = Yield::Session}};
  const TellingWords words(kCopy, "");
  EXPECT_FALSE(words.any_in("io.Copy(a, b)"));
  EXPECT_TRUE(words.any_in("func f(s *session.Session) { s.Copy(x) }"));
}

TEST(TellingWords, PlacesAreInOrder) {
  const std::vector<Span> places =
      TellingWords(kShapes, "secretKey").places_in("client.AssumeRole(secretKey); AssumeRole()");
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[0].begin, 7U);
  EXPECT_EQ(places[1].begin, 18U);
  EXPECT_EQ(places[2].begin, 30U);
}

TEST(TellingWords, WhatIsOnlyPartOfACallIsNone) {
  EXPECT_FALSE(any_in("config.WithRegion(x); strings.TrimSpace(y)"));
  EXPECT_FALSE(TellingWords({}, "").any_in("New"));
}

}  // namespace
}  // namespace credlint
