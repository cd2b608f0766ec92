// SPDX-License-Identifier: MIT
// Rules of level note, which pages of rules leave unmarked: what each says, and where it keeps
// quiet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

class Watching : public testing::Test {
 protected:
  /// "rule line" of each finding in one file.
  [[nodiscard]] std::vector<std::string> check(const std::string& name,
                                               const std::string& text) const {
    const TempTree tree;
    tree.write(name, text);
    const Outcome outcome =
        run_credlint(tree.root(), {"check", "--no-config", "--format", "json", "."});
    std::vector<std::string> found;
    const json report = json::parse(outcome.out);
    for (const json& finding : report["findings"]) {
      EXPECT_EQ(finding["severity"], "note") << finding;
      found.push_back(finding["rule"].get<std::string>() + " " +
                      std::to_string(finding["line"].get<int>()));
    }
    return found;
  }
};

TEST_F(Watching, TrailsOfTerraform) {
  EXPECT_THAT(check("a.tf",
                    "resource \"aws_cloudtrail\" \"a\" {\n  is_multi_region_trail = true\n"
                    "  enable_log_file_validation = true\n  enable_logging = false\n}\n"),
              ElementsAre("trail-off 4"));
  EXPECT_THAT(check("a.tf",
                    "resource \"aws_cloudtrail\" \"a\" {\n  enable_log_file_validation = true\n"
                    "  include_global_service_events = false\n}\n"),
              ElementsAre("trail-with-gaps 1", "trail-with-gaps 3"));
  EXPECT_THAT(check("a.tf",
                    "resource \"aws_cloudtrail\" \"a\" {\n  is_multi_region_trail = var.all\n"
                    "  enable_log_file_validation = true\n  enable_logging = var.on\n}\n"),
              IsEmpty());
}

TEST_F(Watching, TrailsOfCloudFormation) {
  const std::string head =
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  T:\n"
      "    Type: AWS::CloudTrail::Trail\n    Properties:\n";
  EXPECT_THAT(check("a.yaml", head + "      IsLogging: false\n"), ElementsAre("trail-off 6"));
  EXPECT_THAT(check("a.yaml", head + "      IsLogging: true\n      IsMultiRegionTrail: true\n"
                                     "      EnableLogFileValidation: false\n"),
              ElementsAre("trail-with-gaps 8"));
  EXPECT_THAT(check("a.yaml", head + "      IsLogging: true\n      IsMultiRegionTrail: true\n"
                                     "      EnableLogFileValidation: !Ref Validate\n"),
              IsEmpty());
}

TEST_F(Watching, AlarmsAboutSignIns) {
  const auto alarm = [](const std::string& name, const std::string& enabled) {
    return "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
           "    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmName: " +
           name + "\n      ActionsEnabled: " + enabled + "\n";
  };
  EXPECT_THAT(check("a.yaml", alarm("root-used", "false")), ElementsAre("sign-in-alarm-muted 7"));
  EXPECT_THAT(check("a.yaml", alarm("root-used", "true")), IsEmpty());
  EXPECT_THAT(check("a.yaml", alarm("disk-full", "false")), IsEmpty());
}

TEST_F(Watching, KeysThatAreMade) {
  const std::string key = "resource \"aws_iam_access_key\" \"a\" {\n  user = \"a\"\n}\n";
  EXPECT_THAT(check("a.tf", key), ElementsAre("key-made-without-rotation 1"));
  EXPECT_THAT(check("a.tf", key + "# ACCESS_KEYS_ROTATED is asked for in the account's setup\n"),
              IsEmpty());
}

