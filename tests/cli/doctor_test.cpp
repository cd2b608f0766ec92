// SPDX-License-Identifier: MIT
// credlint doctor: ten states of a machine, the contract of its JSON, hostile homes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scanner/core/digest.h"
#include "tests/support/git_tree.h"
#include "tests/support/run_credlint.h"
#include "tests/support/session_tokens.h"

namespace credlint::test {
namespace {

using nlohmann::json;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using tests::make_session_token;
using tests::TokenRecipe;

constexpr const char* kPair =
    "aws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n";
constexpr const char* kTemporary =
    "aws_access_key_id = ASIARZPUZDIKAEXAMPLE\n"
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n";
constexpr const char* kSso =
    "[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = reader\n"
    "region = eu-west-1\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n"
    "sso_region = eu-west-1\n";

class Doctor : public testing::Test {
 protected:
  [[nodiscard]] Outcome run(std::vector<std::string> arguments,
                            std::vector<std::string> variables = {}) const {
    arguments.insert(arguments.begin(), "doctor");
    variables.push_back("HOME=" + tree_.root());
    return run_credlint(tree_.root(), arguments, "", variables);
  }
  /// The first line of the text, and the exit code.
  void expect_first_line(int code, const std::string& line, std::vector<std::string> arguments,
                         std::vector<std::string> variables = {}) const {
    const Outcome outcome = run(std::move(arguments), std::move(variables));
    EXPECT_EQ(outcome.code, code) << outcome.out << outcome.err;
    EXPECT_EQ(outcome.out.substr(0, outcome.out.find('\n')), line) << outcome.out;
  }
  [[nodiscard]] json ask(std::vector<std::string> arguments,
                         std::vector<std::string> variables = {}) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    return json::parse(run(std::move(arguments), std::move(variables)).out);
  }
  TempTree tree_;
};

TEST_F(Doctor, AHealthyMachine) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kPair);
  tree_.write(".aws/config", "[default]\nregion = eu-west-1\n");
  expect_first_line(
      0, "boto3 would use the keys of profile \"default\"; nothing here speaks against it.", {});
}

TEST_F(Doctor, AnSsoSessionThatIsOver) {
  tree_.write(".aws/config", kSso);
  tree_.write(".aws/sso/cache/" + sha1_hex("corp") + ".json",
              R"({"startUrl": "https://corp.awsapps.com/start", "accessToken": "aoaEXAMPLE",)"
              R"( "expiresAt": "2026-01-01T00:00:00Z"})");
  const Outcome outcome = run({"--now", "2026-01-02T00:00:00Z"}, {"AWS_PROFILE=dev"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("boto3 would fail: TokenRetrievalError"));
  EXPECT_THAT(outcome.out, HasSubstr("run: aws sso login --profile dev"));
}

TEST_F(Doctor, ATokenLeftBehind) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kPair + "aws_session_token = " +
                                      make_session_token({}) + "\nregion = eu-west-1\n");
  const json answer = ask({"--now", "2023-11-14T23:00:00Z"});
  EXPECT_EQ(answer["predicted_error"]["type"], "InvalidClientTokenId");
  EXPECT_EQ(answer["predicted_error"]["rule"], "long-term-key-with-token");
  EXPECT_EQ(answer["predicted_error"]["from"]["line"], 4);
}

TEST_F(Doctor, KeysOfTheEnvironmentBeforeTheProfile) {
  tree_.write(".aws/credentials", std::string("[dev]\n") + kPair + "region = eu-west-1\n");
  const std::vector<std::string> variables = {
      "AWS_PROFILE=dev", "AWS_ACCESS_KEY_ID=AKIARTX3GSDSQEXAMPLE",
      "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ"};
  const json boto3 = ask({}, variables);
  EXPECT_EQ(boto3["credentials"]["provider"], "environment");
  EXPECT_EQ(boto3["credentials"]["account"], "111122223333");
  ASSERT_EQ(boto3["shadowed"].size(), 1U);
  EXPECT_EQ(boto3["shadowed"][0]["provider"], "shared-credentials-file");
  const json js = ask({"--sdk", "js-v3"}, variables);
  EXPECT_EQ(js["credentials"]["provider"], "shared-credentials-file");
}

