// SPDX-License-Identifier: MIT
// credlint check: exit codes, inputs, outputs, configuration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/run_credlint.h"
#include "tests/support/session_tokens.h"

namespace credlint::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kRule = "temp-key-without-token";
constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";

/// A profile with a temporary key and no token.
std::string broken_profile(std::string_view before_key = "") {
  return "[default]\n" + std::string(before_key) +
         "aws_access_key_id = ASIARZPUZDIKAEXAMPLE\naws_secret_access_key = " +
         std::string(kSecret) + "\n";
}

class Check : public testing::Test {
 protected:
  [[nodiscard]] Outcome check(std::vector<std::string> arguments,
                              std::string_view input = "") const {
    arguments.insert(arguments.begin(), "check");
    return run_credlint(tree_.root(), arguments, input);
  }
  /// Runs with nothing but the one rule, so that these tests do not depend on the others.
  [[nodiscard]] Outcome check_rule(std::vector<std::string> arguments,
                                   std::string_view input = "") const {
    arguments.insert(arguments.begin(), {"--select", std::string(kRule)});
    return check(std::move(arguments), input);
  }
  void write_broken() const { tree_.write(".aws/credentials", broken_profile()); }

  TempTree tree_;
};

TEST_F(Check, NothingToSayIsZero) {
  tree_.write("readme.txt", "hello\n");
  const Outcome outcome = check({});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("1 file read"));
}

// Ids of before 2019 and tokens of the global endpoint do not hold an account.
TEST_F(Check, AccountsAreNamedWhereTheyAre) {
  tree_.write("new.py", "KEY_ID = 'AKIARZPUZDIKLKRFOONN'\n");
  EXPECT_THAT(check({}).out, HasSubstr("It names an account and a key"));
  tree_.write("new.py", "KEY_ID = 'AKIAJQ4ZRTWMK7C2XEPA'\n");
  EXPECT_THAT(check({}).out, HasSubstr("It names a key"));
  tree_.write("new.py", "KEY_ID = 'ASIARZPUZDIKLKRFOONN'\n");
  EXPECT_THAT(check({}).out, HasSubstr("It names an account."));
  tree_.write("new.py", "KEY_ID = 'ASIAJQ4ZRTWMK7C2XEPA'\n");
  EXPECT_THAT(check({}).out, AllOf(HasSubstr("stands here alone"), Not(HasSubstr("an account"))));
  tree_.write("new.py", "TOKEN = '" + tests::make_session_token({}) + "'\n");
  EXPECT_THAT(check({}).out, HasSubstr("and names the account that issued it"));
  tree_.write("new.py", "TOKEN = '" + tests::make_session_token({.global = true}) + "'\n");
  EXPECT_THAT(check({}).out, AllOf(HasSubstr("It has expired"), Not(HasSubstr("the account"))));
}

// A secret whose session is over is of no use to anybody.
TEST_F(Check, ProvidersOfAProfileAskNothingElse) {
  tree_.write(".aws/config", "[profile build]\nregion = us-east-1\n");
  tree_.write("App.java", R"(import software.amazon.awssdk.auth.credentials.*;
class App {
  Object own = ProfileCredentialsProvider.create("own");
  Object chain = DefaultCredentialsProvider.builder().profileName("chain").build();
}
)");
  const std::string text = check({"--select", "profile-not-found", "."}).out;
  EXPECT_THAT(text, HasSubstr("\"own\" is not defined in .aws. Java v2 stops without a look"));
  EXPECT_THAT(text, HasSubstr("\"chain\" is not defined in .aws. Java v2 uses the keys of"));
}

TEST_F(Check, EndedSessionsAreSaid) {
  tree_.write("a.json", "{\"AccessKeyId\": \"ASIARZPUZDIKLKRFOONN\", \"SecretAccessKey\": \"" +
                            std::string(kSecret) + "\", \"SessionToken\": \"" +
                            tests::make_session_token({}) + "\"}\n");
  const Outcome outcome = check({"--select", "secret-literal"});
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("warning[secret-literal]"),
                                 HasSubstr("The session that it belongs to has ended")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("can use it")));
}

TEST_F(Check, EndedSessionsInCommentsAreSaid) {
  tree_.write("a.py",
              "# aws_access_key_id = \"ASIARZPUZDIKLKRFOONN\"\n# aws_secret_access_key = \"" +
                  std::string(kSecret) + "\"\n# aws_session_token = \"" +
                  tests::make_session_token({}) + "\"\n");
  EXPECT_THAT(check({}).out, AllOf(HasSubstr("warning[secret-literal]"),
                                   HasSubstr("The session that it belongs to has ended"),
                                   Not(HasSubstr("token-expired"))));
}

