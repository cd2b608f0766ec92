// SPDX-License-Identifier: MIT
// What files say together, where tests/flows cannot: what is not known, is bounded, or is no
// finding.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(LinkedFiles, WhatFilesDisagreeOnIsNotKnown) {
  const TempTree tree;
  tree.write("a/places.go", "package a\n\nconst place = \"us-east1\"\n");
  tree.write("a/more.go", "package a\n\nconst place = \"eu-west-1\"\n");
  tree.write("a/main.go",
             "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n\nfunc f() {\n"
             "\tconfig.LoadDefaultConfig(nil, config.WithRegion(place))\n}\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(LinkedFiles, AParameterIsNotWhatOneCallGives) {
  const TempTree tree;
  tree.write(
      "clients.py",
      "import boto3\n\ndef store(place):\n    return boto3.client('s3', region_name=place)\n");
  tree.write("one.py", "from clients import store\nstore('eu-west-1')\n");
  tree.write("two.py", "from clients import store\nstore(input())\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "."});
  EXPECT_THAT(facts.out,
              HasSubstr("region={\"one_of\":[{\"value\":\"eu-west-1\"},{\"unknown\":true}]}"));
}

TEST(LinkedFiles, ADefaultIsTheValueUntilAnotherFileGivesOne) {
  const TempTree tree;
  tree.write("clients.py",
             "import boto3\n\ndef store(place='eu-west-2'):\n"
             "    return boto3.client('s3', region_name=place)\n\nstore()\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "."}).out,
              HasSubstr("service=\"s3\" region={\"value\":\"eu-west-2\"}"));
  tree.write("one.py", "from clients import store\nstore('eu-west-1')\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "."}).out,
              HasSubstr("region={\"one_of\":[{\"value\":\"eu-west-2\"},"
                        "{\"value\":\"eu-west-1\"},{\"unknown\":true}]}"));
}

TEST(LinkedFiles, AClientHasTheRegionOfWhatAnotherFileMade) {
  const TempTree tree;
  tree.write("a/config.go",
             "package a\n\nimport (\n\t\"github.com/aws/aws-sdk-go-v2/aws\"\n"
             "\t\"github.com/aws/aws-sdk-go-v2/config\"\n)\n\n"
             "func load() (aws.Config, string, error) {\n"
             "\tcfg, err := config.LoadDefaultConfig(nil, config.WithRegion(\"eu-west-1\"))\n"
             "\treturn cfg, \"\", err\n}\n\n"
             "func (s *Store) config() aws.Config {\n"
             "\tcfg, _ := config.LoadDefaultConfig(nil, config.WithRegion(\"eu-west-2\"))\n"
             "\treturn cfg\n}\n");
  tree.write("a/store.go",
             "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/service/s3\"\n\n"
             "func (s *Store) open() {\n\tcfg, _, err := load()\n"
             "\ts.one = s3.NewFromConfig(cfg)\n\ts.two = s3.NewFromConfig(s.config())\n"
             "\tcfg.Region = s.name\n\ts.three = s3.NewFromConfig(cfg)\n}\n\n"
             "func (o *Other) open() { o.one = s3.NewFromConfig(o.config()) }\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "a/store.go", "a"});
  const auto count = [&](std::string_view region) {
    const std::string line = std::string("service=\"s3\" region={\"value\":\"")
                                 .append(region)
                                 .append("\",\"inherited\":true}");
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = facts.out.find(line, at)) != std::string::npos; ++at) ++lines;
    return lines;
  };
  EXPECT_EQ(count("eu-west-1"), 1U) << facts.out;  // s.three has another region
  EXPECT_EQ(count("eu-west-2"), 1U) << facts.out;
}

