// SPDX-License-Identifier: MIT
// What findings say to do: names as the file's SDK or tool spells them, the likely cause first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"
#include "tests/support/preparation.h"

namespace credlint::tests {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr char kKeyId[] = "ASIARZPUZDIKAEXAMPLE";
constexpr char kSecret[] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";

/// `text` with K for a temporary key id and S for a secret key, where they stand in '<' and '>'.
std::string filled(std::string text) {
  for (const auto& [place, value] : {std::pair("<K>", kKeyId), std::pair("<S>", kSecret)}) {
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place))
      text.replace(at, 3, value);
  }
  return text;
}

/// The finding of that rule in a file; one without a rule where there is none.
Finding finding_of(std::string_view rule, std::string path, const std::string& text) {
  RunOptions options;
  options.preparation = embedded_preparation();
  options.now = TimePoint(std::chrono::seconds(1'700'000'000));
  options.in_memory.push_back({std::move(path), filled(text)});
  const auto scanned = scan(embedded_catalog(), options);
  if (!scanned) return {};
  for (Finding& finding : judge(embedded_catalog(), *scanned->facts, options)) {
    if (finding.rule == rule) return finding;
  }
  return {};
}

std::string help_of(std::string_view rule, std::string path, const std::string& text) {
  return finding_of(rule, std::move(path), text).help;
}

TEST(Help, TheTokensArgumentIsSpeltAsTheSdkSpellsIt) {
  const struct {
    std::string path, text, help;
  } cases[] = {
      {"a.py",
       "import boto3\nboto3.client('s3', aws_access_key_id='<K>', aws_secret_access_key='<S>')\n",
       "add `aws_session_token=` with"},
      {"a.rb",
       "Aws::S3::Client.new(region: 'eu-west-1', access_key_id: '<K>', secret_access_key: '<S>')\n",
       "add `session_token:` with"},
      {"b.rb", "c = Aws::Credentials.new('<K>', '<S>')\n", "(the third value) as third argument"},
      {"a.js",
       "const { S3Client } = require('@aws-sdk/client-s3');\n"
       "new S3Client({ credentials: { accessKeyId: '<K>', secretAccessKey: '<S>' } });\n",
       "add `sessionToken` with"},
      {"b.js",
       "const AWS = require('aws-sdk');\n"
       "AWS.config.update({ accessKeyId: '<K>', secretAccessKey: '<S>' });\n",
       "add `sessionToken` with"},
      {"a.php",
       "<?php\nuse Aws\\S3\\S3Client;\n"
       "new S3Client(['credentials' => ['key' => '<K>', 'secret' => '<S>']]);\n",
       "add `'token' =>` with"},
      {"a.go",
       "package main\nimport \"github.com/aws/aws-sdk-go-v2/aws\"\n"
       "var c = aws.Credentials{AccessKeyID: \"<K>\", SecretAccessKey: \"<S>\"}\n",
       "add `SessionToken` with"},
      {"a.rs",
       "use aws_credential_types::Credentials;\n"
       "fn f() { Credentials::new(\"<K>\", \"<S>\", None, None, \"x\"); }\n",
       "(the third value) as third argument"},
      {"main.tf", "provider \"aws\" {\n  access_key = \"<K>\"\n  secret_key = \"<S>\"\n}\n",
       "add `token =` with"},
      {"a.ps1", "Set-AWSCredential -AccessKey <K> -SecretKey <S> -StoreAs build\n",
       "add `-SessionToken` with"},
      {".env", "AWS_ACCESS_KEY_ID=<K>\nAWS_SECRET_ACCESS_KEY=<S>\n", "add AWS_SESSION_TOKEN, "},
  };
  for (const auto& c : cases)
    EXPECT_THAT(help_of("temp-key-without-token", c.path, c.text), HasSubstr(c.help)) << c.path;
}

TEST(Help, WhereTheCallTakesNoTokenTheOneThatDoesIsNamed) {
  const struct {
    std::string path, text, help;
  } cases[] = {
      {"A.cs",
       "using Amazon.Runtime;\nclass A { void f() { var c = new BasicAWSCredentials(\"<K>\", "
       "\"<S>\"); } }\n",
       "use SessionAWSCredentials, which also takes a session token"},
      {"A.java",
       "import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;\n"
       "class A { Object c = AwsBasicCredentials.create(\"<K>\", \"<S>\"); }\n",
       "use AwsSessionCredentials.create, which"},
      {"B.java",
       "import com.amazonaws.auth.BasicAWSCredentials;\n"
       "class B { Object c = new BasicAWSCredentials(\"<K>\", \"<S>\"); }\n",
       "use BasicSessionCredentials, which"},
      {"a.go",
       "package main\nimport \"github.com/aws/aws-sdk-go-v2/credentials\"\n"
       "var c = credentials.NewStaticCredentialsProvider(\"<K>\", \"<S>\", \"\")\n",
       "pass the session token, as third argument, or"},
  };
  for (const auto& c : cases)
    EXPECT_THAT(help_of("basic-credentials-with-temp-key", c.path, c.text), StartsWith(c.help))
        << c.path;
}

TEST(Help, ATokenThatIsNotPassedOnIsNamedToo) {
  EXPECT_THAT(help_of("token-not-passed", "a.py",
                      "import os, boto3\n"
                      "boto3.client('s3', aws_access_key_id=os.environ['AWS_ACCESS_KEY_ID'],\n"
                      "    aws_secret_access_key=os.environ['AWS_SECRET_ACCESS_KEY'])\n"),
              HasSubstr("pass the session token too (`aws_session_token=`)"));
}

TEST(Help, AMisspeltOtherHalfIsNamedFirst) {
  EXPECT_EQ(help_of("incomplete-pair", ".aws/credentials",
                    "[default]\naws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
                    "aws_secret_acess_key = <S>\n"),
            "write aws_secret_access_key for aws_secret_acess_key, line 3");
  EXPECT_EQ(help_of("incomplete-pair", ".aws/credentials",
                    "[default]\naws_acces_key_id = AKIARZPUZDIKAEXAMPLE\n"
                    "aws_secret_access_key = <S>\n"),
            "write aws_access_key_id for aws_acces_key_id, line 2");
  EXPECT_EQ(help_of("misspelt-variable", ".env",
                    "AWS_ACCESS_KEY_ID=AKIARZPUZDIKAEXAMPLE\nAWS_SECRET_ACESS_KEY=<S>\n"),
            "write AWS_SECRET_ACCESS_KEY for AWS_SECRET_ACESS_KEY");
  EXPECT_EQ(help_of("temp-key-without-token", ".aws/credentials",
                    "[default]\naws_access_key_id = <K>\naws_secret_access_key = <S>\n"
                    "aws_sesion_token = IQoJb3JpZ2luX2VjEJr\n"),
            "write aws_session_token for aws_sesion_token, line 4");
  // That of another section belongs to another pair.
  EXPECT_THAT(help_of("incomplete-pair", ".aws/credentials",
                      "[default]\naws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
                      "[dev]\naws_secret_acess_key = <S>\n"),
              StartsWith("add the secret key"));
}

TEST(LeadsTo, AQuotedValueLeadsToTheErrorOfItsKind) {
  EXPECT_EQ(finding_of("quoted-value", ".aws/config", "[default]\nregion = \"eu-west-1\"\n").error,
            "InvalidRegionError");
  EXPECT_EQ(finding_of("quoted-value", ".aws/credentials",
                       "[default]\naws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
                       "aws_secret_access_key = \"<S>\"\n")
                .error,
            "SignatureDoesNotMatch");
}

TEST(Message, ASessionForBearerTokensStopsNoSdk) {
  const std::string session =
      "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n"
      "sso_region = us-east-1\n[profile dev]\nsso_session = corp\n";
  const Finding alone = finding_of("sso-token-expired", "home/.aws/config", session);
  EXPECT_EQ(alone.severity, Severity::Note);
  EXPECT_THAT(alone.message, HasSubstr("serves only what takes bearer tokens"));
  EXPECT_THAT(alone.message, testing::Not(HasSubstr("boto3 and the AWS CLI stop")));
  const Finding whole =
      finding_of("sso-token-expired", "home/.aws/config",
                 session + "sso_account_id = 123456789012\nsso_role_name = dev\n");
  EXPECT_THAT(whole.message, HasSubstr("SSOTokenLoadError"));
}

}  // namespace
}  // namespace credlint::tests
