// SPDX-License-Identifier: MIT
// What applications do with sessions, bases and modules of several files, and values that are none.
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

std::string facts_of(const TempTree& tree, const std::string& file) {
  return run_credlint(tree.root(), {"facts", "--no-config", file}).out;
}

TEST(ApplicationValues, ARecordOfAnEventAsksForNothing) {
  const TempTree tree;
  tree.write("rule.json", R"({"log": {"awsRegion": "...", "eventName": "PutObject"}})");
  tree.write("schema.json", R"({"fields": {"awsRegion": "awsRegion", "id": "string"}})");
  tree.write("queue.json", R"({"awsRegion": "...", "eventSource": "aws:sqs"})");
  EXPECT_EQ(checked(tree), "");
}

TEST(ApplicationValues, ARegionToBeFilledInIsSaid) {
  const TempTree tree;
  tree.write("settings.json", R"({"awsRegion": "...", "bucket": "reports"})");
  EXPECT_THAT(checked(tree), HasSubstr("placeholder-value"));
}

TEST(ApplicationValues, ASchemaOfKeysHoldsNone) {
  const TempTree tree;
  tree.write("schema.json", R"({"aws_access_key_id": "aws_access_key_id",)"
                            R"( "aws_secret_access_key": "aws_secret_access_key"})");
  EXPECT_EQ(checked(tree), "");
}

TEST(ApplicationValues, WhatCircleCiPutsInIsNoPlaceholder) {
  const TempTree tree;
  const std::string orb = "jobs:\n  push:\n    steps:\n      - aws-ecr/build:\n          ";
  tree.write("templates/circleci/config.yml", orb + "aws-region: << parameters.place >>\n");
  tree.write(".circleci/config.yml", orb + "aws-region: <<parameters.place>>\n");
  EXPECT_EQ(checked(tree), "");
  tree.write("templates/circleci/config.yml", orb + "aws-region: <YOUR_REGION>\n");
  EXPECT_THAT(checked(tree), HasSubstr("placeholder-value"));
}

TEST(ApplicationValues, CredentialsOfOneObjectAreWhole) {
  const TempTree tree;
  tree.write("a.js",
             "const { Credentials, config } = require('aws-sdk');\n"
             "module.exports = new Credentials(config.credentials);\n");
  EXPECT_THAT(checked(tree), Not(HasSubstr("incomplete-pair")));
  tree.write("a.js",
             "const { Credentials } = require('aws-sdk');\n"
             "module.exports = new Credentials('AKIARZPUZDIKJLODG6PQ');\n");
  EXPECT_THAT(checked(tree), HasSubstr("incomplete-pair"));
}

TEST(ApplicationValues, ABaseOfAnotherFileSetsTheRegion) {
  const TempTree tree;
  tree.write("consts.py", "PLACE = 'us-east-1'\n");
  tree.write("base.py",
             "from consts import PLACE\n\nclass Base:\n    def __init__(self):\n"
             "        self.region = PLACE\n");
  tree.write("out.py",
             "import boto3\nfrom base import Base\n\nclass Out(Base):\n    def send(self):\n"
             "        options = {'region_name': self.region}\n"
             "        return boto3.client('s3', **options)\n");
  EXPECT_THAT(facts_of(tree, "."), HasSubstr("region={\"value\":\"us-east-1\"}"));
  tree.write("base.py",
             "from consts import PLACE\n\nclass Base:\n    def __init__(self):\n"
             "        self.region = PLACE\n\n    def move(self, place):\n"
             "        self.region = place\n");
  EXPECT_THAT(facts_of(tree, "."), HasSubstr("region={\"unknown\":true}"));
}

TEST(ApplicationValues, ABaseOfAnotherModuleSetsTheRegion) {
  const TempTree tree;
  tree.write("base.ts",
             "export class Base {\n  region: string;\n"
             "  constructor() { this.region = 'us-east1'; }\n}\n");
  tree.write("out.ts",
             "import { S3Client } from '@aws-sdk/client-s3';\nimport { Base } from './base';\n"
             "export class Out extends Base {\n"
             "  client() { return new S3Client({ region: this.region }); }\n}\n");
  EXPECT_THAT(checked(tree), HasSubstr("region-malformed"));
  tree.write("base.ts",
             "export class Base {\n  region: string;\n"
             "  constructor() { this.region = 'us-east-1'; }\n}\n");
  EXPECT_THAT(checked(tree), Not(HasSubstr("region-malformed")));
}

