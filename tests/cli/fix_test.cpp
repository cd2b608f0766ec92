// SPDX-License-Identifier: MIT
// check --fix, --fix-diff, --unsafe-fixes: what is written, how, and what is left alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kKey = "AKIARZPUZDIKAQWERTYU";
const std::string kSecret = "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";
const std::string kConfig = "[dev]\nregion = eu-west-1a\n";
const std::string kFixed = "[profile dev]\nregion = eu-west-1\n";
const std::vector<std::string> kFix = {"check", "--fix"};

TEST(Fix, WritesWhatIsSafeAndReportsTheRest) {
  const TempTree tree;
  tree.write(".aws/config", kConfig + "[profile x]\nrole_arn = arn:aws:iam::123456789012:role/x\n");
  const Outcome run = run_credlint(tree.root(), kFix);
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.err, HasSubstr("2 fixes made in 1 file"));
  EXPECT_THAT(run.out, HasSubstr("role-without-source"));
  EXPECT_THAT(run.out, Not(HasSubstr("region-is-az")));
  EXPECT_THAT(read_text(tree.at(".aws/config")), testing::StartsWith(kFixed));
}

TEST(Fix, IsOfferedWithoutIt) {
  const TempTree tree;
  tree.write(".aws/config", kConfig);
  EXPECT_THAT(run_credlint(tree.root(), {"check"}).err, HasSubstr("2 can be fixed with --fix"));
  EXPECT_EQ(read_text(tree.at(".aws/config")), kConfig);
}

TEST(Fix, LeavesUnsafeOnesUnlessAsked) {
  const TempTree tree;
  tree.write("a.sh", "export AWS_ACCESS_KEY=$1\n");
  EXPECT_THAT(run_credlint(tree.root(), kFix).err, HasSubstr("with --fix --unsafe-fixes"));
  EXPECT_EQ(read_text(tree.at("a.sh")), "export AWS_ACCESS_KEY=$1\n");
  run_credlint(tree.root(), {"check", "--fix", "--unsafe-fixes"});
  EXPECT_EQ(read_text(tree.at("a.sh")), "export AWS_ACCESS_KEY_ID=$1\n");
}

TEST(Fix, DiffWritesNothingAndMasksCredentials) {
  const TempTree tree;
  const std::string text = "[default]\naws_access_key_id = '" + kKey +
                           "'\naws_secret_access_key = \"" + kSecret + "\"\nregion = eu-west-1a\n";
  tree.write(".aws/credentials", text);
  const Outcome run = run_credlint(tree.root(), {"check", "--fix-diff"});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, HasSubstr("--- .aws/credentials\n+++ .aws/credentials\n@@ -1,4 +1,4 @@\n"));
  EXPECT_THAT(run.out, HasSubstr("-region = eu-west-1a\n"));
  EXPECT_THAT(run.out, HasSubstr("+region = eu-west-1\n"));
  EXPECT_THAT(run.out, HasSubstr("+aws_access_key_id = AKIA************RTYU\n"));
  for (const std::string& output : {run.out, run.err}) {
    EXPECT_THAT(output, Not(HasSubstr(kKey)));
    EXPECT_THAT(output, Not(HasSubstr(kSecret.substr(0, 8))));
    EXPECT_THAT(output, Not(HasSubstr(kSecret.substr(32))));
  }
  EXPECT_EQ(read_text(tree.at(".aws/credentials")), text);
  run_credlint(tree.root(), kFix);
  EXPECT_EQ(read_text(tree.at(".aws/credentials")), "[default]\naws_access_key_id = " + kKey +
                                                        "\naws_secret_access_key = " + kSecret +
                                                        "\nregion = eu-west-1\n");
}

