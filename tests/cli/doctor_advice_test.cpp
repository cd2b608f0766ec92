// SPDX-License-Identifier: MIT
// credlint doctor: what it says to do, where what is wanted stands nearly where it should.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/run_credlint.h"
#include "tests/support/temp_tree.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kRegion = "[default]\nregion = eu-west-1\n";
const std::string kPair =
    "aws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n";

class DoctorAdvice : public testing::Test {
 protected:
  [[nodiscard]] std::string say(std::vector<std::string> variables = {},
                                std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), "doctor");
    variables.push_back("HOME=" + tree_.root());
    return run_credlint(tree_.root(), arguments, "", variables).out;
  }
  void write(const std::string& config, const std::string& credentials) const {
    tree_.write(".aws/config", config);
    tree_.write(".aws/credentials", credentials);
  }
  TempTree tree_;
};

TEST_F(DoctorAdvice, AHeaderOfTheOtherFilesForm) {
  write("[profile dev]\nregion = eu-west-1\n", "[profile dev]\n" + kPair);
  EXPECT_THAT(say({"AWS_PROFILE=dev"}), HasSubstr("mend it      write [dev]"));
  write("[dev]\nregion = eu-west-1\n", "[dev]\n" + kPair);
  const std::string region = say({"AWS_PROFILE=dev"});
  EXPECT_THAT(region, HasSubstr("NoRegionError"));
  EXPECT_THAT(region, HasSubstr("mend it      write [profile dev]"));
}

TEST_F(DoctorAdvice, AMisspeltKeyBeforeAllElse) {
  write("[default]\nregion = EU-West-1\n",
        "[default]\naws_access_key = AKIARZPUZDIKAEXAMPLE\n"
        "aws_secret_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n");
  // Without credentials nothing is sent, so nobody looks for the host.
  const std::string said = say();
  EXPECT_THAT(said, Not(HasSubstr("EndpointConnectionError")));
  EXPECT_THAT(said, HasSubstr("mend it      write aws_access_key_id"));
}

TEST_F(DoctorAdvice, TheMisspeltOtherHalfOfAPair) {
  write(kRegion,
        "[default]\naws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
        "aws_secret_acess_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n");
  EXPECT_THAT(say(), HasSubstr("mend it      write aws_secret_access_key for "
                               "aws_secret_acess_key, line 3"));
  const std::string secret = "=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";
  const std::string said =
      say({"AWS_ACCESS_KEY_ID=AKIARZPUZDIKAEXAMPLE", "AWS_SECRET_ACESS_KEY" + secret});
  EXPECT_THAT(said, HasSubstr("PartialCredentialsError"));
  EXPECT_THAT(said, HasSubstr("mend it      write AWS_SECRET_ACCESS_KEY for AWS_SECRET_ACESS_KEY"));
  EXPECT_THAT(say({"AWS_ACCESS_KEY_ID=AKIARZPUZDIKAEXAMPLE"}),
              HasSubstr("mend it      set the missing variable too"));
}

TEST_F(DoctorAdvice, APlaceholderIsRefused) {
  write(kRegion,
        "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n"
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n");
  EXPECT_THAT(say(), HasSubstr("boto3 would fail: InvalidClientTokenId"));
  EXPECT_THAT(say({"AWS_ACCESS_KEY_ID=your-key", "AWS_SECRET_ACCESS_KEY=changeme"}),
              HasSubstr("boto3 would fail: InvalidClientTokenId"));
}

TEST_F(DoctorAdvice, WhatStopsOnlyOthersIsNoContradiction) {
  // botocore strips what Python takes for blanks; the others keep it.
  write(kRegion,
        "[default]\naws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\xC2\xA0\n");
  EXPECT_THAT(say(), HasSubstr("what is reported below does not stop it, but may stop others"));
  EXPECT_THAT(say({}, {"--sdk", "go-v2"}), HasSubstr("would fail: SignatureDoesNotMatch"));
}

TEST_F(DoctorAdvice, AProfileOfNearlyThatName) {
  write("[default]\nregion = eu-west-1\n[profile deve]\nregion = eu-west-1\n", "[deve]\n" + kPair);
  EXPECT_THAT(say({"AWS_PROFILE=dev"}), HasSubstr("did you mean 'deve'?"));
  EXPECT_THAT(say({"AWS_PROFILE=deve "}), HasSubstr("there is a profile \"deve\""));
}

TEST_F(DoctorAdvice, AFileThatAnEditorRenamed) {
  tree_.write(".aws/config", kRegion);
  tree_.write(".aws/credentials.txt", "[default]\n" + kPair);
  EXPECT_THAT(say(), HasSubstr("rename ~/.aws/credentials.txt to ~/.aws/credentials"));
}

TEST_F(DoctorAdvice, AFileThatIsNotThere) {
  EXPECT_THAT(say({"AWS_CONFIG_FILE=/nonexistent"}), HasSubstr("see to /nonexistent first"));
}

TEST_F(DoctorAdvice, ASettingWithoutItsSign) {
  write("[default]\nregion eu-west-1\n", "[default]\n" + kPair);
  EXPECT_THAT(say(), HasSubstr("mend it      write region = and the value behind it"));
}

TEST_F(DoctorAdvice, AnEmptyHomeLacksBoth) {
  const std::string said = say();
  EXPECT_THAT(said, HasSubstr("NoRegionError"));
  EXPECT_THAT(said, HasSubstr("then         NoCredentialsError"));
}

}  // namespace
}  // namespace credlint::test