TEST_F(Check, DatabaseTokensAreNoUrls) {
  tree_.write("a.py",
              "PASSWORD = 'db.abc.us-west-2.rds.amazonaws.com:3306/?Action=connect&DBUser=jane&"
              "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIARZPUZDIKLKRFOONN%2F20180731%"
              "2Fus-west-2%2Frds-db%2Faws4_request&X-Amz-Date=20180731T235209Z&X-Amz-Expires=900&"
              "X-Amz-SignedHeaders=host&X-Amz-Signature=00'\n");
  EXPECT_THAT(check({}).out,
              AllOf(HasSubstr("login token for a database"), Not(HasSubstr("pre-signed URL"))));
}

TEST_F(Check, FindingsAreOne) {
  write_broken();
  const Outcome outcome = check_rule({});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr(std::string(kRule)));
  EXPECT_THAT(outcome.out, HasSubstr(".aws/credentials"));
  EXPECT_THAT(outcome.err, HasSubstr("1 error"));
}

TEST_F(Check, ExitZeroReportsAndSucceeds) {
  write_broken();
  const Outcome outcome = check_rule({"--exit-zero"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr(std::string(kRule)));
}

TEST_F(Check, StandardInputIsReadAsWhatItLooksLike) {
  const struct {
    const char* text;
    const char* rule;
  } inputs[] = {
      {"import boto3\nboto3.client(\"s3\", region_name=\"us-east-1a\")\n", "region-is-az"},
      {"# settings\nAWS_REGION=us-east-1a\nexport LOG_LEVEL=info\n", "region-is-az"},
      {"FROM debian:12\nRUN true\nENV AWS_REGION=us-east-1a\n", "region-is-az"},
      {"provider \"aws\" {\n  region = \"us-east-1a\"\n}\n", "region-is-az"},
      {"const { S3Client } = require('@aws-sdk/client-s3');\n"
       "new S3Client({ region: 'us-east-1a' });\n",
       "region-is-az"},
      {"[default]\nregion = us-east-1a\naws_access_key_id = ASIARZPUZDIKAEXAMPLE\n",
       "region-is-az"},
  };
  for (const auto& input : inputs) {
    const Outcome outcome = check({"-", "--select", input.rule}, input.text);
    EXPECT_EQ(outcome.code, 1) << input.text << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("--> stdin:"));
  }
  EXPECT_EQ(check({"-"}, "hello, nothing to see\n").code, 0);
}

TEST_F(Check, NothingCheckedIsSaidInWords) {
  const Outcome empty = check({});
  EXPECT_EQ(empty.code, 0);
  EXPECT_THAT(empty.err, HasSubstr("nothing was checked (0 files read"));
  tree_.write("a.txt", "x");
  EXPECT_THAT(check({"--exclude", "*.txt"}).err, HasSubstr("nothing was checked"));
  EXPECT_THAT(check({}).err, HasSubstr("no findings (1 file read"));
}

TEST_F(Check, PathsOfWhichNoneExistsAreTwo) { EXPECT_EQ(check({"nowhere"}).code, 2); }

TEST_F(Check, SomethingUnreadIsThree) {
  tree_.write("a.txt", "hello\n");
  const Outcome outcome = check({"a.txt", "nowhere"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("nowhere"));
}

TEST_F(Check, AnAbsentHomeOfAwsIsARemark) {
  tree_.write("project/a.txt", "hello\n");
  const std::vector<std::string> home = {"HOME=" + tree_.root()};
  for (const std::string& place : {tree_.at(".aws"), tree_.at(".aws/")}) {
    const Outcome outcome = run_credlint(tree_.at("project"), {"check", place, "."}, "", home);
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, HasSubstr(".aws is not there; 'aws configure' makes it"));
  }
  // Alone it was asked for and cannot be read; so is what is no conventional place.
  EXPECT_EQ(run_credlint(tree_.at("project"), {"check", tree_.at(".aws")}, "", home).code, 2);
  EXPECT_EQ(run_credlint(tree_.at("project"), {"check", ".aws", "."}, "", home).code, 3);
}

TEST_F(Check, FindingsWinOverSomethingUnread) {
  write_broken();
  EXPECT_EQ(check_rule({".aws", "nowhere"}).code, 1);
}