TEST(ApplicationValues, AConfigurationOfAnotherFileCarriesItsRegion) {
  const TempTree tree;
  tree.write("helpers.py",
             "from botocore import client\n\ndef settings(timeout=5):\n"
             "    return client.Config(connect_timeout=timeout, region_name='eu-west-1')\n");
  tree.write("use.py",
             "import boto3\nfrom helpers import settings\n\n"
             "s3 = boto3.client('s3', config=settings(timeout=10))\n");
  EXPECT_THAT(facts_of(tree, "."), HasSubstr("service=\"s3\" region={\"value\":\"eu-west-1\""));
  EXPECT_THAT(facts_of(tree, "."), Not(HasSubstr("open=true")));
}

TEST(ApplicationValues, AModuleThatHandsOnTheSdk) {
  const TempTree tree;
  tree.write("sdk.js", "const aws = require('aws-sdk');\nmodule.exports = { sdk: aws };\n");
  tree.write("events.js",
             "module.exports = class Events {\n"
             "  constructor (aws, region) { this.lambda = new aws.Lambda({ region }); }\n};\n");
  tree.write("main.js",
             "const aws = require('./sdk');\nconst Events = require('./events');\n"
             "const lambda = new aws.sdk.Lambda({ region: 'us-east1' });\n"
             "const events = new Events(aws.sdk, 'eu-west-1');\n");
  EXPECT_THAT(checked(tree), HasSubstr("us-east1"));
  EXPECT_THAT(facts_of(tree, "events.js"), HasSubstr("service=\"lambda\""));
}

TEST(ApplicationValues, ADefaultOfASchemaStandsForItsVariable) {
  const TempTree tree;
  tree.write("config.js",
             "const convict = require('convict');\n"
             "module.exports = convict({ aws: { region: { format: String, default: 'us-east-1a',"
             " env: 'MY_REGION' } } });\n");
  tree.write("a.js",
             "const config = require('./config');\n"
             "const { S3Client } = require('@aws-sdk/client-s3');\n"
             "module.exports = new S3Client({ region: config.get('aws.region') });\n");
  const std::string read = "region={\"env\":\"MY_REGION\",\"default\":\"us-east-1a\"}";
  EXPECT_THAT(facts_of(tree, "."), HasSubstr(read));
  EXPECT_THAT(checked(tree), HasSubstr("us-east-1a"));
  tree.write("config.js",
             "import { z } from 'zod';\n"
             "export const env = z.object({ MY_REGION: z.string().default('us-east-1a') })"
             ".parse(process.env);\n");
  tree.write("a.js",
             "import { env } from './config';\nimport { S3Client } from '@aws-sdk/client-s3';\n"
             "export const s3 = new S3Client({ region: env.MY_REGION });\n");
  EXPECT_THAT(facts_of(tree, "."), HasSubstr(read));
}

TEST(ApplicationValues, ALibraryMayBeLeftWithoutASetting) {
  const TempTree tree;
  tree.write("m/src/main/java/a/A.java",
             "package a;\nimport com.amazonaws.services.s3.*;\n"
             "import org.springframework.beans.factory.annotation.Value;\n"
             "public class A {\n  private final AmazonS3 s3;\n"
             "  public A(@Value(\"${my.region:#{null}}\") String region) {\n"
             "    s3 = AmazonS3ClientBuilder.standard().withRegion(region).build();\n  }\n}\n");
  tree.write("app/src/main/resources/application.yml", "my:\n  region: ${MY_REGION}\n");
  EXPECT_THAT(facts_of(tree, "."),
              HasSubstr("region={\"one_of\":[{\"env\":\"MY_REGION\"},{\"unknown\":true}]}"));
  tree.write("m/src/main/resources/application.yml", "my:\n  region: ${MY_REGION}\n");
  EXPECT_THAT(facts_of(tree, "."), HasSubstr("service=\"s3\" region={\"env\":\"MY_REGION\"}"));
}