TEST_F(Doctor, AQuotedKeyFailsInSomeSdks) {
  tree_.write(".aws/credentials",
              "[default]\naws_access_key_id = \"AKIARZPUZDIKAEXAMPLE\"\n"
              "aws_secret_access_key = \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\"\n"
              "region = eu-west-1\n");
  EXPECT_EQ(ask({})["predicted_error"]["rule"], "quoted-value");
  EXPECT_EQ(ask({"--sdk", "go-v2"})["predicted_error"], nullptr);
}

TEST_F(Doctor, ATokenOfAnotherPartition) {
  TokenRecipe recipe;
  recipe.region = "us-gov-west-1";
  tree_.write(".aws/credentials", std::string("[default]\n") + kTemporary + "aws_session_token = " +
                                      make_session_token(recipe) + "\nregion = us-east-1\n");
  const json answer = ask({"--now", "2023-11-14T23:00:00Z"});
  EXPECT_EQ(answer["predicted_error"]["type"], "InvalidClientTokenId");
  EXPECT_EQ(answer["predicted_error"]["rule"], "partition-mismatch");
}

TEST_F(Doctor, ThePageDrawsTheTimeLeft) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kTemporary +
                                      "aws_session_token = " + make_session_token(TokenRecipe()) +
                                      "\nexpiration = 2023-11-14T23:00:00Z\nregion = us-east-1\n");
  EXPECT_THAT(run({"--format", "html", "--now", "2023-11-14T22:30:00Z"}).out,
              HasSubstr("(30 minutes left) <meter max=\"43200\" value=\"1800\"></meter>"));
  const std::string late = run({"--format", "html", "--now", "2023-11-15T00:30:00Z"}).out;
  EXPECT_THAT(late, HasSubstr("<dt>valid</dt><dd>expired on 2023-11-14 23:00 UTC</dd>"));
  EXPECT_THAT(late, Not(HasSubstr("<meter")));
}

TEST_F(Doctor, SaysSinceWhichVersionAnSdkStops) {
  const std::vector<std::string> variables = {
      "AWS_PROFILE=lost", "AWS_ACCESS_KEY_ID=AKIARZPUZDIKAEXAMPLE", "AWS_REGION=eu-west-1",
      "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ"};
  EXPECT_THAT(run({"--sdk", "go-v2"}, variables).out,
              HasSubstr("since        config 1.18.45 (October 2023); earlier versions pass over"));
  const json answer = ask({"--sdk", "go-v2"}, variables);
  EXPECT_EQ(answer["predicted_error"]["type"], "SharedConfigProfileNotExistError");
  EXPECT_THAT(answer["predicted_error"]["since"]["version"].get<std::string>(),
              HasSubstr("config 1.18.45"));
  EXPECT_FALSE(ask({}, variables)["predicted_error"].contains("since"));
}

TEST_F(Doctor, ASourceProfileThatIsMissing) {
  tree_.write(".aws/config",
              "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/x\n"
              "source_profile = base\nregion = eu-west-1\n");
  expect_first_line(
      1,
      "boto3 would fail: InvalidConfigError: The source_profile \"base\" referenced in "
      "the profile \"dev\" does not exist.",
      {"--profile", "dev"});
}

TEST_F(Doctor, TheWrongHomeInAContainer) {
  const Outcome outcome = run({}, {"AWS_CONFIG_FILE=/root/.aws/no-such-config", "AWS_PROFILE=dev"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out,
              HasSubstr("ProfileNotFound: The config profile (dev) could not be found"));
  EXPECT_THAT(outcome.err, HasSubstr("no-such-config: named by AWS_CONFIG_FILE, but not there"));
}

TEST_F(Doctor, AClockBehindTheToken) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kTemporary + "aws_session_token = " +
                                      make_session_token({}) + "\nregion = us-east-2\n");
  const json answer = ask({"--now", "2023-11-13T00:00:00Z"});
  EXPECT_EQ(answer["predicted_error"]["rule"], "token-from-the-future");
}