TEST_F(Check, TooLargeFilesAreSaid) {
  tree_.write("large.txt", std::string(3U << 20U, 'x'));
  const Outcome outcome = check({"--max-file-size", "2"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("1 too large"));
}

TEST_F(Check, QuietHasNoSummary) {
  tree_.write("a.txt", "hello\n");
  EXPECT_THAT(check({"-q"}).err, IsEmpty());
}

TEST_F(Check, ReadsStandardInputUnderItsName) {
  const Outcome outcome =
      check_rule({"-", "--stdin-filename", ".aws/credentials"}, broken_profile());
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr(".aws/credentials:2"));
}

TEST_F(Check, ReadsAListOfFiles) {
  write_broken();
  tree_.write("b/.aws/credentials", broken_profile());
  const std::string nul("b/.aws/credentials\0", 19);
  EXPECT_THAT(check_rule({"--files-from", "-"}, nul).out, HasSubstr("b/.aws/credentials:2"));
  tree_.write("list", ".aws/credentials\n");
  const Outcome outcome = check_rule({"--files-from", "list"});
  EXPECT_THAT(outcome.out, HasSubstr(".aws/credentials:2"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("b/.aws/credentials:2")));
}

TEST_F(Check, AnEmptyListOfFilesIsNothing) {
  write_broken();
  EXPECT_EQ(check({"--files-from", "-"}, "").code, 0);
}

TEST_F(Check, WritesSeveralReportsAtOnce) {
  write_broken();
  const Outcome outcome =
      check_rule({"--output", "out.txt", "--report", "sarif=out.sarif", "--report", "text=more"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(read_text(tree_.at("out.txt")), HasSubstr(std::string(kRule)));
  EXPECT_EQ(read_text(tree_.at("out.txt")), read_text(tree_.at("more")));
  EXPECT_THAT(read_text(tree_.at("out.sarif")), HasSubstr("\"2.1.0\""));
}

TEST_F(Check, NeverReplacesADevice) {
  write_broken();
  EXPECT_EQ(check_rule({"--output", "/dev/null"}).code, 1);
  struct stat status {};
  ASSERT_EQ(::stat("/dev/null", &status), 0);
  EXPECT_TRUE(S_ISCHR(status.st_mode));
}

TEST_F(Check, WritesIntoAFifo) {
  write_broken();
  ASSERT_EQ(::mkfifo(tree_.at("pipe").c_str(), 0600), 0);
  std::string seen;
  std::thread reader([&] { seen = read_text(tree_.at("pipe")); });
  EXPECT_EQ(check_rule({".aws", "--output", "pipe"}).code, 1);
  reader.join();
  EXPECT_THAT(seen, HasSubstr(std::string(kRule)));
}

TEST_F(Check, AnOutputThatCannotBeWrittenIsTwo) {
  write_broken();
  EXPECT_EQ(check_rule({"--output", "no/such/folder/x"}).code, 2);
}

TEST_F(Check, ABrokenPipeIsQuiet) {
  write_broken();
  const std::string command =
      std::string("(") + CREDLINT_BINARY + " check . 2>err; echo $? >code) | head -c 0 >/dev/null";
  ASSERT_TRUE(tree_.run(command));
  EXPECT_EQ(read_text(tree_.at("code")), "1\n");
  EXPECT_THAT(read_text(tree_.at("err")), Not(HasSubstr("credlint:")));
}

TEST_F(Check, UnknownNamesAreUsageErrorsWithASuggestion) {
  const Outcome rule = check({"--select", "temp-key-without-tokn"});
  EXPECT_EQ(rule.code, 2);
  EXPECT_THAT(rule.err, HasSubstr("did you mean 'temp-key-without-token'?"));
  const Outcome family = check({"--ignore", "pairng"});
  EXPECT_EQ(family.code, 2);
  EXPECT_THAT(family.err, HasSubstr("did you mean 'pairing'?"));
  const Outcome format = check({"--format", "sarf"});
  EXPECT_EQ(format.code, 2);
  EXPECT_THAT(format.err, HasSubstr("did you mean 'sarif'?"));
  const Outcome option = check({"--outptu", "x"});
  EXPECT_EQ(option.code, 2);
  EXPECT_THAT(option.err, HasSubstr("did you mean '--output'?"));
}

TEST_F(Check, WrongArgumentsAreTwo) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"--now", "yesterday"},
                                             {"--now", "2026-02-30T00:00:00Z"},
                                             {"--now", "2026-02-03T00:00:00"},
                                             {"--report", "sarif"},
                                             {"--report", "nothing=x"},
                                             {"--fail-on", "always"},
                                             {"--max-file-size", "0"},
                                             {"-j", "-1"},
                                             {"--config", "missing.toml"},
                                             {"--config", "x", "--no-config"},
                                             {"--rulesets", "missing"},
                                             {"--files-from", "missing"},
                                             {""}}) {
    EXPECT_EQ(check(arguments).code, 2) << arguments.front();
  }
}

