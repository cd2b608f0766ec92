// SPDX-License-Identifier: MIT
// The parts of doctor --verify that need no server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/verify/credential_process.h"
#include "cli/verify/curl.h"
#include "cli/verify/sts_request.h"
#include "cli/verify/verification.h"
#include "rules/resolver/profile_view.h"
#include "scanner/config/embedded.h"

namespace credlint::test {
namespace {

using resolver::Environment;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";

/// Where boto3 would ask, with these variables and this region.
Result<StsRequest> request_for(Environment environment, std::string_view region) {
  static const FactStore none({}, {});
  const resolver::Machine machine{.facts = none,
                                  .catalog = embedded_catalog(),
                                  .environment = std::move(environment),
                                  .now = {},
                                  .probe = [](auto) { return resolver::FileState::Missing; }};
  const resolver::Sdk sdk(machine.catalog, "boto3");
  const resolver::SharedView view(machine, sdk);
  resolver::Resolution resolution;
  resolution.profile.name = "default";
  if (!region.empty()) resolution.region = resolver::Sourced{std::string(region), {}};
  return sts_request_for(machine, view, resolution);
}

std::string url_for(Environment environment, std::string_view region) {
  const auto request = request_for(std::move(environment), region);
  return request ? request->url + " " + request->region : request.error().message;
}

TEST(StsRequest, AsksWhereBotocoreWould) {
  const Environment fips = {{"AWS_USE_FIPS_ENDPOINT", Secret(std::string("true"))}};
  const Environment dual = {{"AWS_USE_DUALSTACK_ENDPOINT", Secret(std::string("true"))}};
  const Environment legacy = {{"AWS_STS_REGIONAL_ENDPOINTS", Secret(std::string("legacy"))}};
  EXPECT_EQ(url_for({}, "eu-west-1"), "https://sts.eu-west-1.amazonaws.com/ eu-west-1");
  EXPECT_EQ(url_for({}, ""), "https://sts.amazonaws.com/ us-east-1");
  EXPECT_EQ(url_for({}, "aws-global"), "https://sts.amazonaws.com/ us-east-1");
  EXPECT_EQ(url_for({}, "cn-north-1"), "https://sts.cn-north-1.amazonaws.com.cn/ cn-north-1");
  EXPECT_EQ(url_for({}, "eu-west-77"), "https://sts.eu-west-77.amazonaws.com/ eu-west-77");
  EXPECT_EQ(url_for(fips, "us-east-2"), "https://sts-fips.us-east-2.amazonaws.com/ us-east-2");
  EXPECT_EQ(url_for(fips, "us-gov-west-1"),
            "https://sts.us-gov-west-1.amazonaws.com/ us-gov-west-1");
  EXPECT_EQ(url_for(dual, "eu-west-1"), "https://sts.eu-west-1.api.aws/ eu-west-1");
  EXPECT_EQ(url_for(legacy, "eu-west-1"), "https://sts.amazonaws.com/ us-east-1");
  EXPECT_EQ(url_for(legacy, "af-south-1"), "https://sts.af-south-1.amazonaws.com/ af-south-1");
}

TEST(StsRequest, ARegionIsNoWayToAnotherHost) {
  for (const char* region :
       {"evil.example/x", "eu-west-1.evil.example", "eu-west-1@evil", "x", "EU-WEST-1"})
    EXPECT_FALSE(request_for({}, region)) << region;
}

TEST(StsRequest, TakesTheVariablesOfEndpointsInTheirOrder) {
  Environment both = {{"AWS_ENDPOINT_URL", Secret(std::string("http://localhost:4566"))},
                      {"AWS_ENDPOINT_URL_STS", Secret(std::string("http://localhost:1"))}};
  EXPECT_EQ(url_for(both, "eu-west-1"), "http://localhost:1/ eu-west-1");
  both.erase("AWS_ENDPOINT_URL_STS");
  EXPECT_EQ(url_for(both, "eu-west-1"), "http://localhost:4566/ eu-west-1");
  both.emplace("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", Secret(std::string("true")));
  EXPECT_EQ(url_for(both, "eu-west-1"), "https://sts.eu-west-1.amazonaws.com/ eu-west-1");
}

TEST(EndpointProblem, TakesHttpAloneAndNothingBesideAHost) {
  for (const char* url :
       {"https://sts.amazonaws.com", "http://127.0.0.1:4566/", "http://[::1]:80/x"})
    EXPECT_THAT(endpoint_problem(url), IsEmpty()) << url;
  for (const char* url :
       {"", "file:///etc/passwd", "gopher://x", "sts.amazonaws.com", "http://", "http://a@b/",
        "http://a/?b", "http://a b/", "http://a\n/", "http://:80/"})
    EXPECT_THAT(endpoint_problem(url), Not(IsEmpty())) << url;
}

TEST(CurlConfig, KeepsEachValueInItsQuotes) {
  StsRequest request{.url = "https://sts.amazonaws.com/", .region = "us-east-1"};
  request.proxy = "http://u:\"\nurl = evil\\@p";
  const std::string config = curl_config(
      request, {Secret(std::string("AKIA")), Secret(kSecret), {}}, std::chrono::seconds(3));
  EXPECT_THAT(config, HasSubstr("proxy = \"http://u:\\\"\\nurl = evil\\\\@p\"\n"));
  EXPECT_THAT(config, HasSubstr("aws-sigv4 = \"aws:amz:us-east-1:sts\"\n"));
  EXPECT_THAT(config, Not(HasSubstr("X-Amz-Security-Token")));
  EXPECT_THAT(config, Not(HasSubstr("location")));
}

TEST(ReadHttp, PassesOverProvisionalAnswers) {
  const auto answer = read_http(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 Forbidden\r\nDATE:  Sun, 29 Nov 2026 18:52:13 GMT"
      "\r\nX: y\r\n\r\nbody");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
  EXPECT_EQ(answer->body, "body");
  EXPECT_EQ(read_http_date(answer->date)->time_since_epoch().count(), 1'795'978'333);
}

TEST(ReadHttp, TakesNothingElse) {
  for (const char* text :
       {"", "SSH-2.0\r\n\r\n", "HTTP/1.1 200 OK", "HTTP/\r\n\r\n", "HTTP/1.1 x\r\n\r\n"})
    EXPECT_FALSE(read_http(text)) << text;
  for (const char* text : {"", "now", "Sun, 99 Nov 2026 18:52:13 GMT",
                           "Sun, 29 Foo 2026 18:52:13 GMT", "Sun, 29 ovD 2026 18:52:13 GMT"})
    EXPECT_FALSE(read_http_date(text)) << text;
}

TEST(CredentialProcess, IsSplitAsTheSdkDoes) {
  const resolver::Sdk boto3(embedded_catalog(), "boto3");
  EXPECT_THAT(process_command(boto3, R"("/a b/c" --x 'y z' \" '')"),
              testing::ElementsAre("/a b/c", "--x", "y z", "\"", ""));
  EXPECT_THAT(process_command(boto3, "/a 'b"), IsEmpty());
  const resolver::Sdk go(embedded_catalog(), "go-v2");
  EXPECT_THAT(process_command(go, "/a | b"), testing::ElementsAre("/bin/sh", "-c", "/a | b"));
}

}  // namespace
}  // namespace credlint::test
