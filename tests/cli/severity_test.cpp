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

constexpr std::string_view kSecret = "bGm7Rt2vXq9LcN4wZs8KdJ3hPf6YaTe1Uo5iWBxQ";

TEST(Severity, APieceOfANameIsNoSecret) {
  const std::string said = severities(
      "identity.ts",
      "accessKey: 'ASIATCH6YDSYZUQ7H2KM',\n"
      "userArn: "
      "'arn:aws:sts::932244219675:assumed-role/my-1485D8JDXH705/CognitoIdentityCredentials',"
      "\npage: 'site/my-1485D8JDXH705/CognitoIdentityCredentials-v2',\n");
  EXPECT_THAT(said, Not(HasSubstr("secret-literal")));
  const std::string beside =
      severities("identity.ts",
                 "id: 'AKIATCH6YDSYZUQ7H2KM',\nrole: 'arn:aws:iam::932244219675:"
                 "role/app', other: '" +
                     std::string(kSecret) + "'\n");
  EXPECT_THAT(beside, HasSubstr("::error"));
}

TEST(Severity, WordsBesideAValueThatItIsMadeUpMakeItANote) {
  const std::string pair =
      "S3_ID= e.g. :: AKIATCH6YDSYZUQ7H2KM-fake-id\nS3_KEY= e.g. :: " + std::string(kSecret) +
      "-fake-key\n";
  EXPECT_THAT(severities("store.properties", pair),
              testing::AllOf(Not(HasSubstr("::error")), Not(HasSubstr("::warning")),
                             HasSubstr("a word beside it, says that it is made up")));
  const std::string other = "id = 'AKIATCH6YDSYZUQ7H2KM'  # example.com\nsecret_key = '" +
                            std::string(kSecret) + "'  # of example.com\n";
  EXPECT_THAT(severities("settings.py", other), HasSubstr("::error"));
}

TEST(Severity, AnOptionOfConfigparserIsNoDefault) {
  const std::string rest =
      "region = config.get('DWH', 'DWH_REGION')\nimport boto3\n"
      "ec2 = boto3.resource('ec2', region_name=region)\n";
  EXPECT_EQ(
      severities("a.py", "import configparser\nconfig = configparser.ConfigParser()\n" + rest), "");
  EXPECT_THAT(severities("a.py", "config = {}\n" + rest), HasSubstr("placeholder-value"));
}

TEST(Severity, AnOptionOfAConfigurationFromElsewhereIsNoDefault) {
  const std::string_view use = "    return boto3.client('redshift', region_name=region)\n";
  const std::string begin = "import boto3\n\n\ndef make(config):\n    region = config.get(";
  EXPECT_THAT(severities("a.py", begin + "'AWS', 'MY_REGION')\n" + std::string(use)),
              Not(HasSubstr("placeholder-value")));
  EXPECT_THAT(severities("a.py", begin + "'region', 'MY_REGION')\n" + std::string(use)),
              HasSubstr("placeholder-value"));
}

TEST(Severity, TwoColonsOfCloudFormationAreNoDefault) {
  const std::string file =
      "Resources:\n  I:\n    Type: AWS::EC2::Instance\n    Metadata:\n"
      "      AWS::CloudFormation::Init:\n        config:\n          files:\n"
      "            /etc/cfn/cfn-hup.conf:\n              content: !Sub |\n"
      "                [main]\n                region=${AWS:";
  EXPECT_THAT(severities("a.yaml", file + ":Region}\n"), Not(HasSubstr("placeholder-value")));
  EXPECT_THAT(severities("a.yaml", file + "REGION}\n"), HasSubstr("placeholder-value"));
}

TEST(Severity, TestsOfRustAreKnownByTheirAttribute) {
  const std::string body =
      "fn refuses() {\n  std::env::set_var(\"AWS_ACCESS_KEY_ID\", "
      "\"aws-access-key-id\");\n}\n";
  EXPECT_EQ(severities("a.rs", "#[test]\n#[serial(x)]\n#[cfg(feature = \"s3\")]\n" + body), "");
  EXPECT_EQ(severities("a.rs", "#[tokio::test]\nasync " + body), "");
  EXPECT_THAT(severities("a.rs", body), HasSubstr("placeholder-value"));
}

TEST(Severity, WhatAnotherStoreTakesIsNoPlaceholder) {
  const std::string keys = "[default]\naccess_key = AKIAIOSFODNN7EXAMPLE\nencrypt = False\n";
  EXPECT_EQ(severities("s3cfg", keys + "\n\nhost_base = s3:9000\n"), "");
  EXPECT_THAT(severities("s3cfg", keys), HasSubstr("placeholder-value"));
}

TEST(Severity, KeysThatNothingLooksAfterAreSaidOnce) {
  const TempTree tree;
  for (const char* name : {"a", "b", "c"}) {
    tree.write(std::string(name) + ".tf", "resource \"aws_iam_access_key\" \"" + std::string(name) +
                                              "\" {\n  user = \"x\"\n}\n");
  }
  const std::string said = run_credlint(tree.root(), {"check", "--no-config", "."}).out;
  const std::size_t first = said.find("note[key-made-without-rotation]");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(said.find("note[key-made-without-rotation]", first + 1), std::string::npos);
  EXPECT_THAT(said, HasSubstr("c.tf:1:11: another key is made here"));
}

}  // namespace
}  // namespace credlint::test
