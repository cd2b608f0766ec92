// SPDX-License-Identifier: MIT
// How much is said: an error only where something fails, or a live secret is exposed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kForwarded =
    "docker run -e AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID \\\n"
    "  -e AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY app\n";

std::string severities(std::string_view name, const std::string& text) {
  const TempTree tree;
  tree.write(std::string(name), text);
  return run_credlint(tree.root(), {"check", "--no-config", "--format", "github", "."}).out;
}

TEST(Severity, WhatAnyShellMayHandOnIsAWarning) {
  const std::string said =
      severities("run.sh", "source environment.sh\n" + std::string(kForwarded));
  EXPECT_THAT(said, HasSubstr("::warning file=run.sh,line=2"));
  EXPECT_THAT(said, Not(HasSubstr("::error")));
}

TEST(Severity, WhatIsKnownToBeTemporaryIsAnError) {
  const std::string said =
      severities("run.sh", "eval \"$(aws configure export-credentials --format env)\"\n" +
                               std::string(kForwarded));
  EXPECT_THAT(said, HasSubstr("::error file=run.sh,line=2"));
}

TEST(Severity, PlaceholdersThatCodeGivesToNothingAreNotSaid) {
  const std::string said =
      severities("client.rb",
                 "require \"aws-sdk-sts\"\n#   access_key_id: \"AKIAIOSFODNN7EXAMPLE\"\n") +
      severities("settings.py", "import boto3\nSECRET_KEY = '<INSERT_RANDOM_STRING_HERE>'\n");
  EXPECT_EQ(said, "");
}

TEST(Severity, AHashIsNoSessionToken) {
  const std::string said = severities(
      "get.creq",
      "x-amz-security-token:6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267\n\n"
      "host;x-amz-security-token\n"
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n");
  EXPECT_EQ(said, "");
}

}  // namespace
}  // namespace credlint::test
