// SPDX-License-Identifier: MIT
// explain --at: why something on a line is, or isn't, reported.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kPair =
    "import boto3\n\nboto3.client(\"s3\", aws_access_key_id=\"AKIARZPUZDIKAEXAMPLE\",\n"
    "             aws_secret_access_key=\"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\")\n";

Outcome explain_at(const TempTree& tree, const std::string& place,
                   const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"explain", "--at", place};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_credlint(tree.root(), arguments);
}

TEST(ExplainAt, WhatIsReportedPassedEveryGate) {
  const TempTree tree;
  tree.write("app.py", std::string(kPair));
  const Outcome outcome = explain_at(tree, "app.py:4");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("secret-literal, reported"));
  EXPECT_THAT(outcome.out, HasSubstr("credential-part"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("failed")));
}

TEST(ExplainAt, SecretsStayMasked) {
  const TempTree tree;
  tree.write("app.py", std::string(kPair));
  for (const std::string_view place : {"app.py:3", "app.py:4"}) {
    for (const std::string_view format : {"text", "json"}) {
      const Outcome outcome =
          explain_at(tree, std::string(place), {"--format", std::string(format)});
      EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("RZPUZDIKAE")));
      EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("FEMIK7MDENG")));
    }
  }
}

TEST(ExplainAt, AnExampleIsKnownByItsValue) {
  const TempTree tree;
  tree.write("app.py",
             "import boto3\nboto3.client('s3', aws_access_key_id='AKIAIOSFODNN7EXAMPLE')\n");
  EXPECT_THAT(explain_at(tree, "app.py:2").out, HasSubstr("known by its exact value"));
}

TEST(ExplainAt, ATestLowersWhatIsSaid) {
  const TempTree tree;
  tree.write("tests/test_app.py", std::string(kPair));
  EXPECT_THAT(explain_at(tree, "tests/test_app.py:4").out,
              HasSubstr("purpose     failed  test code"));
}

TEST(ExplainAt, AnIgnoreIsNamedWithItsReason) {
  const TempTree tree;
  tree.write("app.py",
             "# credlint: ignore[secret-literal] it is revoked\nsecret_access_key = "
             "\"wJalrXUtnFEMIK7MDENG/bPxRfiCYzzzzzzzzKEY\"\n");
  const Outcome outcome = explain_at(tree, "app.py:2");
  EXPECT_THAT(outcome.out, HasSubstr("secret-literal, not reported"));
  EXPECT_THAT(outcome.out, HasSubstr("it is revoked"));
}

TEST(ExplainAt, AFileWithoutAnythingStopsAtThePrefilter) {
  const TempTree tree;
  tree.write("a.txt", "nothing here\n");
  const Outcome outcome = explain_at(tree, "a.txt:1");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("prefilter   failed"));
  EXPECT_THAT(outcome.out, HasSubstr("Nothing was seen on the line."));
}

TEST(ExplainAt, JsonSaysTheSame) {
  const TempTree tree;
  tree.write("app.py", std::string(kPair));
  const auto json =
      nlohmann::json::parse(explain_at(tree, "app.py:4", {"--format", "json"}).out, nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["schema"], "credlint.explain-place/1");
  EXPECT_EQ(json["line"], 4);
  ASSERT_FALSE(json["candidates"].empty());
  ASSERT_FALSE(json["findings"].empty());
  EXPECT_EQ(json["findings"][0]["reported"], true);
}

TEST(ExplainAt, WhatIsNoPlaceIsWrongUse) {
  const TempTree tree;
  tree.write("app.py", std::string(kPair));
  EXPECT_EQ(explain_at(tree, "app.py").code, 2);
  EXPECT_EQ(explain_at(tree, "app.py:0").code, 2);
  EXPECT_EQ(explain_at(tree, "missing.py:1").code, 2);
  EXPECT_EQ(explain_at(tree, "app.py:1", {"secret-literal"}).code, 2);
  EXPECT_EQ(run_credlint(tree.root(), {"explain"}).code, 2);
}

TEST(ExplainAt, WhatCannotBeReadIsSaid) {
  const TempTree tree;
  tree.write("app.bin", std::string("a\0b\0c\0\0\0", 9));
  const Outcome outcome = explain_at(tree, "app.bin:1");
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("it is binary"));
}

}  // namespace
}  // namespace credlint::test
