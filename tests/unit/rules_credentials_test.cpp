// SPDX-License-Identifier: MIT
// Key ids and session tokens: what they say of themselves, and that nothing is said of what does
// not parse.
#include <gtest/gtest.h>

#include <string>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/session_token.h"
#include "tests/support/session_tokens.h"

namespace credlint::tests {
namespace {

TEST(KeyId, HoldsItsAccount) {
  EXPECT_EQ(account_of_key_id("AKIARZPUZDIKAEXAMPLE"), "123456789012");
  EXPECT_EQ(account_of_key_id("ASIARTX3GSDSQEXAMPLE"), "111122223333");
  // Published with its account; it begins with a zero.
  EXPECT_EQ(account_of_key_id("ASIAQNZGKIQY56JQ7WML"), "029608264753");
}

TEST(KeyId, OfTheOldLayoutHoldsNone) {
  EXPECT_EQ(account_of_key_id("AKIAIOSFODNN7EXAMPLE"), std::nullopt);
  EXPECT_EQ(account_number_of_key_id("AKIAIOSFODNN7EXAMPLE"), std::nullopt);
}

TEST(KeyId, WithAnImpossibleAccountHasANumberButNoAccount) {
  EXPECT_EQ(account_of_key_id("AKIA7PZUZDIKAEXAMPLE"), std::nullopt);
  EXPECT_GT(account_number_of_key_id("AKIA7PZUZDIKAEXAMPLE").value_or(0), 999'999'999'999ULL);
}

TEST(KeyId, IsWellFormedInBase32Only) {
  EXPECT_TRUE(is_well_formed_key_id("AKIARZPUZDIKAEXAMPLE"));
  EXPECT_FALSE(is_well_formed_key_id("AKIAI44QH8DHBEXAMPLE"));
  EXPECT_FALSE(is_well_formed_key_id("AKIARZPUZDIKAEXAMPL"));
  EXPECT_FALSE(is_well_formed_key_id("AROARZPUZDIKAEXAMPLE"));
  EXPECT_EQ(key_id_kind("asiarzpuzdikaexample"), KeyIdKind::Temporary);
}

TEST(SessionToken, OfARegionNamesItAndItsAccount) {
  const TokenReading reading = read_session_token(make_session_token({}));
  EXPECT_EQ(reading.shape, TokenShape::Whole);
  EXPECT_EQ(reading.token.generation, TokenGeneration::Regional);
  EXPECT_EQ(reading.token.region, "us-east-2");
  EXPECT_EQ(reading.token.account, "123456789012");
  ASSERT_TRUE(reading.token.created);
  EXPECT_EQ(reading.token.created->time_since_epoch().count(), 1'700'000'000);
}

TEST(SessionToken, OfTheGlobalEndpointNamesNeither) {
  TokenRecipe recipe;
  recipe.global = true;
  const TokenReading reading = read_session_token(make_session_token(recipe));
  EXPECT_EQ(reading.shape, TokenShape::Whole);
  EXPECT_EQ(reading.token.generation, TokenGeneration::Global);
  EXPECT_EQ(reading.token.account, "");
  EXPECT_TRUE(reading.token.created);
}

TEST(SessionToken, CutAnywhereIsNotWhole) {
  const std::string token = make_session_token({});
  std::size_t whole = 0;
  for (std::size_t length = 16; length + 8 < token.size(); ++length) {
    const TokenReading reading = read_session_token(token.substr(0, length));
    EXPECT_NE(reading.shape, TokenShape::Foreign) << length;
    if (reading.shape == TokenShape::Whole) ++whole;
  }
  // Behind the creation time nothing tells that the auxiliary field is to follow.
  EXPECT_LE(whole, 2U);
}

TEST(SessionToken, WithAStrangeCharacterSaysWhere) {
  std::string token = make_session_token({});
  token[300] = ' ';
  const TokenReading reading = read_session_token(token);
  EXPECT_EQ(reading.shape, TokenShape::NotBase64);
  EXPECT_EQ(reading.offending_index, 300U);
}

TEST(SessionToken, OfNoKnownShapeIsNotJudged) {
  for (const std::string text :
       {"", "eyJhbGciOiJIUzI1NiJ9", "hvs.CAESIJ", "AKIARZPUZDIKAEXAMPLE"}) {
    EXPECT_EQ(read_session_token(text).shape, TokenShape::Foreign) << text;
  }
  // The layout's beginning, then bytes that are no fields.
  std::string token = make_session_token({});
  token.replace(20, 80, std::string(80, '/'));
  EXPECT_NE(read_session_token(token).shape, TokenShape::Whole);
}

}  // namespace
}  // namespace credlint::tests