TEST_F(Doctor, HoldsTheClockAgainstTokensFilesAndCommits) {
  using std::chrono::hours;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  TokenRecipe tomorrow;
  tomorrow.created = (now + hours(30)).time_since_epoch().count();
  tree_.write(".aws/credentials", std::string("[default]\n") + kTemporary + "aws_session_token = " +
                                      make_session_token(tomorrow) + "\nregion = us-east-2\n");
  EXPECT_THAT(run({}).out, HasSubstr("behind at least: the session token was made later than now"));

  tree_.write(".aws/credentials", std::string("[default]\n") + kPair);
  std::filesystem::last_write_time(tree_.root() + "/.aws/credentials",
                                   std::filesystem::file_time_type::clock::now() + hours(50));
  EXPECT_THAT(run({}).out, HasSubstr(".aws/credentials was made later than now"));

  const GitTree repository;
  const std::string later = std::to_string((now + hours(80)).time_since_epoch().count());
  ::setenv("GIT_COMMITTER_DATE", (later + " +0000").c_str(), 1);
  const bool made = repository.git("commit -q --allow-empty -m x");
  ::unsetenv("GIT_COMMITTER_DATE");
  if (!made) GTEST_SKIP() << "no git";
  const Outcome outcome = run_credlint(repository.root(), {"doctor"}, "", {"HOME=" + tree_.root()});
  EXPECT_THAT(outcome.out,
              HasSubstr("the newest commit of this repository was made later than now"));
}

TEST_F(Doctor, OnlyAwsRegionForBoto3) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kPair);
  const std::vector<std::string> variables = {"AWS_REGION=eu-west-1"};
  expect_first_line(1, "boto3 would fail: NoRegionError: You must specify a region.", {},
                    variables);
  EXPECT_THAT(run({}, variables).out, HasSubstr("AWS_DEFAULT_REGION"));
  EXPECT_EQ(ask({"--sdk", "cli-v2"}, variables)["predicted_error"], nullptr);
}

TEST_F(Doctor, SaysWhatComesOnceTheRegionIsMended) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kTemporary);
  const std::string out = run({}).out;
  EXPECT_THAT(out, HasSubstr("boto3 would fail: NoRegionError"));
  EXPECT_THAT(out, HasSubstr("\n  then         InvalidClientTokenId: "));
  EXPECT_EQ(ask({})["predicted_error"]["then"]["rule"], "temp-key-without-token");
  EXPECT_THAT(run({"--all-profiles"}).out, HasSubstr("NoRegionError, then InvalidClientTokenId"));
  EXPECT_THAT(run({"--format", "html"}).out, HasSubstr("<dt>then</dt><dd>InvalidClientTokenId: "));
}

