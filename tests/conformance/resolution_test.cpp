// SPDX-License-Identifier: MIT
// Whole machines against what botocore, the JavaScript SDKs and Go v1 were seen to do with them.
// The measurements name each machine; what it held is written down here.
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/machines.h"
#include "tests/support/shared_data.h"

namespace credlint::resolver {
namespace {

using test::FakeMachine;
using test::Tally;
using Strings = std::map<std::string, std::string>;

struct Situation {
  std::string config;
  std::string credentials;
  Strings variables;
  std::string profile = {};
};

const Strings kEnv = {{"AWS_ACCESS_KEY_ID", "E"}, {"AWS_SECRET_ACCESS_KEY", "E"}};
const std::string kPair = "aws_access_key_id = P\naws_secret_access_key = P\n";
const std::string kRole = "role_arn = arn:aws:iam::123456789012:role/x\n";

Strings env_and(Strings more) {
  more.insert(kEnv.begin(), kEnv.end());
  return more;
}

Resolution resolve(const Situation& situation, std::string_view sdk) {
  Strings files;
  if (!situation.config.empty()) files["/home/.aws/config"] = situation.config;
  if (!situation.credentials.empty()) files["/home/.aws/credentials"] = situation.credentials;
  Strings variables = situation.variables;
  variables.emplace("AWS_EC2_METADATA_DISABLED", "true");
  return FakeMachine(files, variables).resolve(sdk, situation.profile);
}

/// Key id and token, or the error, as one word.
std::string summary(const Resolution& found) {
  if (found.failure) return found.failure->type;
  if (!found.credentials) return "nothing";
  const ResolvedCredentials& credentials = *found.credentials;
  if (credentials.provider == "sso" || credentials.provider == "process" ||
      credentials.provider == "assume-role-with-web-identity") {
    return credentials.provider;
  }
  return std::string(credentials.key_id.reveal()) + "/" + std::string(credentials.token.reveal());
}

const std::map<std::string, Situation>& botocore_machines() {
  static const std::map<std::string, Situation> machines = {
      {"env + AWS_PROFILE set", {"", "[p]\n" + kPair, env_and({{"AWS_PROFILE", "p"}})}},
      {"env + explicit profile=", {"", "[p]\n" + kPair, kEnv, "p"}},
      {"AWS_PROFILE=missing", {"", "[p]\n" + kPair, {{"AWS_PROFILE", "nope"}}}},
      {"AWS_PROFILE=missing but env creds", {"", "", env_and({{"AWS_PROFILE", "nope"}})}},
      {"AWS_PROFILE=\"\"", {"", "[default]\n" + kPair, {{"AWS_PROFILE", ""}}}},
      {"AWS_DEFAULT_PROFILE vs AWS_PROFILE",
       {"",
        "[a]\naws_access_key_id = A\naws_secret_access_key = A\n[b]\naws_access_key_id = B\n"
        "aws_secret_access_key = B\n",
        {{"AWS_PROFILE", "a"}, {"AWS_DEFAULT_PROFILE", "b"}}}},
      {"AWS_SECURITY_TOKEN + AWS_SESSION_TOKEN",
       {"", "", env_and({{"AWS_SECURITY_TOKEN", "OLD"}, {"AWS_SESSION_TOKEN", "NEW"}})}},
      {"aws_security_token + aws_session_token in file",
       {"", "[default]\n" + kPair + "aws_security_token = OLD\naws_session_token = NEW\n", {}}},
      {"only access key in env", {"", "[default]\n" + kPair, {{"AWS_ACCESS_KEY_ID", "E"}}}},
      {"only secret in env", {"", "[default]\n" + kPair, {{"AWS_SECRET_ACCESS_KEY", "E"}}}},
      {"only token in env + file keys", {"", "[default]\n" + kPair, {{"AWS_SESSION_TOKEN", "T"}}}},
      {"id in env, secret in file",
       {"", "[default]\naws_secret_access_key = P\n", {{"AWS_ACCESS_KEY_ID", "E"}}}},
      {"keys in credentials, token in config",
       {"[default]\naws_session_token = T\n", "[default]\n" + kPair, {}}},
      {"same profile both files: credentials wins",
       {"[default]\naws_access_key_id = C\naws_secret_access_key = C\n",
        "[default]\n" + kPair,
        {}}},
      {"static in credentials + credential_process in config",
       {"[default]\ncredential_process = echo {}\n", "[default]\n" + kPair, {}}},
      {"static in config + credential_process in config",
       {"[default]\ncredential_process = echo {}\n" + kPair, "", {}}},
      {"sso keys + static in credentials",
       {"[profile dev]\nsso_start_url = https://x\nsso_region = us-east-1\n"
        "sso_account_id = 123456789012\nsso_role_name = r\n",
        "[dev]\n" + kPair,
        {{"AWS_PROFILE", "dev"}}}},
      {"role_arn + static, no source_profile",
       {"[profile dev]\n" + kRole + kPair, "", {{"AWS_PROFILE", "dev"}}}},
      {"role_arn + bad credential_source",
       {"[profile dev]\n" + kRole + "credential_source = EC2InstanceMetadata\n",
        "",
        {{"AWS_PROFILE", "dev"}}}},
      {"source_profile missing",
       {"[profile dev]\n" + kRole + "source_profile = nope\n", "", {{"AWS_PROFILE", "dev"}}}},
      {"loop",
       {"[profile a]\n" + kRole + "source_profile = b\n[profile b]\n" + kRole +
            "source_profile = a\n",
        "",
        {{"AWS_PROFILE", "a"}}}},
      {"sso_session missing section",
       {"[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = r\n",
        "",
        {{"AWS_PROFILE", "dev"}}}},
      {"sso incomplete",
       {"[profile dev]\nsso_account_id = 123456789012\nsso_role_name = r\n",
        "",
        {{"AWS_PROFILE", "dev"}}}},
      {"sso only start_url/region (no account)",
       {"[profile dev]\nsso_start_url = https://x\nsso_region = us-east-1\n",
        "",
        {{"AWS_PROFILE", "dev"}}}},
      {"secret empty", {"", "[default]\naws_access_key_id = P\naws_secret_access_key =\n", {}}},
      {"secret key missing", {"", "[default]\naws_access_key_id = P\n", {}}},
      {"token empty string", {"", "[default]\n" + kPair + "aws_session_token =\n", {}}},
      {"dup section", {"", "[default]\n" + kPair + "[default]\nregion = us-east-1\n", {}}},
      {"[dev] in config only, profile=dev", {"[dev]\n" + kPair, "", {}, "dev"}},
      {"[profile dev] in credentials, profile=dev", {"", "[profile dev]\n" + kPair, {}, "dev"}},
      {"expired AWS_CREDENTIAL_EXPIRATION",
       {"", "", env_and({{"AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"}})}},
      {"whitespace env",
       {"", "", {{"AWS_ACCESS_KEY_ID", " E "}, {"AWS_SECRET_ACCESS_KEY", "S\n"}}}},
      {"web identity file missing",
       {"",
        "",
        {{"AWS_WEB_IDENTITY_TOKEN_FILE", "/nonexist/token"},
         {"AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/x"}}}},
      {"web identity w/o role arn", {"", "", {{"AWS_WEB_IDENTITY_TOKEN_FILE", "/t"}}}},
      {"ECS full uri http non-loopback",
       {"", "", {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/creds"}}}},
  };
  return machines;
}

/// What the measurement saw, as summary() says it.
std::string seen_by_botocore(const std::string& text) {
  if (text.find("SSOTokenLoadError") != std::string::npos) return "SSOTokenLoadError";
  if (text.find("JSONDecodeError") != std::string::npos) return "process";
  if (text.find("RuntimeError") != std::string::npos) return "RuntimeError";
  if (text.find("FileNotFoundError") != std::string::npos) return "FileNotFoundError";
  if (text.find("NoCredentialsError") != std::string::npos) return "NoCredentialsError";
  if (text.front() != '(') return text.substr(0, text.find(':'));
  // ('P', 'S', 'TOKEN', 'provider')
  std::vector<std::string> parts;
  for (std::size_t at = 1; at < text.size();) {
    const std::size_t end = std::min(text.find(", ", at), text.find(')', at));
    std::string part = text.substr(at, end - at);
    part.erase(std::remove(part.begin(), part.end(), '\''), part.end());
    parts.push_back(part == "None" ? "" : part);
    at = end + 2;
  }
  return parts.at(0) + "/" + parts.at(2);
}

TEST(Resolution, IsWhatBotocoreDid) {
  const auto path = test::shared_data() / "aws/measurements/botocore_credential_resolution.txt";
  CREDLINT_NEEDS(path);
  Tally tally("botocore resolution");
  std::istringstream lines(test::read_text(path));
  std::size_t known = 0;
  for (std::string line; std::getline(lines, line);) {
    // Names stand in a column of their own; the longest fills it.
    const auto machine = std::find_if(
        botocore_machines().begin(), botocore_machines().end(), [&](const auto& entry) {
          return line.rfind(entry.first + " ", 0) == 0 &&
                 line.find_first_not_of(' ', entry.first.size()) >= 53;
        });
    if (machine == botocore_machines().end()) continue;
    ++known;
    const std::string seen =
        seen_by_botocore(line.substr(line.find_first_not_of(' ', machine->first.size())));
    const std::string found = summary(resolve(machine->second, "boto3"));
    tally.count(seen == found);
    EXPECT_EQ(seen, found) << machine->first;
  }
  EXPECT_EQ(known, botocore_machines().size());
}

const std::map<std::string, Situation>& js_and_go_machines() {
  static const std::map<std::string, Situation> machines = {
      {"env + AWS_PROFILE", {"", "[p]\n" + kPair, env_and({{"AWS_PROFILE", "p"}})}},
      {"AWS_PROFILE missing + env creds", {"", "", env_and({{"AWS_PROFILE", "nope"}})}},
      {"AWS_DEFAULT_PROFILE=b",
       {"[profile b]\naws_access_key_id = B\naws_secret_access_key = B\n",
        "",
        {{"AWS_DEFAULT_PROFILE", "b"}}}},
      {"AWS_SECURITY_TOKEN only", {"", "", env_and({{"AWS_SECURITY_TOKEN", "T"}})}},
      {"aws_security_token in file", {"", "[default]\n" + kPair + "aws_security_token = T\n", {}}},
      {"keys in credentials, token in config",
       {"[default]\naws_session_token = T\n", "[default]\n" + kPair, {}}},
      {"static + credential_process",
       {"[default]\ncredential_process = echo {}\n", "[default]\n" + kPair, {}}},
      {"static + role_arn/source_profile",
       {"[default]\n" + kRole + "source_profile = nope\n", "[default]\n" + kPair, {}}},
      {"static + role_arn only", {"[default]\n" + kRole, "[default]\n" + kPair, {}}},
      {"static + sso",
       {"[default]\nsso_start_url = https://x\nsso_region = us-east-1\n"
        "sso_account_id = 123456789012\nsso_role_name = r\n",
        "[default]\n" + kPair,
        {}}},
      {"access key only in env", {"", "[default]\n" + kPair, {{"AWS_ACCESS_KEY_ID", "E"}}}},
      {"AWS_ACCESS_KEY/AWS_SECRET_KEY",
       {"", "", {{"AWS_ACCESS_KEY", "E"}, {"AWS_SECRET_KEY", "E"}}}},
      {"AMAZON_*", {"", "", {{"AMAZON_ACCESS_KEY_ID", "E"}, {"AMAZON_SECRET_ACCESS_KEY", "E"}}}},
      {"whitespace env",
       {"", "", {{"AWS_ACCESS_KEY_ID", " E "}, {"AWS_SECRET_ACCESS_KEY", "S\n"}}}},
      {"only in ~/.aws/config",
       {"[default]\naws_access_key_id = C\naws_secret_access_key = C\n", "", {}}},
      {"upper-case keys",
       {"", "[default]\nAWS_ACCESS_KEY_ID = P\nAWS_SECRET_ACCESS_KEY = P\n", {}}},
  };
  return machines;
}

/// JS v2 without AWS_SDK_LOAD_CONFIG was measured with both files named by variables, which it
/// then ignores: it found neither.
bool can_be_told(const std::string& client, const std::string& seen) {
  return client != "js2" || seen.find("ENOENT") == std::string::npos;
}

std::string key_of(const std::string& seen) {
  const std::size_t quote = seen.find('"');
  const std::size_t end = seen.find('"', quote + 1);
  return seen.substr(quote + 1, end - quote - 1);
}

TEST(Resolution, IsWhatJavaScriptAndGoDid) {
  const auto path = test::shared_data() / "aws/measurements/js_go1_credential_resolution.txt";
  CREDLINT_NEEDS(path);
  static const std::map<std::string, std::pair<std::string, bool>> kClients = {
      {"js3", {"js-v3", false}},
      {"js2", {"js-v2", false}},
      {"js2+LC", {"js-v2", true}},
      {"go1", {"go-v1", false}},
      {"go1+LC", {"go-v1", true}}};
  Tally tally("JavaScript and Go resolution");
  std::istringstream lines(test::read_text(path));
  std::string name;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("## ", 0) == 0) {
      name = line.substr(3, line.find_last_not_of(' ') - 2);
      continue;
    }
    std::istringstream words(line);
    std::string client;
    words >> client;
    if (kClients.count(client) == 0) continue;
    const std::string seen = line.substr(line.find(client) + client.size());
    ASSERT_EQ(js_and_go_machines().count(name), 1U) << name;
    if (!can_be_told(client, seen)) {
      tally.leave_out(client + ": " + name, "the measuring set-up hid both files from it");
      continue;
    }
    Situation situation = js_and_go_machines().at(name);
    const auto& [sdk, loads_config] = kClients.at(client);
    if (loads_config) situation.variables["AWS_SDK_LOAD_CONFIG"] = "1";
    // Both files were there when it was measured, empty where they hold nothing.
    if (situation.config.empty()) situation.config = "\n";
    const Resolution found = resolve(situation, sdk);
    const bool failed = seen.find("ERR") != std::string::npos;
    const bool passed =
        failed ? found.failure.has_value()
               : found.credentials && found.credentials->key_id.reveal() == key_of(seen);
    tally.count(passed);
    EXPECT_TRUE(passed) << client << ": " << name << ": seen " << seen << ", found "
                        << summary(found);
  }
}

// Seen in tests/differential with aws-sdk 2.1693.0 and aws-sdk-go-v2 1.17.1.
TEST(Resolution, JsV2WithoutItsConfigFileReadsNoProfile) {
  const Situation machine = {"", "[default]\n" + kPair, {{"AWS_SDK_LOAD_CONFIG", "0"}}};
  const Resolution found = resolve(machine, "js-v2");
  EXPECT_FALSE(found.credentials);
  ASSERT_TRUE(found.client_failure);
  EXPECT_EQ(found.client_failure->type, "ENOENT");
}

TEST(Resolution, GoV2AssumesARoleWithTheKeysOfItsOwnProfile) {
  const Resolution found = resolve({"[default]\n" + kRole + kPair, "", {}}, "go-v2");
  ASSERT_TRUE(found.credentials);
  EXPECT_EQ(found.credentials->provider, "assume-role");
  EXPECT_EQ(found.credentials->source_provider, "config-file");
}

TEST(Resolution, HalfAPairDoesNotEndALoop) {
  const Resolution found =
      resolve({"[default]\n" + kRole + "source_profile = default\naws_access_key_id = P\n",
               "",
               {{"AWS_SDK_LOAD_CONFIG", "1"}}},
              "js-v2");
  ASSERT_TRUE(found.failure);
  EXPECT_EQ(found.failure->defect, "source-loop");
}

TEST(Resolution, GoV2WantsARoleBesideTheTokenFile) {
  const Resolution found = resolve({"", "", {{"AWS_WEB_IDENTITY_TOKEN_FILE", "/token"}}}, "go-v2");
  ASSERT_TRUE(found.failure);
  EXPECT_EQ(found.failure->defect, "web-identity-no-role");
}

TEST(Resolution, BotocoreChecksTheSsoSessionOfAProfileThatHasKeys) {
  const Resolution found =
      resolve({"[default]\nsso_session = s\n" + kPair + "[sso-session s]\nsso_region = us-east-1\n",
               "",
               {}},
              "boto3");
  ASSERT_TRUE(found.client_failure);
  EXPECT_EQ(found.client_failure->defect, "sso-session-incomplete");
}

TEST(Resolution, BotocoreNeedsAZoneInTheExpiryOfVariables) {
  const Resolution found =
      resolve({"", "", env_and({{"AWS_CREDENTIAL_EXPIRATION", "2099-01-01"}})}, "boto3");
  EXPECT_EQ(summary(found), "TypeError");
}

}  // namespace
}  // namespace credlint::resolver
