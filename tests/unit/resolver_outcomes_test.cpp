// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "rules/resolver/outcomes.h"
#include "rules/resolver/resolver.h"
#include "scanner/config/embedded.h"

namespace credlint::resolver {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class OutcomesTest : public testing::Test {
 protected:
  FactStore facts{{}, {}};
  ViewCache views;
  RuleContext context{facts, embedded_catalog(), {}, views};
  const AllSdks& sdks = context.view<AllSdks>();
};

TEST_F(OutcomesTest, NamesGenerationsTogetherAndOneInTheSingular) {
  Outcomes outcomes(embedded_catalog());
  for (const Sdk& sdk : sdks.list())
    outcomes.add(sdk.name, sdk.name == "php"      ? "ignore it"
                           : sdk.name == "boto3"  ? "read it"
                           : sdk.name == "cli-v1" ? "read it"
                           : sdk.name == "cli-v2" ? "read it"
                           : sdk.name == "go-v1"  ? "read it"
                                                  : "refuse the file");
  EXPECT_EQ(
      outcomes.sentence(),
      "boto3, the AWS CLI and Go v1 read it; PHP ignores it; the other SDKs refuse the file.");
  EXPECT_EQ(outcomes.of("php"), "ignore it");
  EXPECT_EQ(outcomes.of("nobody"), "");
}

TEST_F(OutcomesTest, OneGroupIsEverySdk) {
  Outcomes outcomes(embedded_catalog());
  for (const Sdk& sdk : sdks.list()) outcomes.add(sdk.name, "do not read it");
  EXPECT_EQ(outcomes.sentence(), "Every SDK does not read it.");
  Outcomes others(embedded_catalog());
  for (const Sdk& sdk : sdks.list()) others.add(sdk.name, "pass over it");
  EXPECT_EQ(others.sentence(), "Every SDK passes over it.");
}

TEST_F(OutcomesTest, RemarksOnVersions) {
  EXPECT_THAT(version_remark(embedded_catalog(), "profile-missing"),
              HasSubstr("Go v2 does so since config 1.18.45 (October 2023); earlier versions pass "
                        "over the profile"));
  EXPECT_EQ(version_remark(embedded_catalog(), "source-missing"), "");
}

TEST_F(OutcomesTest, ReadsLinesAsEachSdkDoes) {
  const Outcomes colon = setting_by_all(
      sdks, {.file = SharedFile::Config, .lines = {"[default]", "region: us-east-1"}}, "region",
      "us-east-1",
      {.takes = "take", .differs = "differ", .ignores = "ignore", .refuses = "refuse"});
  EXPECT_EQ(colon.of("boto3"), "take");
  EXPECT_EQ(colon.of("js-v3"), "ignore");
  EXPECT_EQ(colon.of("java-v2"), "refuse");
  const Outcomes quotes = setting_by_all(
      sdks, {.file = SharedFile::Config, .lines = {"[default]", "region = \"us-east-1\""}},
      "region", "us-east-1", {.takes = "take", .differs = "differ", .ignores = "ignore"});
  EXPECT_EQ(quotes.of("go-v2"), "take");
  EXPECT_EQ(quotes.of("boto3"), "differ");
}

// Two sentences of rules once said the opposite of what doctor says, and of what the clients do.
TEST_F(OutcomesTest, AgreesWithDoctorOnAMissingProfileBesideKeys) {
  const SmallMachine machine(context, {}, {},
                             {{"AWS_PROFILE", "missing"},
                              {"AWS_ACCESS_KEY_ID", "id"},
                              {"AWS_SECRET_ACCESS_KEY", "secret"}});
  const Outcomes outcomes =
      stops_or(context, machine, [](const Resolution&) { return "use the keys"; });
  EXPECT_THAT(std::string(outcomes.of("go-v2")), HasSubstr("stop"));
  EXPECT_THAT(std::string(outcomes.of("boto3")), HasSubstr("stop"));
  EXPECT_EQ(outcomes.of("java-v2"), "use the keys");
}

TEST_F(OutcomesTest, AgreesWithDoctorOnTerraformWithProfileAndKeys) {
  const SmallMachine machine(
      context, {}, {"[named]", "aws_access_key_id = p", "aws_secret_access_key = p"},
      {{"AWS_PROFILE", "named"}, {"AWS_ACCESS_KEY_ID", "id"}, {"AWS_SECRET_ACCESS_KEY", "secret"}});
  const Outcomes outcomes = stops_or(context, machine, [](const Resolution& resolution) {
    return resolution.credentials->provider;
  });
  EXPECT_EQ(outcomes.of("terraform"), "environment");
  EXPECT_EQ(outcomes.of("boto3"), "environment");
  EXPECT_NE(outcomes.of("js-v3"), "environment");
}

TEST_F(OutcomesTest, ASentenceHoldsNoValueOfTheLines) {
  const SmallMachine machine(context, {}, {"[default]", "aws_access_key_id = planted-value"}, {});
  const std::string sentence =
      stops_or(context, machine, [](const Resolution&) { return "go on"; }).sentence();
  EXPECT_THAT(sentence, AllOf(HasSubstr("PartialCredentialsError"), Not(HasSubstr("planted"))));
}

}  // namespace
}  // namespace credlint::resolver