TEST_F(Doctor, SaysWhereSdksDisagree) {
  tree_.write(".aws/config", "[dev]\nregion = eu-west-1\n" + std::string(kPair));
  const Outcome outcome = run({"--sdk", "all"}, {"AWS_PROFILE=dev"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("boto3      dev"));
  EXPECT_THAT(outcome.out, HasSubstr("ProfileNotFound"));
  EXPECT_THAT(outcome.out, HasSubstr("would go on"));
  const json all = ask({"--sdk", "all"}, {"AWS_PROFILE=dev"});
  EXPECT_EQ(all["machines"].size(), 17U);
}

TEST_F(Doctor, ListsAllProfiles) {
  tree_.write(".aws/config", kSso);
  tree_.write(".aws/credentials", std::string("[old]\n") + kPair);
  const Outcome outcome = run({"--all-profiles"});
  EXPECT_THAT(outcome.out, HasSubstr("SSOTokenLoadError"));
  EXPECT_THAT(outcome.out, HasSubstr("AKIA************MPLE"));
}

TEST_F(Doctor, JsonHasAllContractedMembers) {
  tree_.write(".aws/credentials", std::string("[dev]\n") + kTemporary + "aws_session_token = " +
                                      make_session_token({}) + "\nregion = us-east-2\n");
  const json answer = ask({"--profile", "dev", "--now", "2023-11-14T23:00:00Z"});
  EXPECT_EQ(answer["schema"], "credlint.doctor/1");
  EXPECT_EQ(answer["sdk"], "boto3");
  EXPECT_EQ(answer["profile"],
            json({{"name", "dev"}, {"selected_by", "--profile"}, {"exists", true}}));
  EXPECT_EQ(answer["region"]["value"], "us-east-2");
  EXPECT_EQ(answer["credentials"]["access_key_id"], "ASIA************MPLE");
  EXPECT_EQ(answer["credentials"]["account"], "123456789012");
  EXPECT_EQ(answer["credentials"]["kind"], "temporary");
  EXPECT_EQ(answer["credentials"]["has_secret"], true);
  EXPECT_EQ(answer["credentials"]["has_session_token"], true);
  EXPECT_EQ(answer["credentials"]["from"]["path"], "~/.aws/credentials");
  EXPECT_EQ(answer["credentials"]["from"]["line"], 2);
  EXPECT_EQ(answer["predicted_error"], nullptr);
  EXPECT_TRUE(answer["chain"].is_array());
  EXPECT_TRUE(answer["findings"].is_array());
}

TEST_F(Doctor, NeverShowsASecret) {
  const std::string token = make_session_token({});
  tree_.write(".aws/credentials",
              "[default]\naws_access_key_id = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n"
              "aws_secret_access_key = AKIARZPUZDIKAEXAMPLE\naws_session_token = " +
                  token + "\n");
  tree_.write(".aws/config",
              "[profile dev]\nsource_profile = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n"
              "role_arn = arn:aws:iam::123456789012:role/x\n");
  for (const char* format : {"text", "json"}) {
    for (const char* profile : {"default", "dev"}) {
      const Outcome outcome =
          run({"--profile", profile, "--format", format},
              {"AWS_SECRET_ACCESS_KEY=abcdefghijklmnopqrstuvwxyz0123456789ABCD"});
      for (const std::string& text : {outcome.out, outcome.err}) {
        EXPECT_THAT(text, Not(HasSubstr("K7MDENG/bPx"))) << profile;
        EXPECT_THAT(text, Not(HasSubstr("abcdefghijkl")));
        EXPECT_THAT(text, Not(HasSubstr(token.substr(40, 12))));
      }
    }
  }
}

TEST_F(Doctor, TakesAHundredThousandProfilesAndALongChain) {
  std::string config = "[default]\nregion = eu-west-1\n";
  for (int i = 0; i < 100'000; ++i) {
    config += "[profile p" + std::to_string(i) + "]\nregion = eu-west-1\nsource_profile = p" +
              std::to_string(i + 1) + "\nrole_arn = arn:aws:iam::123456789012:role/r\n";
  }
  tree_.write(".aws/config", config);
  const Outcome outcome = run({"--profile", "p90000"});
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("The source_profile \"p100000\" referenced in the profile \"p99999\""));
  EXPECT_THAT(outcome.err, HasSubstr("more than 20000 facts"));
}

TEST_F(Doctor, SaysWhatCannotBeRead) {
  tree_.write(".aws/config", "[default]\nregion = eu-west-1\n");
  ASSERT_TRUE(tree_.run("mkdir .aws/credentials && mkfifo pipe && ln -s loop loop"));
  const Outcome folder = run({});
  EXPECT_THAT(folder.err, HasSubstr("credentials: a folder, not a file"));
  const Outcome loop = run({}, {"AWS_CONFIG_FILE=" + tree_.at("loop")});
  EXPECT_THAT(loop.err, HasSubstr("loop: cannot be read"));
  const Outcome pipe = run({}, {"AWS_CONFIG_FILE=" + tree_.at("pipe")});
  EXPECT_THAT(pipe.code, AnyOf(0, 1, 3));
}

