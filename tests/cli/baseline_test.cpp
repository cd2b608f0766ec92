// SPDX-License-Identifier: MIT
// credlint baseline, and what check makes of one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kKey = "AKIARZPUZDIKAQWERTYU";
const std::string kOtherKey = "AKIARZPUZDIKAQWERTYV";
const std::string kSecret = "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";

class BaselineTest : public testing::Test {
 protected:
  BaselineTest() {
    tree_.write("a.py", line(kKey));
    EXPECT_TRUE(tree_.run("git init -q . && git config user.name a && git config user.email a@b"));
  }
  static std::string line(const std::string& key) { return "k = '" + key + "'\n"; }

  [[nodiscard]] Outcome run(const std::vector<std::string>& arguments,
                            const std::string& folder = "") const {
    return run_credlint(folder.empty() ? tree_.root() : tree_.at(folder), arguments);
  }
  [[nodiscard]] std::string baseline() const { return read_text(tree_.at(".credlint-baseline")); }
  void create() const { EXPECT_EQ(run({"baseline", "create"}).code, 0); }

  TempTree tree_;
};

TEST_F(BaselineTest, AcceptsWhatIsThere) {
  EXPECT_EQ(run({"check"}).code, 1);
  create();
  const Outcome outcome = run({"check"});
  EXPECT_EQ(outcome.code, 0) << outcome.out;
  EXPECT_THAT(outcome.err, HasSubstr("no findings (1 file read; 1 in the baseline)"));
  EXPECT_EQ(run({"check", "--no-baseline"}).code, 1);
}

