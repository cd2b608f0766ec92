// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "scanner/suppress/baseline.h"

namespace credlint {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kHeader = "# credlint baseline 1\nsalt 00112233445566778899aabbccddeeff\n";
const std::string kOne = "0123456789abcdef0123456789abcdef key-id-literal a%20b.py\n";
const std::string kTwo = "1123456789abcdef0123456789abcdef secret-literal c.py\n";

Result<Baseline> parse(const std::string& text) { return parse_baseline(text, "base", "/x"); }

std::string error_of(const std::string& text) {
  const Result<Baseline> result = parse(text);
  return result ? std::string() : result.error().message;
}

TEST(BaselineText, IsWrittenAsItWasRead) {
  const Result<Baseline> baseline = parse(kHeader + kOne + kTwo);
  ASSERT_TRUE(baseline.has_value());
  EXPECT_EQ(baseline->entries[0].path, "a b.py");
  EXPECT_EQ(render_baseline(*baseline), kHeader + kOne + kTwo);
}

TEST(BaselineText, MergedTextsLoad) {
  const Result<Baseline> baseline =
      parse(kHeader + kTwo + kOne + "\n" + kTwo + kHeader + "\r\n" + kOne);
  ASSERT_TRUE(baseline.has_value()) << baseline.error().message;
  EXPECT_EQ(render_baseline(*baseline), kHeader + kOne + kTwo);
}

TEST(BaselineText, LineEndsOfWindowsLoad) {
  std::string text;
  for (const char c : kHeader + kOne) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_TRUE(parse(text).has_value());
}

TEST(BaselineText, AnyPathIsOneWord) {
  const std::string path = "ä b%\n\x01\xff/c.py";
  const Baseline baseline{"base", "/x", std::string(32, 'a'), {{std::string(32, '0'), "x", path}}};
  const Result<Baseline> again = parse(render_baseline(baseline));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->entries[0].path, path);
}

TEST(BaselineText, ErrorsNameTheLine) {
  EXPECT_THAT(error_of(""), StartsWith("base:1: not a baseline"));
  EXPECT_THAT(error_of(std::string("\0\1\2", 3)), StartsWith("base:1: not a baseline"));
  EXPECT_THAT(error_of("# credlint baseline 2\n"), HasSubstr("base:1: a newer credlint"));
  EXPECT_THAT(error_of("# credlint baseline 1\n" + kOne), StartsWith("base:1: the line \"salt"));
  EXPECT_THAT(error_of(kHeader + "<<<<<<< HEAD\n" + kOne), StartsWith("base:3: a merge conflict"));
  EXPECT_THAT(error_of(kHeader + kOne + "=======\n"), StartsWith("base:4: a merge conflict"));
  EXPECT_THAT(error_of(kHeader + "salt " + std::string(32, 'b') + "\n"),
              StartsWith("base:3: a second salt"));
  EXPECT_THAT(error_of("# credlint baseline 1\nsalt xyz\n"), StartsWith("base:2: a salt"));
  for (const std::string line :
       {"x", "# note", "0123 a b", "0123456789abcdef0123456789abcdef a",
        "0123456789abcdef0123456789abcdef a b c", "0123456789abcdef0123456789abcdef a b%2",
        "0123456789abcdef0123456789abcdef A_b c"})
    EXPECT_EQ(error_of(kHeader + line + "\n"), "base:3: not an entry: FINGERPRINT RULE PATH")
        << line;
}

}  // namespace
}  // namespace credlint