/// Each is a defect that check finds at level error, and the error that AWS answers with.
TEST_F(Doctor, WhatIsWrongWithTheKeysIsTheVerdict) {
  const std::string id = "AKIARZPUZDIKAEXAMPLE";
  const std::string secret = "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";
  const std::vector<std::vector<std::string>> cases = {
      {id, secret + "%", "SignatureDoesNotMatch", "secret-alphabet"},
      {id, secret.substr(1), "SignatureDoesNotMatch", "secret-length"},
      {secret, id, "InvalidClientTokenId", "id-secret-swapped"},
      {"\u201c" + id + "\u201d", secret, "InvalidClientTokenId", "smart-quotes"},
      {id.substr(1), secret, "InvalidClientTokenId", "key-id-length"},
      {id + " # work", secret, "IncompleteSignature", "inline-comment-in-value"},
  };
  tree_.write(".aws/config", "[default]\nregion = eu-west-1\n");
  for (const auto& each : cases) {
    tree_.write(".aws/credentials", "[default]\naws_access_key_id = " + each[0] +
                                        "\naws_secret_access_key = " + each[1] + "\n");
    const json answer = ask({});
    EXPECT_EQ(answer["predicted_error"]["type"], each[2]) << answer["verdict"];
    EXPECT_EQ(answer["predicted_error"]["rule"], each[3]);
    const Outcome text = run({});
    EXPECT_EQ(text.code, 1);
    EXPECT_THAT(text.out, testing::StartsWith("boto3 would fail: " + each[2]));
    EXPECT_THAT(text.out, HasSubstr("credlint explain " + each[3]));
    const Outcome all = run({"--sdk", "all"});
    EXPECT_EQ(all.code, 1);
    EXPECT_THAT(all.out, HasSubstr(each[2]));
  }
}

TEST_F(Doctor, WhatIsWrongWithVariablesIsTheVerdict) {
  const json answer =
      ask({}, {"AWS_DEFAULT_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=AKIARZPUZDIKAEXAMPLE",
               "AWS_SECRET_ACCESS_KEY=APB9p4xKkQSaN8nQlQq7WHnjbziZmQn98gbqz4H"});
  EXPECT_EQ(answer["predicted_error"]["type"], "SignatureDoesNotMatch");
  EXPECT_EQ(answer["predicted_error"]["from"]["name"], "AWS_SECRET_ACCESS_KEY");
  // Java takes white space off; boto3 does not.
  const std::vector<std::string> blank = {
      "AWS_DEFAULT_REGION=eu-west-1", "AWS_REGION=eu-west-1",
      "AWS_ACCESS_KEY_ID= AKIARZPUZDIKAEXAMPLE",
      "AWS_SECRET_ACCESS_KEY=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"};
  EXPECT_EQ(ask({}, blank)["predicted_error"]["type"], "IncompleteSignature");
  EXPECT_EQ(ask({"--sdk", "java-v2"}, blank)["predicted_error"], nullptr);
  const std::vector<std::string> quoted = {
      "AWS_DEFAULT_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=\"AKIARZPUZDIKAEXAMPLE\"",
      "AWS_SECRET_ACCESS_KEY=\"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\""};
  EXPECT_NE(ask({}, quoted)["predicted_error"], nullptr);
}

TEST_F(Doctor, ARoleArnThatStsRefusesIsTheVerdict) {
  tree_.write(".aws/config",
              "[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam:123456789012:role/x\n"
              "source_profile = base\n");
  tree_.write(".aws/credentials", std::string("[base]\n") + kPair);
  const json answer = ask({});
  EXPECT_EQ(answer["predicted_error"]["type"], "ValidationError");
  EXPECT_EQ(answer["predicted_error"]["from"]["line"], 3);
}

TEST_F(Doctor, SaysWhatToDoAsTheFindingDoes) {
  tree_.write(".aws/config", "[dev]\nregion = eu-west-1\n");
  EXPECT_THAT(run({}, {"AWS_PROFILE=dev"}).out, HasSubstr("mend it      write [profile dev]"));
  tree_.write(".aws/config", "\xef\xbb\xbf[default]\nregion = eu-west-1\n");
  EXPECT_THAT(run({}).out, HasSubstr("save the file as UTF-8 without a byte order mark"));
}