TEST(LinkedFiles, WhatAMakerDoesNotGiveIsAbsent) {
  const TempTree tree;
  tree.write("a/config.go",
             "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n\n"
             "func load() (aws.Config, error) {\n"
             "\treturn config.LoadDefaultConfig(nil, config.WithRegion(\"eu-west-1\"))\n}\n\n"
             "func with(o func(*config.LoadOptions) error) (aws.Config, error) {\n"
             "\treturn config.LoadDefaultConfig(nil, config.WithRegion(\"eu-west-2\"), o)\n}\n");
  tree.write("a/store.go",
             "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/service/s3\"\n\n"
             "func open() {\n\tcfg, _ := load()\n\tone := s3.NewFromConfig(cfg)\n"
             "\tother, _ := with(x)\n\ttwo := s3.NewFromConfig(other)\n}\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "a/store.go", "a"});
  EXPECT_THAT(facts.out, HasSubstr("region={\"value\":\"eu-west-1\",\"inherited\":true}\n"));
  EXPECT_THAT(facts.out, Not(HasSubstr("eu-west-2\",\"inherited\":true}\n")));
}

TEST(LinkedFiles, WhatTestsGiveIsNotWhatAProgramGives) {
  const TempTree tree;
  tree.write("src/sender.ts",
             "import { SESClient } from '@aws-sdk/client-ses';\nexport class Sender {\n"
             "  constructor(private readonly config: Config) {\n"
             "    this.ses = new SESClient({ credentials: {\n"
             "      accessKeyId: this.config.keyId, secretAccessKey: this.config.secret } });\n"
             "  }\n}\n");
  tree.write("src/sender.spec.ts",
             "import { Sender } from './sender';\n"
             "new Sender({ keyId: 'AKIARZPUZDIKAEXAMPLE', secret: 'none' });\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "."});
  EXPECT_THAT(facts.out, HasSubstr("service=\"ses\" key_id={\"unknown\":true}"));
}

TEST(LinkedFiles, AnnotatedFieldsAreWhatASettingsFileSays) {
  const TempTree tree;
  tree.write("a/Settings.java",
             "package a;\n\n@Data\n@Builder\npublic class Settings {\n"
             "  @Builder.Default private Region region = Region.of(\"us-west-2\");\n"
             "  private final String profile = \"dev\";\n}\n");
  tree.write("a/Store.java",
             "package a;\n\nimport software.amazon.awssdk.services.s3.S3Client;\n\n"
             "class Store {\n  Store(Settings settings) {\n"
             "    S3Client.builder().region(settings.getRegion()).build();\n  }\n}\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "a/Store.java", "a"}).out,
              HasSubstr("service=\"s3\" region={\"unknown\":true}"));
}

TEST(LinkedFiles, AReaderOfTheEnvironmentIsOneInBrowsersToo) {
  const TempTree tree;
  tree.write("env.ts",
             "export const env = <K extends Key>(name: K): Value<K> => {\n"
             "  if (typeof window !== 'undefined') return window.ENV[name] as Value<K>;\n"
             "  return (typeof process !== 'undefined' ? process?.env?.[name] : undefined) as "
             "Value<K>;\n};\n");
  tree.write("store.ts",
             "import { S3Client } from '@aws-sdk/client-s3';\nimport { env } from './env';\n"
             "const a = new S3Client({ region: env('STORE_REGION') || 'eu-west-1' });\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "."}).out,
              HasSubstr("region={\"env\":\"STORE_REGION\",\"default\":\"eu-west-1\"}"));
}

TEST(LinkedFiles, ASessionIsOneOfAnotherModule) {
  const TempTree tree;
  tree.write("sessions.py",
             "import boto3\n\nSESSION = boto3.Session(profile_name='dev')\n\n"
             "def make():\n    return boto3.Session(region_name='eu-west-1')\n");
  tree.write("app.py",
             "import boto3\nfrom sessions import SESSION, make\n\n"
             "s3 = SESSION.client('s3')\nsession = make()\nsqs = session.client('sqs')\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "."});
  EXPECT_THAT(facts.out,
              HasSubstr("service=\"s3\" profile={\"value\":\"dev\",\"inherited\":true}"));
  EXPECT_THAT(facts.out,
              HasSubstr("service=\"sqs\" region={\"value\":\"eu-west-1\",\"inherited\":true}"));
}

TEST(LinkedFiles, HelpersThatCallEachOtherEnd) {
  const TempTree tree;
  tree.write("a.py",
             "import boto3\nfrom b import other\nfirst = other()\nsecond = first.make()\n"
             "first = second.make()\nboto3.client('s3', region_name=first.place.name)\n");
  tree.write("b.py", "from a import second as other\nREGION = other().REGION\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(LinkedFiles, ObjectsMadeOfOthersAreNotFollowedAtLength) {
  std::string text =
      "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n\n"
      "type P struct{ region string }\n\n";
  for (int i = 0; i < 12; ++i)
    text += "func (p *P) f" + std::to_string(i) + "() *P { return &P{region: p.region} }\n";
  text += "func (p *P) g() { config.LoadDefaultConfig(nil, config.WithRegion(p.region)) }\n";
  const TempTree tree;
  tree.write("a/a.go", text);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).err,
              Not(HasSubstr("not all of it was read")));
}

TEST(LinkedFiles, CirclesEnd) {
  const TempTree tree;
  tree.write("a.py",
             "import boto3\nfrom b import PLACE\nPLACE2 = PLACE\n"
             "boto3.client('s3', region_name=PLACE)\n");
  tree.write("b.py",
             "import boto3\nfrom a import PLACE2 as PLACE\nimport b\n"
             "PLACE = b.PLACE\nboto3.client('s3', region_name=PLACE)\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(LinkedFiles, KeywordsAreArgumentsToo) {  // "this" and "null" are no nodes with names
  const TempTree tree;
  tree.write("App.cs",
             "using Amazon.S3;\nusing Shop;\n\nclass App {\n  void Run() {\n"
             "    new Stack(this, \"Shop\", \"us-east1\");\n    Stack.Of(null);\n  }\n}\n");
  tree.write("Stack.cs",
             "using Amazon;\nusing Amazon.S3;\n\nnamespace Shop {\n  class Stack {\n"
             "    public Stack(object scope, string id, string place) {\n"
             "      new AmazonS3Client(RegionEndpoint.GetBySystemName(place));\n    }\n"
             "    public static void Of(object it) {}\n  }\n}\n");
  const Outcome outcome = run_credlint(tree.root(), {"check", "--no-config", "."});
  EXPECT_LE(outcome.code, 1) << outcome.err;
}

TEST(LinkedFiles, ThousandsMayUseOne) {
  const TempTree tree;
  tree.write("places.py", "PLACE = 'us-east1'\n");
  for (int i = 0; i < 2000; ++i) {
    tree.write("m" + std::to_string(i) + ".py",
               "import boto3\nimport places\nboto3.client('s3', region_name=places.PLACE)\n");
  }
  const Outcome one = run_credlint(tree.root(), {"check", "--no-config", "-j", "1", "."});
  const Outcome two = run_credlint(tree.root(), {"check", "--no-config", "-j", "2", "."});
  EXPECT_EQ(one.out, two.out);
  EXPECT_THAT(one.out, HasSubstr("places.py:1"));
}

TEST(ProjectSdks, AFileOfAProjectIsJudgedByItsSdks) {
  const TempTree tree;
  tree.write("compose.yml",
             "services:\n  a:\n    environment:\n      AWS_PROFILE: ${AWS_PROFILE}\n");
  const Outcome unknown = run_credlint(tree.root(), {"check", "--no-config", "."});
  EXPECT_EQ(unknown.code, 0) << unknown.out;  // a note
  EXPECT_THAT(unknown.out, HasSubstr("compose-empty-passthrough"));
  tree.write("app.py", "import boto3\ns3 = boto3.client('s3', region_name='eu-west-1')\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).code, 1);
}

TEST(Placeholders, OfRegionsThatOthersPutInNothingIsSaid) {
  const TempTree tree;
  tree.write("deploy.yml",
             "- hosts: localhost\n  tasks:\n"
             "    - command: terraform init -backend-config=\"region={{ aws_region }}\"\n");
  tree.write(".env", "AWS_REGION=local\nAWS_ACCESS_KEY_ID=local\nAWS_SECRET_ACCESS_KEY=local\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(Placeholders, ALocalStackTakesAnyKeys) {
  const TempTree tree;
  const std::string keys =
      "    environment:\n      AWS_ACCESS_KEY_ID: AKIAIOSFODNN7EXAMPLE\n"
      "      AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
  tree.write("docker-compose.yml", "services:\n  app:\n    image: shop\n" + keys);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).out,
              HasSubstr("placeholder-value"));
  tree.write("docker-compose.yml",
             "services:\n  stack:\n    image: localstack/localstack\n" + keys);
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(Leaks, ACopyOfWhatIsInUseWasNotMadeUp) {
  const TempTree tree;
  const std::string line = "accessKey=AKIARZPUZDIKJLODG6PQ\n";
  tree.write("demo/app.properties", line);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).out,
              HasSubstr("so it may be made up"));
  tree.write("prod/app.properties", line);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).out,
              Not(HasSubstr("made up")));
}

TEST(Clients, AConfigurationThatTheyShareIsToldOnce) {
  const TempTree tree;
  tree.write(
      "aws.ts",
      "import { EC2Client } from '@aws-sdk/client-ec2';\n"
      "import { S3Client } from '@aws-sdk/client-s3';\n"
      "const config = {\n  region: 'eu-west-1',\n  credentials: {\n"
      "    accessKeyId: process.env.AWS_ACCESS_KEY_ID,\n"
      "    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,\n  },\n};\n"
      "export const ec2 = new EC2Client(config);\nexport const s3 = new S3Client(config);\n");
  const std::string out = run_credlint(tree.root(), {"check", "--no-config", "."}).out;
  EXPECT_THAT(out, HasSubstr("EC2Client is given"));
  EXPECT_THAT(out, Not(HasSubstr("S3Client is given")));
}

}  // namespace
}  // namespace credlint::test
