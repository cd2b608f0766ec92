// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "scanner/core/secret.h"

namespace credlint {
namespace {

TEST(Secret, AKeyIdKeepsItsEnds) {
  EXPECT_EQ(Secret(std::string_view("AKIAR5NJ4MMOAEXAMPLE")).redacted_key_id(),
            "AKIA************MPLE");
}

TEST(Secret, AShortKeyIdIsOnlyCounted) {
  EXPECT_EQ(Secret(std::string_view("AKIAR5NJ")).redacted_key_id(), "[key id, 8 characters]");
  EXPECT_EQ(Secret(std::string_view("AKIAR5NJ4")).redacted_key_id(), "AKIA*5NJ4");
}

TEST(Secret, ASecretInThePlaceOfAKeyIdIsOnlyCounted) {
  EXPECT_EQ(Secret(std::string_view("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).redacted_key_id(),
            "[key id, 40 characters]");
}

TEST(Secret, CharactersAreCountedNotBytes) {
  EXPECT_EQ(Secret(std::string_view("a\xC3\xA9z")).redacted("secret"), "[secret, 3 characters]");
  EXPECT_EQ(Secret(std::string_view("a")).redacted("token"), "[token, 1 character]");
}

TEST(Secret, FingerprintsFollowTheValue) {
  EXPECT_EQ(Secret(std::string_view("a")).fingerprint(), 0xaf63dc4c8601ec8cULL);
  EXPECT_NE(Secret(std::string_view("a")).fingerprint(),
            Secret(std::string_view("b")).fingerprint());
}

}  // namespace
}  // namespace credlint