TEST_F(Doctor, OneFileNamedByBothVariablesIsReadOnce) {
  tree_.write("one", std::string("[default]\nregion = eu-west-1\n") +
                         "aws_access_key_id = AKIARZPUZDIKGYC734LZ\n"
                         "aws_secret_access_key = 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\n");
  const Outcome outcome = run(
      {}, {"AWS_CONFIG_FILE=" + tree_.at("one"), "AWS_SHARED_CREDENTIALS_FILE=" + tree_.at("one")});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("eu-west-1"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("same-key-many-places")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("shadowed")));
}

TEST_F(Doctor, FilesThatOnlyOneSdkReadsAreReadForItAlone) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kPair);
  const std::vector<std::string> variables = {"AWS_SHARED_CREDENTIALS_FILE=/nonexistent",
                                              "AWS_REGION=us-east-1"};
  EXPECT_EQ(ask({"--sdk", "js-v2"}, variables)["predicted_error"], nullptr);
  EXPECT_EQ(ask({"--sdk", "js-v3"}, variables)["credentials"], nullptr);
}

TEST_F(Doctor, WhatCannotBeReadIsNotTakenForAbsent) {
  tree_.write(".aws/config", kSso);
  ASSERT_TRUE(tree_.run("mkdir -p .aws/sso && ln -s cache .aws/sso/cache && mkfifo pipe"));
  const Outcome loop = run({"--profile", "dev"});
  EXPECT_THAT(loop.err, HasSubstr("sso/cache: cannot be read"));
  EXPECT_THAT(loop.out, HasSubstr(". Not seen, or not as a whole: ~/.aws/sso/cache"));
  EXPECT_THAT(loop.out, Not(HasSubstr(".. Not seen")));
  ASSERT_TRUE(tree_.run("rm .aws/sso/cache"));
  const Outcome pipe = run({}, {"AWS_SHARED_CREDENTIALS_FILE=" + tree_.at("pipe")});
  EXPECT_THAT(pipe.err, HasSubstr("pipe: a pipe or socket, which is not read here"));
  EXPECT_THAT(pipe.out, HasSubstr("Not seen, or not as a whole: ~/pipe"));
  const Outcome null = run({}, {"AWS_SHARED_CREDENTIALS_FILE=/dev/null"});
  EXPECT_THAT(null.out, Not(HasSubstr("Not seen")));
  const std::string long_name(5000, 'x');
  const Outcome name = run({}, {"AWS_CONFIG_FILE=/" + long_name});
  EXPECT_THAT(name.err, HasSubstr("cannot be read: File name too long"));
}

TEST_F(Doctor, ProfilesOfALongChainTakeLinearTime) {
  const auto seconds = [&](int length) {
    std::string config = "[default]\nregion = eu-west-1\n";
    for (int i = 0; i < length; ++i) {
      config += "[profile p" + std::to_string(i) + "]\nsource_profile = p" + std::to_string(i + 1) +
                "\nrole_arn = arn:aws:iam::123456789012:role/r\n";
    }
    tree_.write(".aws/config", config + "[profile p" + std::to_string(length) + "]\n" + kPair);
    const Outcome outcome = run({"--all-profiles"}, {"AWS_DEFAULT_REGION=eu-west-1"});
    EXPECT_THAT(outcome.out, HasSubstr("assume-role AKIA************MPLE"));
    return outcome.cpu_seconds;
  };
  const double few = seconds(300);
  EXPECT_LT(seconds(1'500), few * 12);
}

TEST_F(Doctor, WhatIsTooLargeIsNotReadAndSaid) {
  const std::string entry = R"({"accessToken": "x", "expiresAt": "2020-01-01T00:00:00Z", "x": ")" +
                            std::string(1'000'000, 'y') + "\"}";
  for (int i = 0; i < 70; ++i) tree_.write(".aws/sso/cache/" + std::to_string(i) + ".json", entry);
  tree_.write(".aws/config", "[default]\nregion = " + std::string(21U << 20U, 'x'));
  const Outcome outcome = run({});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("/.aws/config: cannot be read: larger than 20 MB"));
  EXPECT_THAT(outcome.err, HasSubstr("/.aws/sso/cache: more than 64 MB, the rest was not read"));
}

