// SPDX-License-Identifier: MIT
// Where SDKs part: each machine against what several of them do with it, as their sources say
// (botocore 1.43, @aws-sdk/credential-provider-*, aws-sdk-go-v2 config/shared_config.go, smithy-rs
// profile file loading, aws-sdk-ruby shared_config.rb, aws-sdk-java-v2 ProfileFileLocation).
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "rules/resolver/prediction.h"
#include "scanner/core/digest.h"
#include "tests/support/machines.h"

namespace credlint::resolver {
namespace {

using test::FakeMachine;
using Strings = std::map<std::string, std::string>;

const std::string kPair =
    "aws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
    "aws_secret_access_key = synthetic/secret/of/no/account/EXAMPLEKE\n";
const std::string kRegion = "[default]\nregion = us-east-1\n";
const std::string kRole = "role_arn = arn:aws:iam::123456789012:role/a\n";

struct Machine {
  Strings files;
  Strings variables;
};

/// What comes first on the machine: the defect, else the provider of the credentials.
std::string end_of(const Machine& machine, std::string_view sdk_name) {
  Strings variables = machine.variables;
  variables.emplace("AWS_EC2_METADATA_DISABLED", "true");
  const FakeMachine fake(machine.files, variables);
  const Sdk sdk((*fake).catalog, sdk_name);
  const Resolution found = resolve(*fake, sdk, "");
  if (const auto failure = predict_failure(*fake, sdk, found)) return failure->defect;
  return found.credentials ? found.credentials->provider : found.stops_at;
}

void expect_ends(const Machine& machine, const std::map<std::string, std::string>& ends) {
  for (const auto& [sdk, end] : ends) EXPECT_EQ(end_of(machine, sdk), end) << sdk;
}

TEST(SdkWays, OneFileMayBeNamedByBothVariables) {
  expect_ends({{{"/one", kRegion + kPair}},
               {{"AWS_CONFIG_FILE", "/one"},
                {"AWS_SHARED_CREDENTIALS_FILE", "/one"},
                {"AWS_SDK_LOAD_CONFIG", "1"}}},
              {{"boto3", "shared-credentials-file"},
               {"js-v3", "shared-credentials-file"},
               {"go-v2", "shared-credentials-file"},
               {"rust", "shared-credentials-file"}});
}

TEST(SdkWays, AnEmptyFileVariableNamesNoFileForSome) {
  const Strings files = {{"/home/.aws/config", kRegion},
                         {"/home/.aws/credentials", "[default]\n" + kPair}};
  expect_ends({files, {{"AWS_CONFIG_FILE", ""}}}, {{"boto3", "no-region"},
                                                   {"cli-v2", "no-region"},
                                                   {"java-v2", "no-region"},
                                                   {"rust", "no-region"},
                                                   {"js-v3", "shared-credentials-file"},
                                                   {"go-v2", "shared-credentials-file"},
                                                   {"php", "shared-credentials-file"}});
  expect_ends({files, {{"AWS_SHARED_CREDENTIALS_FILE", ""}}},
              {{"boto3", "no-credentials"},
               {"java-v2", "no-credentials"},
               {"js-v3", "shared-credentials-file"},
               {"go-v2", "shared-credentials-file"}});
}

TEST(SdkWays, ATildeIsTheHomeForSome) {
  const Strings files = {{"/home/other", kRegion},
                         {"/home/.aws/credentials", "[default]\n" + kPair}};
  expect_ends({files, {{"AWS_CONFIG_FILE", "~/other"}}}, {{"boto3", "shared-credentials-file"},
                                                          {"js-v3", "shared-credentials-file"},
                                                          {"java-v2", "shared-credentials-file"},
                                                          {"rust", "shared-credentials-file"},
                                                          {"ruby", "shared-credentials-file"},
                                                          {"go-v2", "no-region"},
                                                          {"dotnet-v4", "no-region"},
                                                          {"php", "no-region"}});
}

TEST(SdkWays, OnlyBotocoreExpandsVariablesInPaths) {
  const Strings files = {{"/home/.aws/config", kRegion},
                         {"/home/.aws/credentials", "[default]\n" + kPair}};
  for (const char* path : {"$HOME/.aws/config", "${HOME}/.aws/config"}) {
    expect_ends({files, {{"AWS_CONFIG_FILE", path}}}, {{"boto3", "shared-credentials-file"},
                                                       {"cli-v2", "shared-credentials-file"},
                                                       {"js-v3", "no-region"},
                                                       {"rust", "no-region"},
                                                       {"go-v2", "no-region"}});
  }
  expect_ends({files, {{"AWS_CONFIG_FILE", "$NOWHERE/.aws/config"}}}, {{"boto3", "no-region"}});
}

TEST(SdkWays, NoSdkExpandsATokenFile) {
  const Machine in_profile = {
      {{"/home/.aws/config", kRegion + kRole + "web_identity_token_file = ~/token\n"},
       {"/home/token", "eyJEXAMPLE"}},
      {}};
  expect_ends(in_profile, {{"boto3", "token-file-missing"},
                           {"js-v3", "token-file-missing"},
                           {"rust", "token-file-missing"},
                           {"go-v2", "token-file-missing"}});
  const Machine in_environment = {{{"/home/.aws/config", kRegion}, {"/home/token", "eyJEXAMPLE"}},
                                  {{"AWS_WEB_IDENTITY_TOKEN_FILE", "~/token"},
                                   {"AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/a"}}};
  expect_ends(in_environment, {{"boto3", "token-file-missing"}, {"go-v2", "token-file-missing"}});
}

TEST(SdkWays, AServicesSectionThatIsMissingStopsBotocoreAlone) {
  const Strings files = {{"/home/.aws/config", kRegion + "services = local\n"},
                         {"/home/.aws/credentials", "[default]\n" + kPair}};
  expect_ends({files, {}}, {{"boto3", "services-missing"},
                            {"cli-v1", "services-missing"},
                            {"js-v3", "shared-credentials-file"},
                            {"go-v2", "shared-credentials-file"}});
  expect_ends({files, {{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}}},
              {{"boto3", "shared-credentials-file"}});
}

TEST(SdkWays, ASourceOnTheInstanceThatIsSwitchedOff) {
  expect_ends(
      {{{"/home/.aws/config", kRegion + kRole + "credential_source = Ec2InstanceMetadata\n"}}, {}},
      {{"boto3", "credential-source-empty"},
       {"go-v2", "instance-source-empty"},
       {"rust", "credential-source-empty"},
       {"js-v3", "assume-role"}});
}

TEST(SdkWays, AProgramThatDoesNotExist) {
  const auto machine = [](const std::string& command) {
    return Machine{{{"/home/.aws/config", kRegion + "credential_process = " + command + "\n"},
                    {"/home/bin/helper", ""},
                    {"/bin/found", ""}},
                   {{"PATH", "/usr/bin:/bin"}}};
  };
  expect_ends(
      machine("/nonexistent/helper --json"),
      {{"boto3", "process-missing"}, {"go-v2", "process-missing"}, {"rust", "process-missing"}});
  expect_ends(machine("/home/bin/helper"), {{"boto3", "process"}, {"go-v2", "process"}});
  expect_ends(machine("found"), {{"boto3", "process"}, {"go-v2", "process"}});
  // botocore starts the program itself; the others have a shell, which may know the word.
  expect_ends(machine("~/bin/helper"), {{"boto3", "process-missing"}, {"go-v2", "process"}});
  expect_ends(machine("lost"), {{"boto3", "process-missing"}, {"go-v2", "process"}});
  expect_ends(machine("$TOOLS/helper"), {{"boto3", "process-missing"}, {"rust", "process"}});
  // Quotes around all of it make one name, for a shell as well; Go takes them off.
  expect_ends(machine("\"found --json\""),
              {{"boto3", "process-missing"}, {"js-v3", "process-missing"}, {"go-v2", "process"}});
  expect_ends(machine("'lost'"), {{"boto3", "process-missing"}, {"js-v3", "process"}});
}

TEST(SdkWays, AnSsoTokenWithoutAnExpiry) {
  const std::string account = "sso_account_id = 123456789012\nsso_role_name = R\n";
  const std::string url = "sso_start_url = https://x\nsso_region = eu-west-1\n";
  const auto machine = [&](const std::string& profile, const std::string& name,
                           const std::string& expiry) {
    return Machine{{{"/home/.aws/config", kRegion + account + profile},
                    {"/home/.aws/sso/cache/" + sha1_hex(name) + ".json",
                     R"({"accessToken": "aoaEXAMPLE", "region": "eu-west-1")" + expiry + "}"}},
                   {}};
  };
  const std::string session = "sso_session = corp\n[sso-session corp]\n" + url;
  expect_ends(machine(session, "corp", ""), {{"boto3", "sso-token-missing"},
                                             {"js-v3", "sso-token-missing"},
                                             {"rust", "sso-token-missing"}});
  // Without a session JavaScript compares the expiry as it is, and nothing is not past.
  expect_ends(machine(url, "https://x", ""),
              {{"boto3", "sso-token-missing"}, {"js-v3", "sso"}, {"go-v2", "sso-token-missing"}});
  const std::string later = R"(, "expiresAt": "2099-01-01T00:00:00Z")";
  expect_ends(machine(session, "corp", later), {{"boto3", "sso"}, {"js-v3", "sso"}});
}

TEST(SdkWays, AnExpirationThatIsNoTime) {
  const Strings keys = {{"AWS_ACCESS_KEY_ID", "AKIARZPUZDIKAEXAMPLE"},
                        {"AWS_SECRET_ACCESS_KEY", "synthetic/secret/of/no/account/EXAMPLEKE"},
                        {"AWS_DEFAULT_REGION", "us-east-1"},
                        {"AWS_REGION", "us-east-1"}};
  const auto with = [&](const std::string& value) {
    Strings variables = keys;
    variables["AWS_CREDENTIAL_EXPIRATION"] = value;
    return Machine{{}, variables};
  };
  expect_ends(with("soon"), {{"boto3", "env-expiry-unparsable"},
                             {"cli-v2", "env-expiry-unparsable"},
                             {"js-v3", "environment"},
                             {"go-v2", "environment"}});
  expect_ends(with("Monday"), {{"boto3", "environment"}});
  // dateutil takes seconds of the epoch for a year.
  expect_ends(with("4070908800"), {{"boto3", "env-expiry-overflow"}, {"js-v3", "environment"}});
  expect_ends(with("1700000000"), {{"js-v3", "environment"}});
  // Without a zone the time is compared when a request is signed, after the region is wanted.
  expect_ends(with("2099-01-01T00:00:00"), {{"boto3", "env-expiry-without-zone"}});
  Machine nowhere = with("2099-01-01T00:00:00");
  nowhere.variables.erase("AWS_DEFAULT_REGION");
  expect_ends(nowhere, {{"boto3", "no-region"}});
}

TEST(SdkWays, AnEmptyContainerUriCountsForBotocore) {
  const Strings region = {{"AWS_DEFAULT_REGION", "us-east-1"},
                          {"AWS_REGION", "us-east-1"},
                          {"AWS_EC2_METADATA_DISABLED", "true"}};
  Strings relative = region;
  relative["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "";
  expect_ends({{}, relative}, {{"boto3", "container"}, {"js-v3", "no-credentials"}});
  Strings full = region;
  full["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "";
  expect_ends({{}, full}, {{"boto3", "container-uri"}, {"js-v3", "no-credentials"}});
}

TEST(SdkWays, GoChecksTheProfileThatItReadsWhateverTheEnvironmentHolds) {
  const auto machine = [](const std::string& profile) {
    return Machine{{{"/home/.aws/config", kRegion + profile}},
                   {{"AWS_ACCESS_KEY_ID", "AKIARZPUZDIKAEXAMPLE"},
                    {"AWS_SECRET_ACCESS_KEY", "synthetic/secret/of/no/account/EXAMPLEKE"},
                    {"AWS_DEFAULT_REGION", "us-east-1"}}};
  };
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"aws_access_key_id = AKIARZPUZDIKAEXAMPLE\n", "static-partial"},
      {"source_profile = other\n", "source-without-role"},
      {kRole + "source_profile = other\n", "source-missing"},
      {kRole + "source_profile = default\ncredential_process = /bin/true\n", "both-sources"},
      {kRole + "source_profile = a\n[profile a]\naws_secret_access_key = x\n", "static-partial"},
      {"sso_session = corp\n", "sso-session-missing"},
      {"output = json\n", "environment"},
      {kRole + "source_profile = a\n[profile a]\n" + kPair, "environment"},
  };
  for (const auto& [profile, end] : cases) {
    EXPECT_EQ(end_of(machine(profile), "go-v2"), end) << profile;
    EXPECT_EQ(end_of(machine(profile), "terraform"), end) << profile;
    if (end != "sso-session-missing") {
      EXPECT_EQ(end_of(machine(profile), "rust"), "environment") << profile;
    }
  }
}

TEST(SdkWays, JavaScriptTwoAndGoOneNeedAVariableToReadMore) {
  const Machine plain = {{{"/home/.aws/credentials", kRegion + kPair}}, {}};
  expect_ends(
      plain,
      {{"js-v2", "no-region"}, {"go-v1", "no-region"}, {"java-v2", "shared-credentials-file"}});
  const Machine loads = {{{"/home/.aws/credentials", kRegion + kPair},
                          {"/home/.aws/config", "[default]\noutput = json\n"}},
                         {{"AWS_SDK_LOAD_CONFIG", "1"}}};
  expect_ends(loads, {{"js-v2", "shared-credentials-file"}, {"go-v1", "shared-credentials-file"}});
  // JavaScript v2 then wants the file to be there.
  const Machine lacks = {{{"/home/.aws/credentials", kRegion + kPair}},
                         {{"AWS_SDK_LOAD_CONFIG", "1"}}};
  expect_ends(lacks, {{"js-v2", "no-credentials"}, {"go-v1", "shared-credentials-file"}});
  const Machine named = {
      {{"/home/.aws/credentials", kRegion + kPair}},
      {{"AWS_SHARED_CREDENTIALS_FILE", "/elsewhere"}, {"AWS_REGION", "us-east-1"}}};
  expect_ends(named, {{"js-v2", "shared-credentials-file"}, {"go-v1", "no-credentials"}});
}

TEST(SdkWays, TheFirstErrorIsTheOneThatIsMet) {
  expect_ends({{}, {}}, {{"boto3", "no-region"},
                         {"js-v3", "no-region"},
                         {"java-v2", "no-region"},
                         {"go-v1", "no-region"},
                         {"php", "no-region"},
                         {"go-v2", "no-credentials"},
                         {"js-v2", "no-region"},
                         {"rust", "no-credentials"},
                         {"cpp", "no-credentials"}});
  const Machine half = {
      {{"/home/.aws/credentials", "[default]\naws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"}}, {}};
  expect_ends(half, {{"boto3", "static-partial"}, {"js-v3", "no-region"}});
  const Machine odd = {half.files,
                       {{"AWS_DEFAULT_REGION", "-us-east-1"}, {"AWS_REGION", "-us-east-1"}}};
  expect_ends(
      odd,
      {{"boto3", "region-malformed"}, {"js-v3", "region-malformed"}, {"go-v2", "static-partial"}});
  expect_ends({{}, {{"AWS_DEFAULT_REGION", ""}, {"AWS_REGION", ""}}},
              {{"boto3", "region-empty"}, {"js-v3", "region-empty"}, {"java-v2", "no-region"}});
  // A missing profile and a file that cannot be read come before all else in boto3.
  expect_ends({{}, {{"AWS_PROFILE", "lost"}, {"AWS_DEFAULT_REGION", "-"}, {"AWS_REGION", "-"}}},
              {{"boto3", "profile-missing"}, {"js-v3", "region-malformed"}});
}

const Strings kKeys = {{"AWS_ACCESS_KEY_ID", "AKIARZPUZDIKAEXAMPLE"},
                       {"AWS_SECRET_ACCESS_KEY", "synthetic/secret/of/no/account/EXAMPLEKE"},
                       {"AWS_DEFAULT_REGION", "us-east-1"},
                       {"AWS_REGION", "us-east-1"}};

Strings with(Strings variables, const std::string& name, const std::string& value) {
  variables[name] = value;
  return variables;
}

// aws-sdk-go-v2 config 1.18.45 and later, config.go: resolveConfigLoaders.
TEST(SdkWays, GoStopsAtAMissingProfileUnlessTheOldVariableNamesIt) {
  expect_ends({{}, with(kKeys, "AWS_PROFILE", "lost")}, {{"go-v2", "profile-missing"},
                                                         {"terraform", "profile-missing"},
                                                         {"boto3", "profile-missing"},
                                                         {"go-v1", "environment"},
                                                         {"rust", "environment"}});
  expect_ends({{}, with(kKeys, "AWS_DEFAULT_PROFILE", "lost")},
              {{"go-v2", "environment"}, {"boto3", "profile-missing"}});
}

// aws-sdk-go-v2 internal/ini 1.7 and later.
TEST(SdkWays, GoPassesOverLinesThatAreNoSetting) {
  for (const char* line : {"junk", "<<<<<<< HEAD", "= value", "[open", "  junk"}) {
    const Machine machine = {{{"/home/.aws/config", "[default]\n" + std::string(line) +
                                                        "\nregion = us-east-1\n" + kPair}},
                             {}};
    EXPECT_EQ(end_of(machine, "go-v2"), "config-file") << line;
  }
  // A block of its own: its region is not the profile's.
  const Machine nested = {
      {{"/home/.aws/config", "[default]\n" + kPair + "s3 =\n  region = us-east-1\n"}}, {}};
  EXPECT_EQ(end_of(nested, "go-v2"), "no-region");
}

TEST(SdkWays, GoForgetsHalfAPairWhereCredentialsHasTheProfile) {
  const std::string half = kRegion + "aws_access_key_id = AKIARZPUZDIKAEXAMPLE\n";
  expect_ends({{{"/home/.aws/config", half}}, {}}, {{"go-v2", "static-partial"}});
  expect_ends({{{"/home/.aws/config", half}, {"/home/.aws/credentials", kRegion}}, {}},
              {{"go-v2", "no-credentials"}});
  expect_ends(
      {{{"/home/.aws/config", half}, {"/home/.aws/credentials", "[default]\n" + kPair}}, {}},
      {{"go-v2", "shared-credentials-file"}});
}

TEST(SdkWays, GoTakesASettingWithoutAValueForNone) {
  expect_ends({{{"/home/.aws/config", kRegion + "sso_session =\n" + kPair}}, {}},
              {{"go-v2", "config-file"}});
  expect_ends({{{"/home/.aws/config", kRegion + kRole + "source_profile =\n" + kPair}}, {}},
              {{"go-v2", "assume-role"}});
}

TEST(SdkWays, GoAsksForARoleWithWhatStandsBesideIt) {
  const auto config = [](const std::string& profile) {
    return Machine{{{"/home/.aws/config", kRegion + kRole + profile}}, {}};
  };
  expect_ends(config(""), {{"go-v2", "no-credentials"}, {"boto3", "role-without-source"}});
  expect_ends(config("credential_process = /bin/true\n"), {{"go-v2", "process-missing"}});
  expect_ends(config(kPair), {{"go-v2", "assume-role"}});
  // A device is asked for before anything else, unless the environment has keys.
  const std::string device = "mfa_serial = arn:aws:iam::123456789012:mfa/me\n";
  expect_ends(config(device), {{"go-v2", "mfa-needed"}});
  expect_ends(config(device + kPair), {{"go-v2", "mfa-needed"}});
  Machine keys = config(device + kPair);
  keys.variables = kKeys;
  expect_ends(keys, {{"go-v2", "environment"}});
}

TEST(SdkWays, GoLooksForSourcesBeforeSessions) {
  const std::string lost = kRegion + kRole + "sso_session = lost\nsource_profile = ";
  expect_ends({{{"/home/.aws/config", lost + "gone\n"}}, {}}, {{"go-v2", "source-missing"}});
  expect_ends({{{"/home/.aws/config", lost + "a\n[profile a]\noutput = json\n"}}, {}},
              {{"go-v2", "source-without-credentials"}});
  expect_ends({{{"/home/.aws/config", lost + "a\n[profile a]\n" + kPair}}, {}},
              {{"go-v2", "sso-session-missing"}});
  // A profile that comes a second time gives its keys, and nothing else.
  const std::string circle =
      kRegion + kRole + "source_profile = a\n[profile a]\n" + kRole + "source_profile = default\n";
  expect_ends({{{"/home/.aws/config", circle}}, {}}, {{"go-v2", "source-without-credentials"}});
}

TEST(SdkWays, GoWantsOfASessionItsUrlAndRegion) {
  const std::string session = "sso_session = corp\n[sso-session corp]\nsso_region = eu-west-1\n";
  expect_ends({{{"/home/.aws/config", kRegion + session}}, {}}, {{"go-v2", "sso-incomplete"}});
  expect_ends({{{"/home/.aws/config", kRegion + session + "sso_start_url = https://x\n"}}, {}},
              {{"go-v2", "sso-token-missing"}});
}

TEST(SdkWays, JavaScriptTwoGoesOnToTheInstance) {
  Strings variables = {{"AWS_REGION", "us-east-1"}, {"AWS_EC2_METADATA_DISABLED", ""}};
  variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/no-token";
  variables["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/web";
  variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://192.0.2.1/creds";
  expect_ends({{}, variables}, {{"js-v2", "imds"}, {"js-v3", "token-file-missing"}});
}

// aws-sdk-net SharedCredentialsFile.cs, aws-sdk-java profile/path/cred, aws-sdk-cpp
// AWSCredentialsProvider.cpp.
TEST(SdkWays, FileVariablesOfDotNetAndJava) {
  const Strings files = {{"/home/.aws/credentials", kRegion + kPair},
                         {"/other", "[default]\n" + kPair}};
  const Strings region = {{"AWS_REGION", "us-east-1"}, {"AWS_DEFAULT_REGION", "us-east-1"}};
  expect_ends({files, with(region, "AWS_SHARED_CREDENTIALS_FILE", "/lost")},
              {{"dotnet-v4", "shared-credentials-file"},
               {"dotnet-v3", "shared-credentials-file"},
               {"java-v1", "shared-credentials-file"},
               {"cpp", "no-credentials"},
               {"php", "no-credentials"}});
  expect_ends({files, with(region, "AWS_CREDENTIAL_PROFILES_FILE", "/lost")},
              {{"java-v1", "no-credentials"}, {"java-v2", "shared-credentials-file"}});
  // None of them knows what "~" stands for.
  expect_ends({files, with(region, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")},
              {{"cpp", "no-credentials"}, {"php", "no-credentials"}});
}

TEST(SdkWays, CppLooksAtTheOldVariableOfTheProfileFirst) {
  const Machine machine = {{{"/home/.aws/credentials", "[one]\n" + kPair}},
                           {{"AWS_DEFAULT_PROFILE", "one"}, {"AWS_PROFILE", "two"}}};
  expect_ends(machine, {{"cpp", "shared-credentials-file"}, {"rust", "profile-missing"}});
}

}  // namespace
}  // namespace credlint::resolver