TEST_F(BaselineTest, MovedLinesStayAccepted) {
  create();
  tree_.write("a.py", "import os\n\n  " + line(kKey));
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(BaselineTest, ANewCredentialOnAKnownLineIsFound) {
  create();
  tree_.write("a.py", line(kOtherKey));
  EXPECT_EQ(run({"check"}).code, 1);
}

TEST_F(BaselineTest, TheSameLineOnceMoreIsFound) {
  create();
  tree_.write("a.py", line(kKey) + line(kKey));
  const Outcome outcome = run({"check"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("1 in the baseline"));
}

TEST_F(BaselineTest, IsFoundFromFoldersBelow) {
  tree_.write("sub/b.py", line(kKey));
  create();
  EXPECT_EQ(run({"check"}, "sub").code, 0);
  EXPECT_EQ(run({"check", "../a.py"}, "sub").code, 0);
}

TEST_F(BaselineTest, IsNotLookedForAboveTheWorkTree) {
  create();
  tree_.write("sub/b.py", line(kKey));
  EXPECT_EQ(run({"baseline", "update"}).code, 0);
  EXPECT_TRUE(tree_.run("git init -q sub"));
  EXPECT_EQ(run({"check"}, "sub").code, 1);
}

TEST_F(BaselineTest, IsTakenFromFlagAndConfiguration) {
  EXPECT_EQ(run({"baseline", "create", "--baseline", "ci/accepted"}).code, 2);  // no such folder
  tree_.write("ci/x", "");
  EXPECT_EQ(run({"baseline", "create", "--baseline", "ci/accepted"}).code, 0);
  EXPECT_EQ(run({"check"}).code, 1);
  EXPECT_EQ(run({"check", "--baseline", "ci/accepted"}).code, 0);
  tree_.write("credlint.toml", "baseline = \"ci/accepted\"\n");
  EXPECT_EQ(run({"check"}).code, 0);
  EXPECT_EQ(run({"check"}, "ci").code, 0);
  tree_.write("credlint.toml", "baseline = \"nowhere\"\n");
  EXPECT_EQ(run({"check"}).code, 2);
}

TEST_F(BaselineTest, EveryModeHonoursIt) {
  tree_.write("readme", "x\n");
  EXPECT_TRUE(tree_.run("git add readme && git commit -qm 1"));
  create();
  EXPECT_TRUE(tree_.run("git add -A"));
  EXPECT_EQ(run({"check", "--no-baseline", "--staged"}).code, 1);
  EXPECT_EQ(run({"check", "--staged"}).code, 0);
  EXPECT_EQ(run({"check", "--no-baseline", "--diff", "HEAD"}).code, 1);
  EXPECT_EQ(run({"check", "--diff", "HEAD"}).code, 0);
  EXPECT_TRUE(tree_.run("git commit -qm 2"));
  EXPECT_EQ(run({"check", "--no-baseline", "--history"}).code, 1);
  EXPECT_EQ(run({"check", "--history"}).code, 0);
}

TEST_F(BaselineTest, ASecondSameLineIsFoundInADiff) {
  create();
  EXPECT_TRUE(tree_.run("git add -A && git commit -qm 1"));
  tree_.write("a.py", line(kKey) + line(kKey));
  EXPECT_EQ(run({"check", "--diff", "HEAD"}).code, 1);
}

TEST_F(BaselineTest, CreateDoesNotOverwrite) {
  create();
  const std::string before = baseline();
  EXPECT_EQ(run({"baseline", "create"}).code, 2);
  EXPECT_EQ(baseline(), before);
  EXPECT_EQ(run({"baseline", "create", "--force"}).code, 0);
  EXPECT_NE(baseline(), before);  // another salt
}

TEST_F(BaselineTest, UpdateAddsAndKeeps) {
  EXPECT_EQ(run({"baseline", "update"}).code, 2);
  create();
  const std::string before = baseline();
  tree_.write("a.py", "x = 1\n");
  tree_.write("b.py", line(kOtherKey));
  EXPECT_EQ(run({"baseline", "update"}).code, 0);
  EXPECT_EQ(run({"check"}).code, 0);
  const std::string salt = before.substr(0, before.find('\n', 25));
  EXPECT_THAT(baseline(), StartsWith(salt));
  EXPECT_THAT(baseline(), HasSubstr(" key-id-literal a.py\n"));
  EXPECT_THAT(baseline(), HasSubstr(" key-id-literal b.py\n"));
  const std::string now = baseline();
  EXPECT_EQ(run({"baseline", "update"}).code, 0);
  EXPECT_EQ(baseline(), now);
}

TEST_F(BaselineTest, StaleEntriesAreSaidAndPruned) {
  tree_.write("b.py", line(kOtherKey));
  tree_.write("c.py", line(kOtherKey));
  create();
  tree_.write("a.py", "x = 1\n");
  EXPECT_TRUE(tree_.run("rm b.py"));
  const Outcome outcome = run({"check"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("2 entries of .credlint-baseline match nothing any more "
                                     "(credlint baseline prune)\n"));
  EXPECT_THAT(run({"baseline", "show"}).out,
              testing::AllOf(HasSubstr("a.py key-id-literal  stale\n"),
                             HasSubstr("b.py key-id-literal  stale\n"),
                             HasSubstr("c.py:1 key-id-literal\n")));
  EXPECT_EQ(run({"baseline", "prune"}).code, 0);
  EXPECT_EQ(run({"baseline", "show"}).out, "c.py:1 key-id-literal\n");
  EXPECT_THAT(run({"check"}).err, Not(HasSubstr("any more")));
}

TEST_F(BaselineTest, WhatARunDidNotCoverIsNotStale) {
  tree_.write("b.py", line(kOtherKey));
  create();
  tree_.write("a.py", "x = 1\n");
  const std::string before = baseline();
  EXPECT_THAT(run({"check", "b.py"}).err, Not(HasSubstr("any more")));
  EXPECT_THAT(run({"check", "--exclude", "a.py"}).err, Not(HasSubstr("any more")));
  EXPECT_THAT(run({"check", "--ignore", "leak"}).err, Not(HasSubstr("any more")));
  EXPECT_THAT(run({"check", "a.py"}).err, HasSubstr("1 entry of .credlint-baseline"));
  EXPECT_THAT(run({"baseline", "show", "b.py"}).out,
              HasSubstr("a.py key-id-literal  not looked at\n"));
  EXPECT_EQ(run({"baseline", "prune", "b.py"}).code, 0);
  EXPECT_EQ(baseline(), before);
  EXPECT_TRUE(tree_.run("git add -A && git commit -qm 1"));
  EXPECT_THAT(run({"check", "--staged"}).err, Not(HasSubstr("any more")));
  EXPECT_THAT(run({"check", "--diff", "HEAD"}).err, Not(HasSubstr("any more")));
}

TEST_F(BaselineTest, BranchesMergeAsText) {
  create();
  EXPECT_TRUE(tree_.run("git add -A && git commit -qm 1 && git branch -m main"));
  EXPECT_TRUE(tree_.run("git checkout -q -b other"));
  tree_.write("b.py", line(kOtherKey));
  EXPECT_EQ(run({"baseline", "update"}).code, 0);
  EXPECT_TRUE(tree_.run("git add -A && git commit -qm 2 && git checkout -q main"));
  tree_.write("c.py", line(kOtherKey));
  EXPECT_EQ(run({"baseline", "update"}).code, 0);
  EXPECT_TRUE(tree_.run("echo '.credlint-baseline merge=union' > .gitattributes"));
  EXPECT_TRUE(tree_.run("git add -A && git commit -qm 3 && git merge -q other"));
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(BaselineTest, AConflictIsAnError) {
  create();
  tree_.write(".credlint-baseline", baseline() + "<<<<<<< HEAD\n");
  const Outcome outcome = run({"check"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr(".credlint-baseline:4: a merge conflict"));
}

TEST_F(BaselineTest, WhatCannotBeReadIsAnError) {
  EXPECT_EQ(run({"check", "--baseline", "nowhere"}).code, 2);
  EXPECT_EQ(run({"check", "--baseline", "."}).code, 2);
  EXPECT_TRUE(tree_.run("mkfifo .credlint-baseline"));
  EXPECT_EQ(run({"check"}).code, 2);
  EXPECT_EQ(run({"baseline", "create"}).code, 2);
  EXPECT_TRUE(tree_.run("rm .credlint-baseline && truncate -s 100M .credlint-baseline"));
  EXPECT_EQ(run({"check"}).code, 2);
}

TEST_F(BaselineTest, IsNotLintedItself) {
  create();
  tree_.write(".credlint-baseline", baseline());
  tree_.write("copy.txt", baseline());
  EXPECT_EQ(run({"check"}).code, 0);
  EXPECT_THAT(run({"check"}).err, HasSubstr("2 files read"));  // a.py and the copy
}

TEST_F(BaselineTest, IsTheSameForTheSameFindings) {
  tree_.write("b.py", line(kOtherKey));
  create();
  const std::string before = baseline();
  EXPECT_TRUE(tree_.run("rm b.py"));
  EXPECT_EQ(run({"baseline", "prune"}).code, 0);
  tree_.write("b.py", line(kOtherKey));
  EXPECT_EQ(run({"baseline", "update"}).code, 0);
  EXPECT_EQ(baseline(), before);
}

TEST_F(BaselineTest, SarifCallsItExternal) {
  create();
  EXPECT_THAT(run({"check", "--format", "sarif"}).out, HasSubstr("\"external\""));
}

TEST_F(BaselineTest, HoldsNoPieceOfACredential) {
  tree_.write("a.py", line(kKey) + "aws_secret_access_key = '" + kSecret + "'\n");
  tree_.write(kOtherKey + ".env",
              "AWS_ACCESS_KEY_ID=" + kKey + "\nAWS_SECRET_ACCESS_KEY=" + kSecret + "\n");
  create();
  const std::string shown = run({"baseline", "show"}).out;
  EXPECT_THAT(baseline(), HasSubstr("key-id-literal"));
  for (const std::string* value : {&kKey, &kOtherKey, &kSecret}) {
    for (std::size_t at = 0; at + 8 <= value->size(); ++at) {
      EXPECT_THAT(baseline(), Not(HasSubstr(value->substr(at, 8))));
      EXPECT_THAT(shown, Not(HasSubstr(value->substr(at, 8))));
    }
  }
  EXPECT_EQ(run({"check", "--fail-on", "note"}).code, 0);
}

}  // namespace
}  // namespace credlint::test
