// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "rules/anatomy/credential_shape.h"

namespace credlint {
namespace {

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";

TEST(KeyIdShape, KnowsAttempts) {
  for (const std::string_view value : {"AKIARZPUZDIKAEXAMPLE", "ASIARZPUZDIKA",
                                       "akiarzpuzdikaexample", "AKIARZPUZDIKAEXAMPLEAB"}) {
    EXPECT_TRUE(is_key_id_attempt(value)) << value;
  }
  for (const std::string_view value :
       {"minioadmin", "AKIA", "asia-southeast", "Asia/Tokyo-and-more", "3T7QK2VNB8XW1ZJ4M9RC"}) {
    EXPECT_FALSE(is_key_id_attempt(value)) << value;
  }
  EXPECT_TRUE(lost_first_character("KIARZPUZDIKAEXAMPLE"));
  EXPECT_FALSE(lost_first_character("AKIARZPUZDIKAEXAMPL"));
}

TEST(SecretShape, KnowsSecretsAndAttempts) {
  EXPECT_TRUE(is_secret_shaped(kSecret));
  EXPECT_FALSE(is_secret_shaped("da39a3ee5e6b4b0d3255bfef95601890afd80709"));
  EXPECT_FALSE(is_secret_shaped(kSecret.substr(1)));
  EXPECT_TRUE(is_secret_attempt(kSecret.substr(1)));
  EXPECT_TRUE(is_secret_attempt("wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEZ"));
  EXPECT_FALSE(is_secret_attempt("minioadmin"));
  EXPECT_FALSE(is_secret_attempt("correct horse battery staple"));
}

TEST(SecretShape, KnowsHashesAndSmtpPasswords) {
  EXPECT_TRUE(is_hash_shaped("da39a3ee5e6b4b0d3255bfef95601890afd80709"));
  EXPECT_FALSE(is_hash_shaped(kSecret));
  EXPECT_TRUE(is_smtp_password_shaped("BIXaOphpN/v61RxeTwgT6JTbfZVauPyILHNofrl450Rs"));
  EXPECT_FALSE(is_smtp_password_shaped("ZIXaOphpN/v61RxeTwgT6JTbfZVauPyILHNofrl450Rs"));
}

TEST(DecodedText, ReadsPrintableTextOnly) {
  EXPECT_EQ(decoded_text("QUtJQVJaUFVaRElLQUVYQU1QTEU="), "AKIARZPUZDIKAEXAMPLE");
  EXPECT_EQ(decoded_text("QUtJQVJaUFVaRElLQUVYQU1QTEUK"), "AKIARZPUZDIKAEXAMPLE\n");
  EXPECT_EQ(decoded_text(kSecret), "");
  EXPECT_EQ(decoded_text("not base64!!"), "");
}

TEST(OddCharacters, AreFound) {
  EXPECT_TRUE(has_invisible_character("a\u200Bb"));
  EXPECT_TRUE(has_invisible_character("a\u00A0"));
  EXPECT_FALSE(has_invisible_character("a b\u00E4"));
  EXPECT_EQ(without_invisible_characters("\uFEFFa\u200Bb"), "ab");
  EXPECT_TRUE(has_smart_quote("\u201Cab\u201D"));
  EXPECT_FALSE(has_smart_quote("\"ab\""));
}

TEST(PercentEncoding, IsFound) {
  EXPECT_TRUE(is_percent_encoded("a%2fb"));
  EXPECT_TRUE(is_percent_encoded("a%3D"));
  EXPECT_FALSE(is_percent_encoded("100%"));
}

}  // namespace
}  // namespace credlint
