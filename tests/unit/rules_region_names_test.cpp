// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "rules/anatomy/region_names.h"
#include "scanner/config/ruleset.h"

namespace credlint {
namespace {

class RegionNames : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Ruleset> loaded = Ruleset::load(std::string(CREDLINT_SOURCE_DIR) + "/rulesets");
    ASSERT_TRUE(loaded) << loaded.error().message;
    ruleset_ = std::make_unique<Ruleset>(std::move(*loaded));
  }
  RegionReading read(std::string_view text) const { return read_region(ruleset_->catalog(), text); }
  void expect(std::string_view text, RegionKind kind, std::string_view suggestion) const {
    const RegionReading reading = read(text);
    EXPECT_EQ(reading.kind, kind) << text;
    EXPECT_EQ(reading.suggestion, suggestion) << text;
  }

  std::unique_ptr<Ruleset> ruleset_;
};

TEST_F(RegionNames, KnowsRegionsOfAllPartitions) {
  for (const char* text : {"us-east-1", "af-south-1", "cn-northwest-1", "us-gov-east-1",
                           "eusc-de-east-1", "us-isob-east-1"}) {
    expect(text, RegionKind::Known, "");
  }
  EXPECT_EQ(read("cn-north-1").partition, "aws-cn");
  EXPECT_EQ(read("us-gov-west-1").partition, "aws-us-gov");
}

TEST_F(RegionNames, KnowsPseudoRegions) {
  for (const char* text : {"aws-global", "fips-us-east-1", "us-east-1-fips", "s3-external-1"}) {
    expect(text, RegionKind::Pseudo, "");
  }
}

TEST_F(RegionNames, TellsZonesFromRegions) {
  expect("us-east-1a", RegionKind::AvailabilityZone, "us-east-1");
  expect("use1-az1", RegionKind::AvailabilityZone, "us-east-1");
  expect("apse2-az3", RegionKind::AvailabilityZone, "ap-southeast-2");
  expect("usgw1-az1", RegionKind::AvailabilityZone, "us-gov-west-1");
  expect("us-west-2-lax-1a", RegionKind::LocalZone, "us-west-2");
  expect("us-east-1-wl1-bos-wlz-1", RegionKind::LocalZone, "us-east-1");
  EXPECT_NE(read("us-west-2-fips-x").kind, RegionKind::LocalZone);
}

TEST_F(RegionNames, TakesNamesOfTheRightFormForPossiblyNew) {
  expect("eu-west-9", RegionKind::PossiblyNew, "eu-west-1");
  expect("us-est-1", RegionKind::PossiblyNew, "us-east-1");
  EXPECT_EQ(read("us-gov-north-1").partition, "aws-us-gov");
  EXPECT_EQ(read("cn-south-1").partition, "aws-cn");
}

TEST_F(RegionNames, GuessesWhatIsMeant) {
  expect("us_east_1", RegionKind::Malformed, "us-east-1");
  expect("US_EAST_1", RegionKind::Malformed, "us-east-1");
  expect("USEast1", RegionKind::Malformed, "us-east-1");
  expect("US-EAST-1", RegionKind::Malformed, "us-east-1");
  expect("US East (N. Virginia)", RegionKind::Malformed, "us-east-1");
  expect("frankfurt", RegionKind::Malformed, "eu-central-1");
  expect("us-east1", RegionKind::Malformed, "us-east-1");
  expect("eastus", RegionKind::Malformed, "us-east-1");
  expect("us-west-2.amazonaws.com", RegionKind::Malformed, "us-west-2");
  expect("s3.eu-west-3.amazonaws.com", RegionKind::Malformed, "eu-west-3");
  expect(" us-east-1", RegionKind::Malformed, "us-east-1");
  expect("None", RegionKind::Malformed, "");
  expect("EMEA", RegionKind::Malformed, "");
}

TEST_F(RegionNames, LeavesOtherStoresAlone) {
  for (const char* text : {"auto", "nyc3", "fr-par", "us-west-002", "gra", "localhost"}) {
    expect(text, RegionKind::Foreign, "");
  }
}

TEST_F(RegionNames, KnowsOtherStoresRegionsWhenMisspelt) {
  expect("ru-central-1", RegionKind::Foreign, "ru-central1");
  expect("RU-CENTRAL-1", RegionKind::Foreign, "ru-central1");
  expect("eu-west-pa", RegionKind::Foreign, "eu-west-par");
  expect("eu-central-l", RegionKind::Malformed, "eu-central-1");
  expect("au-southeast-2", RegionKind::Malformed, "ap-southeast-2");
}

TEST_F(RegionNames, SurvivesShortTexts) {
  for (const char* text : {"", "a", "-", "us-", "us-east-", "-az1", "1a", "--", "us--1"}) {
    EXPECT_NE(read(text).kind, RegionKind::Known) << text;
  }
}

TEST(HostOf, IsNothingThatStandsBeforeAnAt) {
  EXPECT_EQ(host_of("https://s3.example.org:9000/a@b"), "s3.example.org");
  EXPECT_EQ(host_of("http://localhost:4566/a@b"), "localhost");
  EXPECT_EQ(host_of("https://key:secret@minio:9000/a"), "minio");
  EXPECT_EQ(host_of("https://first/second@minio"), "minio");
  EXPECT_EQ(host_of("minio:9000"), "minio");
}

}  // namespace
}  // namespace credlint