TEST_F(Check, ForgottenCommandsAreSuggested) {
  const Outcome outcome = run_credlint(tree_.root(), {"."});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("did you mean 'credlint check .'?"));
  EXPECT_THAT(run_credlint(tree_.root(), {"chekc"}).err, HasSubstr("did you mean 'check'?"));
}

TEST_F(Check, HelpAndVersion) {
  EXPECT_THAT(run_credlint(tree_.root(), {}).out, HasSubstr("check"));
  EXPECT_THAT(run_credlint(tree_.root(), {"--version"}).out,
              testing::StartsWith("credlint " CREDLINT_VERSION));
}

TEST_F(Check, ColorIsForTerminalsOrOnRequest) {
  write_broken();
  const std::vector<std::string> arguments = {"check", "--select", std::string(kRule)};
  const auto colored = [&](const std::vector<std::string>& more,
                           const std::vector<std::string>& environment) {
    std::vector<std::string> all = arguments;
    all.insert(all.end(), more.begin(), more.end());
    const Outcome outcome = run_credlint(tree_.root(), all, "", environment);
    return outcome.out.find('\x1b') != std::string::npos;
  };
  EXPECT_FALSE(colored({}, {}));
  EXPECT_TRUE(colored({"--color", "always"}, {"NO_COLOR=1"}));
  EXPECT_TRUE(colored({}, {"FORCE_COLOR=1"}));
  EXPECT_FALSE(colored({"--color=never"}, {"FORCE_COLOR=1"}));
}

/// "check ~/.aws .": the shell writes the one out, the other stays as it is.
TEST_F(Check, AHomeNamedByItselfIsTheOneOfTheCodeBesideIt) {
  tree_.write("home/.aws/config", "[profile dev]\nregion = eu-west-1\n");
  tree_.write("home/.aws/credentials", "");
  tree_.write("project/app.py", "import boto3\nboto3.Session(profile_name=\"prod\")\n");
  const std::string project = tree_.root() + "/project";
  for (const std::string& home : {tree_.root() + "/home/.aws", std::string("../home/.aws")}) {
    const Outcome outcome =
        run_credlint(project, {"check", "--select", "profile-not-found", home, "."});
    EXPECT_EQ(outcome.code, 1) << home << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("app.py:2:29")) << home;
  }
}

TEST_F(Check, TimeAtWhichExpiryIsJudgedIsGiven) {
  tree_.write("a.txt", "hello\n");
  EXPECT_EQ(check({"--now", "2026-01-31T12:00:00.5+02:00"}).code, 0);
}

TEST_F(Check, EveryNumberOfWorkersWritesTheSameBytes) {
  for (int i = 0; i < 40; ++i) {
    tree_.write("d" + std::to_string(i % 7) + "/" + std::to_string(i) + ".env",
                "AWS_ACCESS_KEY_ID=ASIARZPUZDIKAEXAMPLE\nAWS_SECRET_ACCESS_KEY=" +
                    std::string(kSecret) + "\n");
  }
  for (const std::string format : {"text", "sarif"}) {
    const Outcome one = check({"-j1", "--format", format, "--now", "2026-01-01T00:00:00Z"});
    const Outcome two = check({"-j2", "--format", format, "--now", "2026-01-01T00:00:00Z"});
    EXPECT_EQ(one.code, 1);
    EXPECT_EQ(one.out, two.out);
    EXPECT_EQ(one.err, two.err);
  }
}

TEST_F(Check, InlineIgnoresSuppress) {
  tree_.write(".aws/credentials",
              broken_profile("# credlint: ignore[temp-key-without-token] sample\n"));
  const Outcome outcome = check_rule({});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("1 suppressed"));
}

