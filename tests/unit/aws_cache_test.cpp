// SPDX-License-Identifier: MIT
// What is read from the caches below ~/.aws, and the modes of such files.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"
#include "tests/support/temp_tree.h"

namespace credlint {
namespace {

ScanResult scan_text(std::string path, std::string text) {
  RunOptions options;
  options.in_memory = {{std::move(path), std::move(text)}};
  auto result = scan(embedded_catalog(), options);
  EXPECT_TRUE(result) << result.error().message;
  return std::move(*result);
}

CacheEntry only_entry(const ScanResult& result) {
  const auto& entries = result.facts->facts().cache_entries;
  EXPECT_EQ(entries.size(), 1U);
  return entries.empty() ? CacheEntry() : entries.front();
}

TEST(AwsCache, ReadsASignInOfIdentityCenter) {
  const CacheEntry entry = only_entry(
      scan_text(".aws/sso/cache/d033e22ae348aeb5660fc2140aec35850c4da997.json",
                "{\"startUrl\": \"https://corp.awsapps.com/start\", \"region\": \"eu-west-1\",\n"
                " \"accessToken\": \"aoaAAAAAGfx\", \"expiresAt\": \"2023-11-15T06:00:00Z\",\n"
                " \"clientSecret\": \"eyJraWQ\", \"refreshToken\": \"aorAAAA\",\n"
                " \"registrationExpiresAt\": \"2024-01-15T06:00:00Z\"}\n"));
  EXPECT_EQ(entry.kind, CacheKind::Sso);
  EXPECT_EQ(entry.name, "d033e22ae348aeb5660fc2140aec35850c4da997");
  EXPECT_TRUE(entry.complete);
  EXPECT_EQ(entry.start_url, "https://corp.awsapps.com/start");
  EXPECT_EQ(entry.region, "eu-west-1");
  EXPECT_EQ(entry.expires, "2023-11-15T06:00:00Z");
  EXPECT_TRUE(entry.has_access_token);
  EXPECT_TRUE(entry.has_refresh_token);
  EXPECT_EQ(entry.at.line, 2U);
  EXPECT_EQ(entry.at.column, 46U);
  ASSERT_TRUE(entry.registration_at.has_value());
  EXPECT_EQ(entry.registration_at->line, 4U);
  EXPECT_EQ(entry.masked.size(), 3U) << "access token, client secret, refresh token";
}

TEST(AwsCache, ReadsCredentialsOfTheCliAndOfLogin) {
  const CacheEntry cli = only_entry(scan_text(
      "home/.aws/cli/cache/ab.json",
      R"({"Credentials": {"AccessKeyId": "ASIARZPUZDIKAEXAMPLE", "SecretAccessKey": "s", )"
      R"("SessionToken": "t", "Expiration": "2023-11-14T22:00:00+00:00"}, "x": 1})"));
  EXPECT_EQ(cli.kind, CacheKind::Cli);
  EXPECT_EQ(cli.expires, "2023-11-14T22:00:00+00:00");
  EXPECT_EQ(cli.key_id.reveal(), "ASIARZPUZDIKAEXAMPLE");
  EXPECT_TRUE(cli.has_secret && cli.has_token);

  const CacheEntry login = only_entry(scan_text(
      ".aws/login/cache/cd.json",
      R"({"accessToken": {"accessKeyId": "ASIARZPUZDIKAEXAMPLE", "secretAccessKey": "s", )"
      R"("sessionToken": "t", "accountId": "123456789012", "expiresAt": "2023-11-14T22:00:00Z"},)"
      R"( "refreshToken": "r"})"));
  EXPECT_EQ(login.kind, CacheKind::Login);
  EXPECT_EQ(login.account, "123456789012");
  EXPECT_EQ(login.expires, "2023-11-14T22:00:00Z");
  EXPECT_TRUE(login.has_refresh_token);
}

TEST(AwsCache, SaysWhatIsNoWholeObject) {
  for (const std::string_view text :
       {"", "[]", "{\"startUrl\": \"https://corp", "null", "{\"a\"}"}) {
    const CacheEntry entry = only_entry(scan_text(".aws/sso/cache/ab.json", std::string(text)));
    EXPECT_FALSE(entry.complete) << text;
    EXPECT_EQ(entry.at.line, 1U) << text;
  }
}

TEST(AwsCache, KeepsFormsThatItDoesNotKnow) {
  const CacheEntry entry = only_entry(scan_text(
      ".aws/sso/cache/ab.json", R"({"expiresAt": "2021-12-25T13:00:00UTC", "accessToken": 7})"));
  EXPECT_TRUE(entry.complete);
  EXPECT_EQ(entry.expires, "2021-12-25T13:00:00UTC");
  EXPECT_FALSE(entry.has_access_token);
}

TEST(FileModes, AreKnownOfFilesOnDiskThatHoldCredentials) {
  const test::TempTree tree;
  tree.write(".aws/credentials", "[default]\n");
  tree.write("notes.txt", "AKIARZPUZDIKAEXAMPLE\n");
  ASSERT_TRUE(tree.run("chmod 640 .aws/credentials"));
  RunOptions options;
  options.paths = {tree.root()};
  const auto result = scan(embedded_catalog(), options);
  ASSERT_TRUE(result);
  ASSERT_EQ(result->facts->files().size(), 2U);
  for (const FileRecord& record : result->facts->files())
    EXPECT_EQ(record.mode, record.has(Trait::CredentialStore) ? 0640U : 0U) << record.path;
  EXPECT_EQ(scan_text(".aws/credentials", "[default]\n").facts->files().front().mode, 0U);
}

}  // namespace
}  // namespace credlint