TEST(Fix, KeepsModeMarkAndLineEnds) {
  const TempTree tree;
  tree.write("app.py",
             "\xef\xbb\xbfimport boto3\r\nboto3.client('s3', region_name='eu-west-1a')\r\n");
  EXPECT_TRUE(tree.run("chmod 751 app.py"));
  run_credlint(tree.root(), kFix);
  EXPECT_EQ(read_text(tree.at("app.py")),
            "\xef\xbb\xbfimport boto3\r\nboto3.client('s3', region_name='eu-west-1')\r\n");
  struct stat status {};
  ASSERT_EQ(::stat(tree.at("app.py").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0751U);
}

TEST(Fix, SarifNamesTheBytesOfAMark) {
  const TempTree tree;
  tree.write(".aws/credentials", "\xef\xbb\xbf[default]\nregion = eu-west-1\n");
  const auto log =
      nlohmann::json::parse(run_credlint(tree.root(), {"check", "--format", "sarif"}).out);
  const auto& change = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
  EXPECT_EQ(change["artifactLocation"]["uri"], ".aws/credentials");
  EXPECT_EQ(change["replacements"],
            nlohmann::json::parse(R"([{"deletedRegion": {"byteOffset": 0, "byteLength": 3}}])"));
}

TEST(Fix, KeepsUtf16) {
  const TempTree tree;
  const auto wide = [](std::string_view text) {
    std::string out = "\xff\xfe";
    for (const char c : text) (out += c) += '\0';
    return out;
  };
  tree.write("app.py", wide("import boto3\nboto3.client('s3', region_name='eu-west-1a')\n"));
  run_credlint(tree.root(), kFix);
  EXPECT_EQ(read_text(tree.at("app.py")),
            wide("import boto3\nboto3.client('s3', region_name='eu-west-1')\n"));
}

TEST(Fix, WritesNoValueWhereAConstantIsNamed) {
  const TempTree tree;
  const std::string text = "import boto3\nR = 'eu-west-1a'\nboto3.client('s3', region_name=R)\n";
  tree.write("app.py", text);
  run_credlint(tree.root(), kFix);
  const std::string after = read_text(tree.at("app.py"));
  EXPECT_THAT(after, HasSubstr("region_name=R)"));
}

TEST(Fix, LeavesFilesBeyondLinksAndWithOtherNames) {
  const TempTree tree;
  tree.write("outside/config", kConfig);
  tree.write("repo/.aws/x", "");
  EXPECT_TRUE(tree.run("ln -s ../../outside/config repo/.aws/config"));
  const Outcome linked = run_credlint(tree.at("repo"), {"check", "--fix", ".aws/config"});
  EXPECT_THAT(linked.err, HasSubstr(".aws/config: not fixed: a symbolic link leads out"));
  EXPECT_EQ(read_text(tree.at("outside/config")), kConfig);
  EXPECT_TRUE(tree.run("rm repo/.aws/config && ln outside/config repo/.aws/config"));
  EXPECT_THAT(run_credlint(tree.at("repo"), kFix).err, HasSubstr("more than one name"));
  EXPECT_EQ(read_text(tree.at("outside/config")), kConfig);
}

// What is said to be made is what was written, and what cannot be written is offered no more.
TEST(Fix, CountsWhatWasWritten) {
  const TempTree tree;
  tree.write("repo/one/.aws/config", kConfig);
  tree.write("repo/two/.aws/config", "[default]\nregion = eu-west-1a\n");
  EXPECT_TRUE(tree.run("ln repo/one/.aws/config other"));
  const Outcome run = run_credlint(tree.at("repo"), kFix);
  EXPECT_THAT(run.err, HasSubstr("1 fix made in 1 file\n"));
  EXPECT_THAT(run.err, Not(HasSubstr("can be fixed")));
  const Outcome again = run_credlint(tree.at("repo"), kFix);
  EXPECT_THAT(again.err, HasSubstr("0 fixes made in 0 files\n"));
}

TEST(Fix, DiffTellsOfFindingsWithoutFix) {
  const TempTree tree;
  tree.write(".aws/config", "[profile x]\nrole_arn = arn:aws:iam::123456789012:role/x\n");
  const Outcome none = run_credlint(tree.root(), {"check", "--fix-diff"});
  EXPECT_EQ(none.code, 0);
  EXPECT_THAT(none.err, HasSubstr("0 fixes possible in 0 files; 1 finding has no fix"));
  tree.write("a.sh", "export AWS_ACCESS_KEY=$1\n");
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--fix-diff"}).err,
              HasSubstr("0 fixes possible in 0 files, 1 more with --unsafe-fixes; 1 finding"));
}

TEST(Fix, DiffShowsAMarkThatGoes) {
  const TempTree tree;
  tree.write(".aws/config", "\xef\xbb\xbf[default]\nregion = eu-west-1\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--fix-diff"}).out,
            "--- .aws/config\n+++ .aws/config\n@@ -1,2 +1,2 @@\n-<U+FEFF>[default]\n+[default]\n"
            " region = eu-west-1\n");
}

TEST(Fix, FollowsLinksWithinTheFolder) {
  const TempTree tree;
  tree.write("dot/config", kConfig);
  tree.write(".aws/x", "");
  EXPECT_TRUE(tree.run("ln -s ../dot/config .aws/config"));
  run_credlint(tree.root(), {"check", "--fix", ".aws/config"});
  EXPECT_EQ(read_text(tree.at("dot/config")), kFixed);
  EXPECT_TRUE(std::filesystem::is_symlink(tree.at(".aws/config")));
}

TEST(Fix, LeavesWhatIsIgnored) {
  const TempTree tree;
  const std::string text =
      "[default]\n# credlint: ignore[region-is-az] wanted\nregion = eu-west-1a\n";
  tree.write(".aws/config", text);
  run_credlint(tree.root(), kFix);
  EXPECT_EQ(read_text(tree.at(".aws/config")), text);
}

TEST(Fix, NeedsFilesOnDisk) {
  const TempTree tree;
  EXPECT_TRUE(tree.run("git init -q ."));
  for (const char* flag : {"--staged", "--history", "--context", "--diff=HEAD", "--shard=1/2", "-"})
    EXPECT_EQ(run_credlint(tree.root(), {"check", "--fix", flag}).code, 2) << flag;
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--fix", "--fix-diff"}).code, 2);
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--unsafe-fixes"}).code, 2);
}

TEST(Fix, StandsInReports) {
  const TempTree tree;
  tree.write(".aws/config", "[default]\nregion = eu-west-1a\n");
  const std::string json = run_credlint(tree.root(), {"check", "--format", "jsonl"}).out;
  EXPECT_THAT(json, HasSubstr("\"fix\":{\"title\":\"write eu-west-1\",\"safety\":\"safe\""));
  const std::string sarif = run_credlint(tree.root(), {"check", "--format", "sarif"}).out;
  EXPECT_THAT(sarif, HasSubstr("\"fixes\""));
  EXPECT_THAT(sarif, HasSubstr("\"insertedContent\""));
}

// A text is to be written as it is, and none of it may reach a terminal as it is.
TEST(Fix, ControlCharactersAreEscapedInReports) {
  const TempTree tree;
  tree.write(".aws/config", "[d\x7fv]\nregion = eu-west-1\n");
  for (const char* format : {"sarif", "json", "jsonl"}) {
    const std::string out = run_credlint(tree.root(), {"check", "--format", format}).out;
    EXPECT_THAT(out, HasSubstr("profile d\\u007fv")) << format;
    EXPECT_THAT(out, Not(HasSubstr("\x7f"))) << format;
  }
}

}  // namespace
}  // namespace credlint::test
