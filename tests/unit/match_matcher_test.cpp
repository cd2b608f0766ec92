// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "scanner/match/matcher.h"

namespace credlint {
namespace {

constexpr std::string_view kKeyId = "AKIARZPUZDIKAEXAMPLE";
constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

std::vector<PatternHit> find(const PatternRow& row, std::string_view text) {
  const Catalog catalog{
      .patterns = {&row, 1}, .keys = {}, .tools = {}, .formats = {}, .languages = {}, .tables = {}};
  std::vector<PatternHit> out;
  const Matcher matcher(catalog);
  matcher.find(0, text, [&](const PatternHit& hit) {
    out.push_back({hit.pattern, hit.span, {}});
    for (const Capture& capture : hit.captures) {
      // The name belongs to the matcher: only well-known ones outlive it here.
      const std::string_view name = capture.name == "secret" ? "secret" : "key_id";
      out.back().captures.push_back({name, capture.span});
    }
  });
  return out;
}

std::vector<std::string> found(const PatternRow& row, std::string_view text) {
  std::vector<std::string> out;
  for (const PatternHit& hit : find(row, text)) {
    const Span span = hit.captures.empty() ? hit.span : hit.captures.front().span;
    out.emplace_back(text.substr(span.begin, span.size()));
  }
  return out;
}

using Texts = std::vector<std::string>;

const PatternRow kKeyIds{.id = "key-id",
                         .regex = "(?P<key_id>A[KS]IA[A-Z0-9]{16})",
                         .kind = PatternKind::Credential,
                         .boundary = Boundary::Alphanumeric};
const PatternRow kSecrets{.id = "secret",
                          .regex = "(?P<secret>[A-Za-z0-9+/]{40})",
                          .kind = PatternKind::Credential,
                          .boundary = Boundary::Base64};

TEST(Matcher, ToldSpansAreThoseOfTheCapture) {
  const auto hits = find(kKeyIds, "id = AKIARZPUZDIKAEXAMPLE");
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].span, (Span{5, 25}));
  ASSERT_NE(hits[0].capture("key_id"), nullptr);
  EXPECT_EQ(hits[0].capture("key_id")->span, (Span{5, 25}));
  EXPECT_EQ(hits[0].capture("secret"), nullptr);
}

TEST(Matcher, FindsAllMatchesFromLeftToRight) {
  EXPECT_EQ(found(kKeyIds, "AKIARZPUZDIKAEXAMPLE,ASIARTX3GSDSQEXAMPLE"),
            (Texts{"AKIARZPUZDIKAEXAMPLE", "ASIARTX3GSDSQEXAMPLE"}));
}

TEST(Matcher, LongerWordsAreNoKeyIds) {
  EXPECT_TRUE(found(kKeyIds, "XAKIARZPUZDIKAEXAMPLE").empty());
  EXPECT_TRUE(found(kKeyIds, "AKIARZPUZDIKAEXAMPLEX").empty());
}

TEST(Matcher, AfterARefusalAnOverlappingMatchIsStillFound) {
  // The first candidate begins one AKIA too early and is refused at its right end.
  EXPECT_EQ(found(kKeyIds, "AKIAAAAA:AKIARZPUZDIKAEXAMPLE"), (Texts{std::string(kKeyId)}));
  EXPECT_EQ(found(kKeyIds, "AKIA-AKIARZPUZDIKAEXAMPLE"), (Texts{std::string(kKeyId)}));
  const PatternRow loose{.id = "loose",
                         .regex = "(?P<key_id>A[A-Z0-9]{2})",
                         .kind = PatternKind::Credential,
                         .boundary = Boundary::None};
  EXPECT_EQ(found(loose, "AAAA").size(), 1U);
}

TEST(Matcher, EscapesBeforeAKeyIdAreBoundaries) {
  for (const std::string before : {"\\n", "\\t", "%3D", "%22", "\\u0022", "\\u003d"})
    EXPECT_EQ(found(kKeyIds, before + std::string(kKeyId)).size(), 1U) << before;
  EXPECT_TRUE(found(kKeyIds, "%41" + std::string(kKeyId)).empty());
}

TEST(Matcher, SecretsMayStandBehindAnEqualsSignButNotBeforeOne) {
  EXPECT_EQ(found(kSecrets, "k=" + std::string(kSecret)), (Texts{std::string(kSecret)}));
  EXPECT_TRUE(found(kSecrets, std::string(kSecret) + "=").empty());
}

TEST(Matcher, SecretsInsideLongerBase64AreRefused) {
  EXPECT_TRUE(found(kSecrets, "/" + std::string(kSecret)).empty());
  EXPECT_TRUE(found(kSecrets, std::string(kSecret) + "+").empty());
  EXPECT_TRUE(found(kSecrets, std::string(kSecret) + "%2Fabc").empty());
  EXPECT_TRUE(found(kSecrets, "abc%2F" + std::string(kSecret).substr(2)).empty());
  EXPECT_EQ(found(kSecrets, std::string(kSecret) + "%22").size(), 1U);
}

TEST(Matcher, AnyByteMayStandAround) {
  const std::string text = std::string("\0\xff", 2) + std::string(kKeyId) + "\xc3\xa9";
  EXPECT_EQ(found(kKeyIds, text), (Texts{std::string(kKeyId)}));
}

TEST(Matcher, TheNumberOfMatchesIsBounded) {
  const PatternRow row{.id = "a", .regex = "a", .kind = PatternKind::Gate};
  const Catalog catalog{
      .patterns = {&row, 1}, .keys = {}, .tools = {}, .formats = {}, .languages = {}, .tables = {}};
  std::size_t count = 0;
  const Matcher matcher(catalog);
  EXPECT_FALSE(matcher.find(0, std::string(Matcher::kMaxHits + 1, 'a'),
                            [&](const PatternHit&) { ++count; }));
  EXPECT_EQ(count, Matcher::kMaxHits);
}

TEST(Matcher, ALongLabelTakesNoQuadraticTime) {
  const PatternRow row{.id = "label",
                       .regex = "(?P<name>[a-z_]*key)=(?P<secret>[A-Z]{4})",
                       .kind = PatternKind::Credential,
                       .boundary = Boundary::Base64};
  EXPECT_TRUE(found(row, std::string(2 << 20, 'a') + "key=ABCDE").empty());
}

}  // namespace
}  // namespace credlint