TEST_F(Doctor, ACacheCutInHalfIsNoToken) {
  tree_.write(".aws/config", kSso);
  tree_.write(".aws/sso/cache/" + sha1_hex("corp") + ".json",
              R"({"accessToken": "aoaEXAMPLE", "expi)");
  EXPECT_EQ(ask({"--profile", "dev"})["predicted_error"]["type"], "SSOTokenLoadError");
  EXPECT_THAT(run({"--profile", "dev"}).err, HasSubstr("no whole JSON object"));
}

TEST_F(Doctor, RefusesWhatItDoesNotKnow) {
  const Outcome outcome = run({"--sdk", "boto4"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("did you mean 'boto3'"));
  EXPECT_EQ(run({"--now", "tomorrow"}).code, 2);
  EXPECT_EQ(run({"--all-profiles", "--sdk", "all"}).code, 2);
}

TEST_F(Doctor, ExplainListsTheCausesOfAnError) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kTemporary);
  const Outcome outcome = run_credlint(
      tree_.root(), {"explain", "The security token included in the request is invalid."}, "",
      {"HOME=" + tree_.root()});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("InvalidClientTokenId"));
  EXPECT_THAT(outcome.out, HasSubstr("temp-key-without-token"));
  const std::string seen = outcome.out.substr(0, outcome.out.find("Causes, the most likely"));
  EXPECT_THAT(seen, HasSubstr("temp-key-without-token"));
  EXPECT_THAT(seen, Not(HasSubstr("key-id-length")));
}

TEST_F(Doctor, NamesThatPeopleGiveSdksGetTheRightOne) {
  EXPECT_THAT(run({"--sdk", "python"}).err, HasSubstr("did you mean 'boto3'?"));
  EXPECT_THAT(run({"--sdk", "js"}).err, HasSubstr("did you mean 'js-v3' or 'js-v2'?"));
  EXPECT_THAT(run({"--sdk", "aws-cli"}).err, HasSubstr("did you mean 'cli-v2' or 'cli-v1'?"));
  for (const char* name : {"java", "go", "dotnet", "node", "C++"})
    EXPECT_THAT(run({"--sdk", name}).err, HasSubstr("did you mean '")) << name;
}

TEST_F(Doctor, ATableOfProfilesSaysNothingOfFlags) {
  tree_.write(".aws/credentials", std::string("[default]\n") + kPair + "[old]\n" + kPair);
  EXPECT_THAT(run({"--all-profiles"}).out,
              testing::AllOf(HasSubstr("old"), Not(HasSubstr("--profile"))));
}

TEST_F(Doctor, ThePageHasPlacesAndLinks) {
  tree_.write(".aws/config",
              "[profile dev]\nsource_profile = base\nrole_arn = "
              "arn:aws:iam::123456789012:role/x\n");
  tree_.write(".aws/credentials", std::string("[default]\n") + kPair);
  const std::string page = run({"--format", "html", "--profile", "dev"}).out;
  EXPECT_THAT(page, HasSubstr("<dt>where</dt><dd>~/.aws/config:2</dd>"));
  EXPECT_THAT(page, HasSubstr(">credlint explain source-profile-missing</a>"));
  EXPECT_THAT(page, HasSubstr("<p class=\"place\">~/.aws/config:2</p>"));
  EXPECT_THAT(page, HasSubstr("<title>dev</title><rect class=\"box failed\""));
  EXPECT_THAT(page, HasSubstr("<div class=\"drawing\"><svg"));
  const std::string all = run({"--format", "html", "--all-profiles"}).out;
  EXPECT_THAT(all, HasSubstr("<h2>boto3, profile dev</h2>"));
  EXPECT_THAT(all, HasSubstr("<h2>boto3, profile default</h2>"));
  EXPECT_THAT(all, Not(HasSubstr("from --profile")));
}

}  // namespace
}  // namespace credlint::test