TEST_F(Check, AnIgnoreThatMatchesNothingIsAFinding) {
  tree_.write(".aws/credentials",
              "[default]\n# credlint: ignore[temp-key-without-token] old\nregion = eu-west-1\n");
  const Outcome outcome = check({"--select", "unused-ignore", "--fail-on", "note"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("unused-ignore"));
}

TEST_F(Check, ConfigurationIsFoundUpward) {
  tree_.write("credlint.toml", "select = [\"hygiene\"]\n");
  tree_.write("deep/er/.aws/credentials", broken_profile());
  EXPECT_EQ(run_credlint(tree_.at("deep/er"), {"check"}).code, 0);
  EXPECT_EQ(run_credlint(tree_.at("deep/er"), {"check", "--no-config"}).code, 1);
}

TEST_F(Check, FlagsWinOverTheFile) {
  write_broken();
  tree_.write("credlint.toml", "ignore = [\"temp-key-without-token\"]\nfail-on = \"error\"\n");
  EXPECT_EQ(check_rule({}).code, 1);
  tree_.write("credlint.toml", "select = [\"temp-key-without-token\"]\n");
  EXPECT_EQ(check({"--ignore", "pairing"}).code, 0);
}

TEST_F(Check, TheCloserNameDecides) {
  write_broken();
  EXPECT_EQ(check({"--select", std::string(kRule), "--ignore", "pairing"}).code, 1);
  EXPECT_EQ(check({"--select", "pairing", "--ignore", std::string(kRule)}).out.find(kRule),
            std::string::npos);
}

TEST_F(Check, PerFileIgnoresSuppress) {
  write_broken();
  tree_.write("credlint.toml", "[per-file-ignores]\n\".aws/*\" = [\"pairing\"]\n");
  const Outcome outcome = check_rule({});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("1 suppressed"));
}

TEST_F(Check, ExcludesOfFileAndFlagsAddUp) {
  tree_.write("credlint.toml", "exclude = [\"/sub/one\"]\n");
  for (const std::string folder : {"one", "two", "three"}) {
    tree_.write("sub/" + folder + "/.aws/credentials", broken_profile());
  }
  const Outcome outcome =
      run_credlint(tree_.at("sub"), {"check", "--select", std::string(kRule), "--exclude", "/two"});
  EXPECT_THAT(outcome.out, Not(HasSubstr("one/")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("two/")));
  EXPECT_THAT(outcome.out, HasSubstr("three/"));
}

TEST_F(Check, ExcludesHoldForNamedPathsUnlessOverridden) {
  tree_.write("credlint.toml", "exclude = [\"one\"]\n");
  tree_.write("one/.aws/credentials", broken_profile());
  EXPECT_EQ(check_rule({"one"}).code, 0);
  EXPECT_EQ(check_rule({"--no-force-exclude", "one/.aws/credentials"}).code, 1);
}

TEST_F(Check, WrongConfigurationIsSaidWithItsPlace) {
  struct Case {
    std::string text;
    std::string expected;
  };
  for (const Case& wrong : std::vector<Case>{
           {"\nselct = []\n", "credlint.toml:2:1: unknown key 'selct'; did you mean 'select'?"},
           {"select = [\"pairng\"]\n",
            "credlint.toml:1:11: unknown rule or family 'pairng'; did you"},
           {"[per-file-ignores]\n\"*.py\" = [\"paring\"]\n", "credlint.toml:2:11: unknown rule"},
           {"[per-file-ignores]\n\"*.py\" = 3\n", "credlint.toml:2:10: '*.py' must be"},
           {"fail-on = \"eror\"\n",
            "credlint.toml:1:11: unknown word 'eror'; did you mean 'error'?"},
           {"max-file-size = \"20\"\n", "credlint.toml:1:17: 'max-file-size' must be"},
           {"max-file-size = 0\n", "credlint.toml:1:17: 'max-file-size' must be between"},
           {"respect-gitignore = \"no\"\n", "credlint.toml:1:21: 'respect-gitignore' must be"},
           {"exclude = [1]\n", "credlint.toml:1:12: 'exclude' must hold texts only"},
           {"select = [\n", "credlint.toml:"}}) {
    tree_.write("credlint.toml", wrong.text);
    const Outcome outcome = check({});
    EXPECT_EQ(outcome.code, 2) << wrong.text;
    EXPECT_THAT(outcome.err, HasSubstr(wrong.expected));
  }
}

TEST_F(Check, RulesetsCanBeReplaced) {
  write_broken();
  const std::string rulesets = std::string(CREDLINT_SOURCE_DIR) + "/rulesets";
  const Outcome outcome = check_rule({"--rulesets", rulesets});
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_EQ(outcome.out, check_rule({}).out);
  EXPECT_EQ(outcome.out, check_rule({"--engine", "re2"}).out);
}