TEST(ApplicationValues, SettingsThatAnotherModuleReads) {
  const TempTree tree;
  tree.write("config.py",
             "import boto3\nfrom dynaconf import Dynaconf\n\n"
             "settings = Dynaconf(settings_files=['settings.toml', '.secrets.toml'])\n"
             "sts = boto3.client('sts', region_name='eu-west-3')\n");
  tree.write("a.py",
             "import boto3\nfrom config import settings\n\n"
             "s3 = boto3.client('s3', region_name=settings.AWS_REGION)\n"
             "sqs = boto3.client('sqs', region_name=settings.aws.region)\n"
             "sns = boto3.client('sns', region_name=settings.place)\n");
  tree.write("settings.toml", "aws_region = 'eu-west-1'\n\n[aws]\nregion = 'eu-west-2'\n");
  const std::string facts = facts_of(tree, ".");
  EXPECT_THAT(facts, HasSubstr("service=\"s3\" region={\"value\":\"eu-west-1\"}"));
  EXPECT_THAT(facts, HasSubstr("service=\"sqs\" region={\"value\":\"eu-west-2\"}"));
  EXPECT_THAT(facts, HasSubstr("service=\"sns\" region={\"unknown\":true}"));
}

TEST(ApplicationValues, ASchemaOfAnotherFileSaysWhatSettingsAre) {
  const TempTree tree;
  tree.write(
      "config.ts",
      "import convict from 'convict';\n"
      "export const schema = { region: { default: 'eu-west-2', env: 'STORE_REGION' } };\n"
      "const config = convict({ aws: { region: { default: 'eu-west-1', env: 'AWS_REGION' } } });\n"
      "export const all = config.getProperties();\n"
      "export default config;\n");
  tree.write(
      "use.ts",
      "import convict from 'convict';\n"
      "import { S3Client } from '@aws-sdk/client-s3';\n"
      "import config, { all, schema } from './config';\n"
      "export const a = new S3Client({ region: config.get('aws.region') });\n"
      "export const b = new S3Client({ region: all.aws.region });\n"
      "export const c = new S3Client({ region: config.get('aws.zone') });\n"
      "export const d = new S3Client({ region: convict(schema).getProperties().region });\n");
  const std::string facts = facts_of(tree, ".");
  const std::string known = R"(region={"env":"AWS_REGION","default":"eu-west-1"})";
  EXPECT_THAT(facts, HasSubstr("use.ts:4:22: client-construction sdk=\"js-v3\""
                               " constructor=\"S3Client\" service=\"s3\" " +
                               known));
  EXPECT_THAT(facts, HasSubstr("use.ts:5:22: client-construction sdk=\"js-v3\""
                               " constructor=\"S3Client\" service=\"s3\" " +
                               known));
  EXPECT_THAT(facts,
              HasSubstr("use.ts:6:22: client-construction sdk=\"js-v3\""
                        " constructor=\"S3Client\" service=\"s3\" region={\"unknown\":true}"));
  EXPECT_THAT(facts, HasSubstr("\"env\":\"STORE_REGION\",\"default\":\"eu-west-2\""));
}

TEST(ApplicationValues, ACheckedEnvironmentMayListItsVariables) {
  const TempTree tree;
  tree.write("env.ts",
             "import { createEnv } from '@t3-oss/env-nextjs';\n"
             "import { z } from 'zod';\n"
             "export const env = createEnv({\n"
             "  server: { AWS_REGION: z.string().default('us-east-1'), OTHER: z.string() },\n"
             "  runtimeEnv: { AWS_REGION: process.env.AWS_REGION, OTHER: process.env.OTHER },\n"
             "});\n");
  tree.write("use.ts",
             "import { S3Client } from '@aws-sdk/client-s3';\n"
             "import { env } from './env';\n"
             "export const a = new S3Client({ region: env.AWS_REGION });\n");
  EXPECT_THAT(facts_of(tree, "."),
              HasSubstr(R"(region={"env":"AWS_REGION","default":"us-east-1"})"));
}

TEST(ApplicationValues, AnObjectOrNothingOfAnotherFileHasNoOtherNames) {
  const TempTree tree;
  tree.write(
      "own.ts",
      "export function own() {\n"
      "  if (local) return { credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID } };\n"
      "  return {};\n"
      "}\n"
      "export function any() {\n"
      "  if (local) return options;\n"
      "  return {};\n"
      "}\n");
  tree.write("use.ts",
             "import { S3Client } from '@aws-sdk/client-s3';\n"
             "import { own, any } from './own';\n"
             "export const a = new S3Client({ region: 'eu-west-1', ...own() });\n"
             "export const b = new S3Client({ region: 'eu-west-1', ...any() });\n");
  const std::string facts = facts_of(tree, ".");
  const std::size_t second = facts.find("use.ts:4:22:");
  ASSERT_NE(second, std::string::npos);
  EXPECT_THAT(facts.substr(0, second), Not(HasSubstr("open=true")));
  EXPECT_THAT(facts.substr(second), HasSubstr("open=true"));
}

}  // namespace
}  // namespace credlint::test