TEST_F(Watching, KeysInAWorkflow) {
  const auto workflow = [](const std::string& id, const std::string& more) {
    return "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"
           "      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n"
           "          aws-access-key-id: " +
           id + "\n          aws-secret-access-key: ${{ secrets.S }}\n" + more +
           "          aws-region: eu-west-1\n";
  };
  EXPECT_THAT(check(".github/workflows/a.yml", workflow("${{ secrets.ID }}", "")),
              ElementsAre("keys-in-ci-with-oidc 8"));
  EXPECT_THAT(check(".github/workflows/a.yml",
                    workflow("${{ steps.a.outputs.id }}",
                             "          aws-session-token: ${{ steps.a.outputs.t }}\n")),
              IsEmpty());
}

TEST_F(Watching, KeysInAWorkflowOnce) {
  const std::string step =
      "      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n"
      "          aws-access-key-id: ${{ secrets.ID }}\n"
      "          aws-secret-access-key: ${{ secrets.S }}\n          aws-region: eu-west-1\n";
  EXPECT_THAT(
      check(".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n" +
                                           step + "  b:\n    runs-on: x\n    steps:\n" + step),
      ElementsAre("keys-in-ci-with-oidc 8"));
}

TEST_F(Watching, SecretsForPullRequests) {
  const auto workflow = [](const std::string& condition) {
    return "on:\n  push:\n    tags: ['*']\n  pull_request:\n    branches: [main]\njobs:\n  a:\n"
           "    if: " +
           condition +
           "\n    runs-on: x\n    steps:\n"
           "      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n"
           "          aws-access-key-id: ${{ secrets.ID }}\n"
           "          aws-secret-access-key: ${{ secrets.S }}\n          aws-region: eu-west-1\n";
  };
  const std::string name = ".github/workflows/a.yml";
  for (const char* condition :
       {"true", "github.event_name == 'pull_request'", "startsWith(github.ref, 'refs/pull/')"}) {
    EXPECT_THAT(check(name, workflow(condition)),
                ElementsAre("gha-secret-scope 13", "keys-in-ci-with-oidc 13"))
        << condition;
  }
  for (const char* condition :
       {"startsWith(github.ref, 'refs/tags')", "github.event_name != 'pull_request'",
        "${{ github.event_name == 'push' }}", "github.ref_type == 'tag'",
        "github.ref_name == 'main'", "${{ !github.event.pull_request }}"}) {
    EXPECT_THAT(check(name, workflow(condition)), ElementsAre("keys-in-ci-with-oidc 13"))
        << condition;
  }
}

TEST_F(Watching, KeyIdsThatAreNone) {
  const auto file = [](const std::string& id) {
    return "[default]\naws_access_key_id = " + id + "\naws_secret_access_key = 1223\n";
  };
  EXPECT_THAT(check(".aws/credentials", file("122")), ElementsAre("key-id-length 2"));
  EXPECT_THAT(check(".aws/credentials", file("122") + "endpoint_url = http://localhost:9000\n"),
              IsEmpty());
  EXPECT_THAT(check(".aws/credentials", file("storeuser")), IsEmpty());
  EXPECT_THAT(check("tests/.aws/credentials", file("122")), IsEmpty());
}

TEST_F(Watching, TemporaryKeyIds) {
  EXPECT_THAT(check("run.log", "role assumed, key ASIARZPUZDIKC7WHTN4M\n"),
              ElementsAre("temporary-key-id 1"));
  EXPECT_THAT(check("run.log", "role assumed, key ASIARZPUZDIKAEXAMPLE\n"), IsEmpty());
}

TEST_F(Watching, SessionsThatAreKept) {
  const std::string token = "aws configure set aws_session_token \"$token\" --profile mfa\n";
  EXPECT_THAT(check("a.sh", token), ElementsAre("session-kept-without-expiry 1"));
  EXPECT_THAT(
      check(".github/workflows/a.yml", "on: push\njobs:\n  a:\n    steps:\n      - run: " + token),
      IsEmpty());
  EXPECT_THAT(check("a.sh", token + "aws configure set x_security_token_expires \"$end\"\n"),
              IsEmpty());
}

}  // namespace
}  // namespace credlint::test
