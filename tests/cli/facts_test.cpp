// SPDX-License-Identifier: MIT
// credlint facts: the contract's members, positions and redaction.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using nlohmann::json;

class Facts : public testing::Test {
 protected:
  [[nodiscard]] Outcome facts(const std::string& path, const std::string& format = "jsonl") const {
    return run_credlint(tree_.root(), {"facts", path, "--format", format, "-j2"});
  }
  /// The facts of one kind.
  [[nodiscard]] std::vector<json> of_kind(const std::string& path, const std::string& kind) const {
    std::vector<json> found;
    std::istringstream lines(facts(path).out);
    for (std::string line; std::getline(lines, line);) {
      const json fact = json::parse(line);
      if (fact["kind"] == kind) found.push_back(fact);
    }
    return found;
  }
  TempTree tree_;
};

TEST_F(Facts, CredentialPartsAreRedactedAndPlaced) {
  tree_.write(".aws/credentials",
              "[dev]\naws_access_key_id = ASIARZPUZDIKAEXAMPLE\n"
              "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n");
  const std::vector<json> parts = of_kind(".", "credential-part");
  ASSERT_EQ(parts.size(), 2U);
  const std::string scope = parts[0]["scope"];
  EXPECT_TRUE(scope.starts_with(".aws/credentials#")) << scope;
  json first = parts[0];
  first.erase("scope");
  EXPECT_EQ(first, json::parse(R"({"kind": "credential-part", "path": ".aws/credentials",
      "line": 2, "column": 21, "end_line": 2, "end_column": 41, "format": "aws-credentials",
      "part": "key-id", "value": "ASIA************MPLE"})"));
  EXPECT_EQ(parts[1]["value"], "[secret, 40 characters]");
  EXPECT_EQ(parts[1]["scope"], parts[0]["scope"]);
  const std::vector<json> profiles = of_kind(".", "profile-definition");
  ASSERT_EQ(profiles.size(), 1U);
  EXPECT_EQ(profiles[0]["name"], "dev");
}

TEST_F(Facts, EnvAssignmentsShowWhatIsNoCredential) {
  tree_.write("x.env",
              "AWS_REGION=eu-west-1\nAWS_PROFILE=dev\n"
              "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n"
              "AWS_SESSION_TOKEN=${TOKEN}\n");
  const std::vector<json> assignments = of_kind("x.env", "env-assignment");
  ASSERT_EQ(assignments.size(), 4U);
  EXPECT_EQ(assignments[0]["name"], "AWS_REGION");
  EXPECT_EQ(assignments[0]["value"], "eu-west-1");
  EXPECT_EQ(assignments[1]["value"], "dev");
  EXPECT_EQ(assignments[2]["value"], "[secret, 40 characters]");
  EXPECT_EQ(assignments[3]["unknown"], true);
  const std::vector<json> regions = of_kind("x.env", "region-setting");
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0]["value"], "eu-west-1");
}

TEST_F(Facts, LinesAreSortedByPathAndOffset) {
  for (const std::string name : {"b.env", "a.env", "c/a.env"}) {
    tree_.write(name, "AWS_REGION=eu-west-1\nAWS_PROFILE=dev\n");
  }
  std::istringstream lines(facts(".").out);
  std::vector<std::pair<std::string, std::pair<int, int>>> places;
  for (std::string line; std::getline(lines, line);) {
    const json fact = json::parse(line);
    places.push_back({fact["path"], {fact["line"], fact["column"]}});
  }
  EXPECT_FALSE(places.empty());
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
}

TEST_F(Facts, InvalidUtf8IsReplaced) {
  tree_.write("x.env", "AWS_REGION=eu\xff-west\xc3\nAWS_PROFILE=\xf0\x9f\n");
  const Outcome outcome = facts("x.env");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_FALSE(outcome.out.empty());
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) EXPECT_TRUE(json::accept(line)) << line;
}

TEST_F(Facts, TextIsForPeople) {
  tree_.write("x.env", "AWS_REGION=eu-west-1\n");
  EXPECT_THAT(facts("x.env", "text").out,
              testing::HasSubstr("x.env:1:12: region-setting value=\"eu-west-1\"\n"));
}

}  // namespace
}  // namespace credlint::test
