// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "scanner/config/embedded.h"
#include "scanner/engine/reader_errors.h"

namespace credlint {
namespace {

ClientConstruction client(std::string sdk, std::string service, std::uint32_t scope) {
  ClientConstruction made;
  made.sdk = std::move(sdk);
  made.service = std::move(service);
  made.at.span = {scope, scope + 1};
  made.scope = {0, scope};
  return made;
}

/// The error of a finding of that rule in scope 1 of a file with those clients.
std::string error_of(std::string rule, std::vector<ClientConstruction> clients) {
  FileFacts facts;
  facts.client_constructions = std::move(clients);
  const FactStore store(std::vector<FileRecord>(1), std::move(facts));
  Finding finding;
  finding.rule = std::move(rule);
  finding.scope = {0, 1};
  std::vector<Finding> findings = {finding};
  name_errors(findings, store, embedded_catalog(), all_rules());
  return findings.front().error;
}

TEST(ReaderErrors, TheServiceNamesWhatAwsAnswers) {
  EXPECT_EQ(error_of("temp-key-without-token", {client("boto3", "s3", 1)}), "InvalidAccessKeyId");
  EXPECT_EQ(error_of("temp-key-without-token", {client("js-v3", "dynamodb", 1)}),
            "UnrecognizedClientException");
  EXPECT_EQ(error_of("temp-key-without-token", {client("boto3", "sts", 1)}), "");
}

TEST(ReaderErrors, TheSdkNamesWhatItRaises) {
  EXPECT_EQ(error_of("region-missing", {client("js-v3", "s3", 1)}), "Region is missing");
  EXPECT_EQ(error_of("region-missing", {client("boto3", "s3", 1)}), "NoRegionError");
  EXPECT_EQ(error_of("region-missing", {}), "");
}

TEST(ReaderErrors, ClientsThatDifferSayNothingOfOtherPlaces) {
  EXPECT_EQ(error_of("temp-key-without-token",
                     {client("boto3", "s3", 2), client("boto3", "dynamodb", 3)}),
            "");
  EXPECT_EQ(error_of("temp-key-without-token",
                     {client("boto3", "s3", 1), client("boto3", "dynamodb", 3)}),
            "InvalidAccessKeyId");
  EXPECT_EQ(error_of("region-missing", {client("js-v3", "s3", 2), client("go-v2", "s3", 3)}), "");
  // A leak leads to no error of AWS.
  EXPECT_EQ(error_of("secret-literal", {client("boto3", "s3", 1)}), "");
}

}  // namespace
}  // namespace credlint
