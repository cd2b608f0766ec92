// SPDX-License-Identifier: MIT
// Files of settings that only tests read say nothing of what the program is given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string checked(const TempTree& tree) {
  return run_credlint(tree.root(), {"check", "--no-config", "."}).out;
}

std::string facts_of(const TempTree& tree) {
  return run_credlint(tree.root(), {"facts", "--no-config", "."}).out;
}

void write_bean(const TempTree& tree, const std::string& path) {
  tree.write(path,
             "package a;\nimport com.amazonaws.services.s3.*;\n"
             "import org.springframework.beans.factory.annotation.Value;\n"
             "public class A {\n  private final AmazonS3 s3;\n"
             "  public A(@Value(\"${my.region}\") String region) {\n"
             "    s3 = AmazonS3ClientBuilder.standard().withRegion(region).build();\n  }\n}\n");
}

TEST(SettingsOfTests, OfSpringFillNothingElse) {
  const TempTree tree;
  write_bean(tree, "m/src/main/java/a/A.java");
  tree.write("it/src/test/resources/application.yml", "my:\n  region: us-west-1a\n");
  tree.write("m/src/main/resources/application-integration-test.yml",
             "my:\n  region: us-west-1a\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"unknown\":true}"));
  EXPECT_THAT(checked(tree), Not(HasSubstr("region-")));
  tree.write("m/src/main/resources/application.yml", "my:\n  region: us-west-1a\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"value\":\"us-west-1a\"}"));
  EXPECT_THAT(checked(tree), HasSubstr("region-"));
}

TEST(SettingsOfTests, StandBehindAVariableOfTheProgram) {
  const TempTree tree;
  write_bean(tree, "src/main/java/a/A.java");
  tree.write("src/test/resources/application.yml", "my:\n  region: us-west-1a\n");
  tree.write("src/main/resources/application.yml", "my:\n  region: ${MY_REGION}\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"env\":\"MY_REGION\"}"));
  tree.write("src/main/resources/application.yml", "my:\n  region: ${MY_REGION:eu-west-1}\n");
  EXPECT_THAT(facts_of(tree),
              HasSubstr("service=\"s3\" region={\"env\":\"MY_REGION\",\"default\":\"eu-west-1\"}"));
}

TEST(SettingsOfTests, FillTests) {
  const TempTree tree;
  write_bean(tree, "src/test/java/a/A.java");
  tree.write("src/test/resources/application.yml", "my:\n  region: us-west-1\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"value\":\"us-west-1\"}"));
}

TEST(SettingsOfTests, OfDjangoFillNothingElse) {
  const TempTree tree;
  tree.write("app/a.py",
             "import boto3\nfrom django.conf import settings\n\n"
             "def a():\n    return boto3.client('s3', region_name=settings.MY_REGION)\n");
  tree.write("tests/settings.py", "MY_REGION = 'us-west-1a'\n");
  tree.write("app/settings/testing.py", "MY_REGION = 'us-west-1a'\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"unknown\":true}"));
  EXPECT_THAT(checked(tree), Not(HasSubstr("region-")));
  tree.write("app/settings/base.py", "MY_REGION = 'us-west-1a'\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"value\":\"us-west-1a\"}"));
}

TEST(SettingsOfTests, OfNodeFillNothingElse) {
  const TempTree tree;
  tree.write("a.js",
             "const config = require('config');\n"
             "const { S3Client } = require('@aws-sdk/client-s3');\n"
             "module.exports = new S3Client({ region: config.get('my.region') });\n");
  tree.write("config/test.json", R"({"my": {"region": "us-west-1a"}})");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"unknown\":true}"));
  EXPECT_THAT(checked(tree), Not(HasSubstr("region-")));
  tree.write("config/default.json", R"({"my": {"region": "us-west-1a"}})");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"value\":\"us-west-1a\"}"));
}

TEST(SettingsOfTests, OfAnotherEnvironmentFillNothingElse) {
  const TempTree tree;
  tree.write("app/a.rb",
             "require 'aws-sdk-s3'\n"
             "S3 = Aws::S3::Client.new(region: Rails.application.config_for(:store)[:region])\n");
  tree.write("config/store.yml", "test:\n  region: us-west-1a\nproduction:\n  region: eu-west-1\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"value\":\"eu-west-1\"}"));
  tree.write("config/store.yml", "test:\n  region: us-west-1a\n");
  EXPECT_THAT(facts_of(tree), HasSubstr("service=\"s3\" region={\"unknown\":true}"));
}

}  // namespace
}  // namespace credlint::test
