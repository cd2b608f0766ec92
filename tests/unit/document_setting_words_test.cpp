// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "parsers/document/setting_words.h"

namespace credlint {
namespace {

TEST(SettingWords, ASwitchIsNoValue) {
  for (const char* value : {"true", "False", "no", "null"}) {
    for (const Meaning meaning : {Meaning::Token, Meaning::Secret, Meaning::Profile})
      EXPECT_FALSE(may_mean(meaning, value)) << value;
  }
  EXPECT_TRUE(may_mean(Meaning::Profile, "production"));
  EXPECT_TRUE(may_mean(Meaning::Region, "eu-west-1"));
  EXPECT_FALSE(may_mean(Meaning::Region, "production"));
}

}  // namespace
}  // namespace credlint