// A misspelt ignore is said, with what was meant; words about ignores are none.
TEST_F(Check, AnIgnoreInOtherWordsIsAFinding) {
  const auto said = [&](const std::string& comment) {
    tree_.write("a.sh", "# " + comment + "\nexport AWS_REGION=eu-west-1a\n");
    return check({"--select", "unused-ignore,region-is-az"}).out;
  };
  for (const char* comment :
       {"credlint: ignore", "credlint: ignore region-is-az", "credlint: disable[region-is-az]",
        "credlint: ignore region_is_az as agreed", "credlint: ignore(region-is-az)",
        "credlint-disable-next-line region-is-az", "Credlint: ignore[region-is-az]",
        "x; credlint: ignore", "credlint: ignore[region-is-az"}) {
    EXPECT_THAT(said(comment), HasSubstr("write credlint: ignore[region-is-az]")) << comment;
  }
  EXPECT_THAT(said("credlint: ignore[region_is_az]"), HasSubstr("did you mean region-is-az?"));
  EXPECT_THAT(said("credlint: ignore_file region-is-az"), HasSubstr("ignore-file[region-is-az]"));
  for (const char* comment :
       {"credlint: ignore comments", "see credlint: ignore", "credlint: ignored region-is-az",
        "run credlint ignore leak", "credlint: skip what is not ours", "credlint: ignore \"x\"",
        "`credlint: ignore region-is-az`", "credlint: ignore leak findings"}) {
    EXPECT_THAT(said(comment), Not(HasSubstr("unused-ignore"))) << comment;
  }
}

TEST_F(Check, MissingFoldersAreSaidBeforeTheWork) {
  write_broken();
  const Outcome report = check({"--report", "sarif=no/x.sarif"});
  EXPECT_EQ(report.code, 2);
  EXPECT_EQ(report.out, "");
  EXPECT_EQ(report.err, "credlint: cannot write no/x.sarif: there is no folder no\n");
  EXPECT_EQ(check({"--output", "no/x"}).err,
            "credlint: cannot write no/x: there is no folder no\n");
  EXPECT_THAT(check({"--output", ".aws"}).err, HasSubstr("Is a directory"));
  EXPECT_EQ(run_credlint(tree_.root(), {"baseline", "create", "--baseline", "no/b"}).err,
            "credlint: cannot write no/b: there is no folder no\n");
  tree_.write("credlint.toml", "baseline = \"acc\"\n");
  EXPECT_THAT(check({}).err,
              HasSubstr("there is no baseline acc (credlint baseline create --baseline acc)"));
  EXPECT_EQ(check({"--no-baseline", "--output", "/dev/null"}).code, 1);
}

TEST_F(Check, OfTwoConfigurationsItIsSaidWhichCounts) {
  tree_.write("credlint.toml", "");
  EXPECT_THAT(check({}).err, Not(HasSubstr("counts")));
  tree_.write(".credlint.toml", "");
  EXPECT_THAT(check({}).err, HasSubstr("credlint.toml counts, .credlint.toml does not\n"));
}

TEST_F(Check, WrongOptionsAreSaidInWordsThatHelp) {
  EXPECT_THAT(check({"--color", "sometimes"}).err, HasSubstr("sometimes not in"));
  for (const char* secret : {"wJalrXUtnFEMI", "hunter2hunter2", "correcthorsebattery"})
    EXPECT_THAT(check({"--color", secret}).err, Not(HasSubstr(secret)));
  EXPECT_THAT(run_credlint(tree_.root(), {"--verbose"}).err,
              HasSubstr("credlint: unknown option '--verbose'"));
  EXPECT_THAT(check({"--format", "xml"}).err, Not(HasSubstr("did you mean")));
  EXPECT_THAT(check({"--format", "jsno"}).err, HasSubstr("did you mean 'json'?"));
}

// A path that a command is given is read in a report; what is assigned in its words is not.
TEST_F(Check, WordsOfDockerRunAreShown) {
  tree_.write("run.sh",
              "docker run -e DB_PASSWORD=hunter2 --env-file=.env -e 'A=b c' --name web image\n");
  tree_.write(".env", "AWS_ACCESS_KEY_ID=\"AKIARZPUZDIKAQWERTYU\"\n");
  EXPECT_THAT(check({}).out,
              HasSubstr("docker run -e DB_PASSWORD=******* --env-file=.env -e 'A=**** --name web"));
}

}  // namespace
}  // namespace credlint::test
