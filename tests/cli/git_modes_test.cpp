// SPDX-License-Identifier: MIT
// check --staged, --diff and --history on real repositories.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>

#include "tests/support/git_tree.h"
#include "tests/support/session_tokens.h"

namespace credlint::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYQ3hd8kLm2Z";

std::string key_file() {
  return "aws_access_key_id = \"AKIARZPUZDIKGQ2B7XHM\"\naws_secret_access_key = \"" +
         std::string(kSecret) + "\"\n";
}

std::string client_in(std::string_view region) {
  return "import boto3\ns3 = boto3.client(\"s3\", region_name=\"" + std::string(region) + "\")\n";
}

/// A report without what only --history says.
std::string without_introductions(const std::string& text) {
  constexpr std::string_view kAlive = " It was still valid when it was committed.";
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    std::string line = text.substr(at, end - at);
    if (const auto alive = line.find(kAlive); alive != std::string::npos)
      line.erase(alive, kAlive.size());
    if (line.find("= introduced:") == std::string::npos) kept += line;
    at = end;
  }
  return kept;
}

class GitModes : public testing::Test {
 protected:
  void SetUp() override {
    if (!tree.made()) GTEST_SKIP() << "git is not installed";
  }
  GitTree tree;
};

TEST_F(GitModes, StagedReadsTheIndexAndNotTheWorkTree) {
  tree.write("settings.py", key_file());
  ASSERT_TRUE(tree.git("add settings.py"));
  tree.write("settings.py", "clean = True\n");
  const Outcome staged = tree.check({"--staged"});
  EXPECT_EQ(staged.code, 1) << staged.out << staged.err;
  EXPECT_THAT(staged.out, HasSubstr("settings.py:2"));
  EXPECT_THAT(staged.out, Not(HasSubstr(std::string(kSecret))));
  // The other way round: what is only in the work tree is not about to be committed.
  ASSERT_TRUE(tree.git("add settings.py"));
  tree.write("settings.py", key_file());
  EXPECT_EQ(tree.check({"--staged"}).code, 0);
}

TEST_F(GitModes, WhatIsTrackedIsReadThoughAnIgnoreRuleMatchesIt) {
  tree.write(".gitignore", "conf.py\nsecrets/\n");
  tree.write("conf.py", key_file());
  tree.write("secrets/kept.py", key_file());
  tree.write("secrets/deep/kept.py", key_file());
  ASSERT_TRUE(tree.git("add -f conf.py secrets"));
  tree.write("secrets/own.py", key_file());
  tree.write("sub/conf.py", key_file());
  const Outcome checked = tree.check({"."});
  for (const char* path : {"conf.py:2", "secrets/kept.py:2", "secrets/deep/kept.py:2"})
    EXPECT_THAT(checked.out, HasSubstr(std::string("--> ") + path));
  EXPECT_THAT(checked.out, Not(HasSubstr("own.py")));
  EXPECT_THAT(checked.out, Not(HasSubstr("sub/conf.py")));
  EXPECT_THAT(checked.err + checked.out, HasSubstr("2 ignored by git"));
  ASSERT_TRUE(tree.git("rm -q --cached -r secrets conf.py"));
  EXPECT_EQ(tree.check({"."}).code, 0);
}

TEST_F(GitModes, ASharedFileOfAProjectIsReadByItsSdks) {
  tree.write(".aws/config", "[default]\n   region = us-east-1\n");
  tree.write("app.py", "import boto3\ns3 = boto3.client('s3')\n");
  EXPECT_EQ(tree.check({"."}).code, 1);
  ASSERT_TRUE(tree.commit());
  const Outcome tracked = tree.check({"."});
  EXPECT_EQ(tracked.code, 0) << tracked.out;  // a note: boto3 reads it
  EXPECT_THAT(tracked.out, HasSubstr("indented-property"));
}

TEST_F(GitModes, StagedLooksAtWhatIsCommittedNextAndNothingElse) {
  tree.write("old.py", key_file());
  ASSERT_TRUE(tree.commit());
  tree.write("new.txt", "hello\n");
  ASSERT_TRUE(tree.git("add new.txt"));
  const Outcome clean = tree.check({"--staged"});
  EXPECT_EQ(clean.code, 0) << clean.out;
  EXPECT_THAT(clean.err, HasSubstr("1 file read"));
  // Renamed and deleted files.
  ASSERT_TRUE(tree.git("mv old.py moved.py"));
  EXPECT_THAT(tree.check({"--staged"}).out, HasSubstr("moved.py"));
  ASSERT_TRUE(tree.git("rm -q -f moved.py"));
  EXPECT_EQ(tree.check({"--staged"}).code, 0);
}

TEST_F(GitModes, StagedTakesTheRestOfTheIndexAsContext) {
  tree.write(".aws/config", "[profile dev]\nregion = eu-west-1\n");
  tree.write("other.py", "import boto3\nboto3.Session(profile_name=\"prod\")\n");
  ASSERT_TRUE(tree.commit());
  tree.write("app.py", "import boto3\nboto3.Session(profile_name=\"dve\")\n");
  ASSERT_TRUE(tree.git("add app.py"));
  const Outcome outcome = tree.check({"--staged", "--select", "profile-not-found"});
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("app.py:2"), HasSubstr("did you mean \"dev\"")));
  // What was wrong before is not this commit's.
  EXPECT_THAT(outcome.out, Not(HasSubstr("other.py")));
  // A change here that breaks a file elsewhere is.
  ASSERT_TRUE(tree.git("rm -q --cached app.py"));
  tree.write("app.py", "import boto3\nboto3.Session(profile_name=\"dev\")\n");
  ASSERT_TRUE(tree.commit());
  tree.write(".aws/config", "[profile develop]\nregion = eu-west-1\n");
  ASSERT_TRUE(tree.git("add .aws/config"));
  const Outcome elsewhere = tree.check({"--staged", "--select", "profile-not-found"});
  EXPECT_THAT(elsewhere.out,
              AllOf(HasSubstr("app.py:2"), HasSubstr(".aws/config:1"), HasSubstr("this change")));
  EXPECT_THAT(elsewhere.out, Not(HasSubstr("other.py")));
}

TEST_F(GitModes, StagedContextIsTheIndexWhateverTheWorkTreeHolds) {
  namespace fs = std::filesystem;
  tree.write(".aws/config", "[profile dev]\nregion = eu-west-1\n");
  // Old enough for git to tell by its time that it is unchanged.
  fs::last_write_time(tree.at(".aws/config"),
                      fs::file_time_type::clock::now() - std::chrono::hours(1));
  ASSERT_TRUE(tree.commit());
  tree.write("app.py", "import boto3\nboto3.Session(profile_name=\"dev\")\n");
  ASSERT_TRUE(tree.git("add app.py"));
  EXPECT_EQ(tree.check({"--staged", "--select", "profile-not-found"}).code, 0);
  tree.write(".aws/config", "[profile new]\nregion = eu-west-1\n");
  EXPECT_EQ(tree.check({"--staged", "--select", "profile-not-found"}).code, 0);
  fs::remove(tree.at(".aws/config"));
  EXPECT_EQ(tree.check({"--staged", "--select", "profile-not-found"}).code, 0);
}

TEST_F(GitModes, StagedWorksBeforeTheFirstCommitAndInSubfolders) {
  tree.write("src/a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.git("add -A"));
  EXPECT_THAT(tree.check({"--staged"}).out, HasSubstr("--> src/a.py:2"));
  EXPECT_THAT(GitTree::check_in(tree.at("src"), {"--staged"}).out, HasSubstr("--> a.py:2"));
  tree.write("docs/x.md", "x");
  EXPECT_THAT(GitTree::check_in(tree.at("docs"), {"--staged"}).out, HasSubstr("--> ../src/a.py:2"));
  EXPECT_EQ(tree.check({"--staged", "docs"}).code, 0);
  EXPECT_EQ(tree.check({"--staged", "src"}).code, 1);
  EXPECT_EQ(tree.check({"--staged", "/"}).code, 2);
}

TEST_F(GitModes, WhatIsRightElsewhereCountsInSubfoldersToo) {
  tree.write(".aws/config", "[profile dev]\nregion = eu-west-1\n");
  ASSERT_TRUE(tree.commit());
  tree.write("sub/b.py", "import boto3\nboto3.Session(profile_name=\"dve\")\n");
  tree.write("sub/c.py", "import boto3\nboto3.Session(profile_name=\"dve\")\n");
  ASSERT_TRUE(tree.git("add -A"));
  const std::vector<std::vector<std::string>> modes = {{"--staged"},
                                                       {"--staged", "b.py"},
                                                       {"--diff", "HEAD"},
                                                       {"--diff", "HEAD", "b.py"},
                                                       {"--context", "b.py"}};
  for (const std::vector<std::string>& mode : modes) {
    const Outcome outcome = GitTree::check_in(tree.at("sub"), mode);
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("profile-not-found"), HasSubstr("--> b.py:2")))
        << mode[0];
    const bool named = mode.back() == "b.py";
    EXPECT_EQ(outcome.out.find("c.py") == std::string::npos, named) << mode[0] << outcome.out;
  }
  EXPECT_EQ(GitTree::check_in(tree.at("sub"), {"b.py"}).code, 0);
}

TEST_F(GitModes, AHookOfARepositoryThatLiesElsewhereFindsIt) {
  ASSERT_TRUE(tree.run("mv .git dotfiles"));
  const std::string git = "--git-dir=dotfiles --work-tree=. ";
  tree.write("dotfiles/hooks/pre-commit",
             "#!/bin/sh\nexec " CREDLINT_BINARY " check --no-config --staged >/dev/null 2>&1\n");
  ASSERT_TRUE(tree.run("chmod +x dotfiles/hooks/pre-commit"));
  tree.write("a.py", "clean");
  ASSERT_TRUE(tree.git(git + "add a.py"));
  EXPECT_TRUE(tree.git(git + "commit -q -m x"));
  tree.write("a.py", key_file());
  ASSERT_TRUE(tree.git(git + "add a.py"));
  EXPECT_FALSE(tree.git(git + "commit -q -m x"));
}

TEST_F(GitModes, StagedTakesTheIndexThatGitNamesInAHook) {
  tree.write("a.py", "x");
  ASSERT_TRUE(tree.commit());
  tree.write(".git/hooks/pre-commit",
             "#!/bin/sh\nexec " CREDLINT_BINARY " check --no-config --staged >/dev/null 2>&1\n");
  ASSERT_TRUE(tree.run("chmod +x .git/hooks/pre-commit"));
  tree.write("a.py", key_file());
  // Both commit another index than .git/index.
  EXPECT_FALSE(tree.git("commit -q -a -m x"));
  EXPECT_FALSE(tree.git("commit -q -m x -- a.py"));
  tree.write("a.py", "clean");
  EXPECT_TRUE(tree.git("commit -q -a -m x"));
}

TEST_F(GitModes, DiffReportsAddedLinesOnly) {
  tree.write("a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  tree.write("a.py", "# moved down\n\n" + client_in("us-east-1a") +
                         "ec2 = boto3.client(\"ec2\", region_name=\"us-east-1b\")\n");
  const Outcome outcome = tree.check({"--diff", "HEAD"});
  EXPECT_THAT(outcome.out, HasSubstr("a.py:5"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("a.py:4")));
  EXPECT_EQ(tree.check({"--diff", "HEAD", "--select", "leak"}).code, 0);
  // New files are new from their first line to their last, added to the index or not.
  tree.write("b.py", client_in("us-east-1c"));
  EXPECT_THAT(tree.check({"--diff", "HEAD"}).out, HasSubstr("b.py:2"));
  ASSERT_TRUE(tree.commit());
  EXPECT_THAT(tree.check({"--diff", "HEAD~1"}).out,
              AllOf(HasSubstr("a.py:5"), HasSubstr("b.py:2"), Not(HasSubstr("a.py:4"))));
  EXPECT_EQ(tree.check({"--diff", "HEAD"}).code, 0);
}

TEST_F(GitModes, DiffSaysWhatItCannotCompare) {
  tree.write("a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(
      tree.run("f=$(git rev-parse HEAD:a.py | sed 's|^..|.git/objects/&/|') && rm -f \"$f\""));
  tree.write("a.py", client_in("us-east-1a") + "# more\n");
  const Outcome outcome = tree.check({"--diff", "HEAD"});
  EXPECT_THAT(outcome.out, HasSubstr("a.py:2"));
  EXPECT_THAT(outcome.out + outcome.err, HasSubstr("what it was before cannot be read"));
}

TEST_F(GitModes, DiffFollowsRenames) {
  tree.write("a.py", client_in("us-east-1a") + "# one\n# two\n# three\n# four\n");
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(tree.git("mv a.py b.py"));
  EXPECT_EQ(tree.check({"--diff", "HEAD"}).code, 0);
  ASSERT_TRUE(tree.commit());
  EXPECT_EQ(tree.check({"--diff", "HEAD~1"}).code, 0);
  EXPECT_EQ(tree.check({"--diff", "HEAD~1..HEAD"}).code, 0);
}

TEST_F(GitModes, DiffSaysWhatAChangeBreaksElsewhere) {
  tree.write(".aws/config", "[profile dev]\nregion = eu-west-1\n");
  tree.write("app.py", "import boto3\nboto3.Session(profile_name=\"dev\")\n");
  ASSERT_TRUE(tree.commit());
  tree.write(".aws/config", "[profile develop]\nregion = eu-west-1\n");
  const Outcome outcome = tree.check({"--diff", "HEAD", "--select", "profile-not-found"});
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("--> app.py:2"), HasSubstr(".aws/config:1")));
}

TEST_F(GitModes, DiffFromWhereBranchesParted) {
  tree.write("base.txt", "x");
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(tree.git("checkout -q -b topic"));
  tree.write("topic.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(tree.git("checkout -q main"));
  tree.write("main.py", client_in("us-east-1b"));
  ASSERT_TRUE(tree.commit());
  const auto topic_only = AllOf(HasSubstr("topic.py"), Not(HasSubstr("main.py")));
  EXPECT_THAT(tree.check({"--diff", "main...topic"}).out, topic_only);
  ASSERT_TRUE(tree.git("checkout -q topic"));
  EXPECT_THAT(tree.check({"--diff", "main..."}).out, topic_only);
  ASSERT_TRUE(tree.git("merge -q main -m merge"));
  EXPECT_THAT(tree.check({"--diff", "main"}).out, topic_only);
  EXPECT_THAT(tree.check({"--diff", "HEAD^1"}).out,
              AllOf(HasSubstr("main.py"), Not(HasSubstr("topic.py"))));
}

TEST_F(GitModes, DiffTakesOtherLineEndsForNoChange) {
  tree.write("a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(tree.run("sed -i 's/$/\\r/' a.py"));
  EXPECT_EQ(tree.check({"--diff", "HEAD"}).code, 0);
}

TEST_F(GitModes, HistoryFindsWhatWasRemoved) {
  tree.write("a.txt", "x");
  ASSERT_TRUE(tree.commit());
  tree.write("config/settings.py", key_file());
  ASSERT_TRUE(tree.commit());
  tree.write("config/settings.py", "import os\n");
  ASSERT_TRUE(tree.commit());
  EXPECT_EQ(tree.check({}).code, 0);
  const Outcome outcome = tree.check({"--history"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("config/settings.py:2"));
  // Only what commits of the range brought.
  EXPECT_EQ(tree.check({"--history", "HEAD~1..HEAD"}).code, 0);
  EXPECT_EQ(tree.check({"--history", "HEAD~2..HEAD~1"}).code, 1);
  EXPECT_EQ(tree.check({"--history", "no-such-branch"}).code, 2);
}

TEST_F(GitModes, HistoryJudgesTokensAtTheTimeOfTheirCommit) {
  const std::string token = tests::make_session_token({});  // issued on 2023-11-14 at 22:13
  tree.write(".env", "AWS_ACCESS_KEY_ID=ASIARZPUZDIKGQ2B7XHM\nAWS_SECRET_ACCESS_KEY=" +
                         std::string(kSecret) + "\nAWS_SESSION_TOKEN=" + token + "\n");
  const auto message_of = [&](const std::string& date) {
    EXPECT_TRUE(tree.git("add -A") &&
                tree.git("commit -q --amend -m x --date " + date + " 2>/dev/null || true"));
    return tree
        .check({"--history", "--select", "token-expired-certain", "--now", "2026-06-01T00:00:00Z"})
        .out;
  };
  ASSERT_TRUE(tree.commit());
  EXPECT_THAT(message_of("2023-11-14T23:00:00Z"), HasSubstr("still valid when it was committed"));
  EXPECT_THAT(message_of("2024-03-01T00:00:00Z"),
              AllOf(HasSubstr("token-expired-certain"), Not(HasSubstr("still valid"))));
}

TEST_F(GitModes, HistorySaysWhichCommitBroughtAFindingAndWhere) {
  tree.write("old.py", key_file());
  ASSERT_TRUE(tree.git("add -A && true") && tree.git("commit -q -m x --date 2024-05-06T07:08:09Z"));
  ASSERT_TRUE(tree.git("mv old.py new.py"));
  ASSERT_TRUE(tree.commit());
  tree.write("other.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.git("add -A && true") && tree.git("commit -q -m x --date 2025-01-02T03:04:05Z"));
  tree.write("other.py", "# a line above\n" + client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  const Outcome outcome = tree.check({"--history"});
  EXPECT_THAT(outcome.out, HasSubstr("--> new.py:2"));
  EXPECT_THAT(outcome.out, HasSubstr("2024-05-06T07:08:09Z in old.py\n"));
  EXPECT_THAT(outcome.out, HasSubstr("--> other.py:3"));
  EXPECT_THAT(outcome.out, HasSubstr("2025-01-02T03:04:05Z in other.py\n"));
  EXPECT_THAT(outcome.err, HasSubstr("(3 files read)"));
  ASSERT_TRUE(tree.git("rm -q new.py") && tree.commit());
  EXPECT_THAT(tree.check({"--history", "--select", "leak"}).out,
              HasSubstr("in old.py; no longer in HEAD"));
}

TEST_F(GitModes, HistoryTellsOneSecretOnceAndTwoTwice) {
  tree.write("a.py", key_file());
  ASSERT_TRUE(tree.commit());
  tree.write("a.py", "# a comment\n" + key_file());
  ASSERT_TRUE(tree.commit());
  std::string rotated = key_file();
  rotated.replace(rotated.find(kSecret), 4, "Q9xZ");
  tree.write("a.py", rotated);
  ASSERT_TRUE(tree.commit());
  tree.write("a.py", "clean = 1\n");
  ASSERT_TRUE(tree.commit());
  const Outcome outcome = tree.check({"--history", "--select", "secret-literal"});
  EXPECT_THAT(outcome.err, HasSubstr("2 errors"));
}

TEST_F(GitModes, HistoryOfMergesStashesAndOtherBranches) {
  tree.write("a.py", "one\n");
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(tree.git("checkout -q -b topic"));
  tree.write("a.py", "two\n");
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(tree.git("checkout -q main"));
  tree.write("a.py", "three\n");
  ASSERT_TRUE(tree.commit());
  // A key that only the resolution of a conflict brings.
  EXPECT_FALSE(tree.git("merge -q topic >/dev/null 2>&1"));
  tree.write("a.py", key_file());
  ASSERT_TRUE(tree.commit());
  tree.write("a.py", "clean\n");
  ASSERT_TRUE(tree.commit());
  EXPECT_EQ(tree.check({"--history"}).code, 1);
  EXPECT_EQ(tree.check({"--history", "topic"}).code, 0);
}

TEST_F(GitModes, EveryModeSaysTheSameOfOneState) {
  tree.write(".aws/config", "[profile dev]\nregion = eu-west-1a\n[other]\nregion=us-east-1\n");
  tree.write("app.py", client_in("us-east-1a") + "boto3.Session(profile_name=\"dve\")\n");
  tree.write("deploy/.env", "AWS_ACCESS_KEY_ID=ASIARZPUZDIKAEXAMPLE\nAWS_SECRET_ACCESS_KEY=" +
                                std::string(kSecret) + "\n");
  tree.write("k.py", key_file());
  ASSERT_TRUE(tree.git("add -A"));
  const std::string plain = tree.check({"."}).out;
  EXPECT_THAT(plain, Not(IsEmpty()));
  EXPECT_EQ(tree.check({"--staged"}).out, plain);
  EXPECT_EQ(tree.check({"--diff", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"}).out, plain);
  ASSERT_TRUE(tree.git("commit -q -m x"));
  EXPECT_EQ(tree.check({"."}).out, plain);
  EXPECT_EQ(tree.check({"--diff", "4b825dc642cb6eb9a060e54bf8d69288fbee4904..HEAD"}).out, plain);
  EXPECT_EQ(without_introductions(tree.check({"--history"}).out), plain);
}

/// All ways to check one state of a repository, whose files are in the index and not committed.
void expect_the_same_everywhere(const GitTree& tree) {
  const std::vector<std::string> how = {"--min-confidence", "low", "--now", "2026-11-01T00:00:00Z"};
  const auto outcome_of = [&](std::vector<std::string> mode) {
    mode.insert(mode.end(), how.begin(), how.end());
    return tree.check(mode);
  };
  const Outcome plain = outcome_of({"."});
  EXPECT_EQ(outcome_of({"--staged"}).out, plain.out);
  EXPECT_EQ(outcome_of({"--diff", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"}).out, plain.out);
  // As pre-commit and the README's plain hook name all files.
  ASSERT_TRUE(tree.run("git ls-files -z > .git/all"));
  EXPECT_EQ(outcome_of({"--files-from", ".git/all"}).out, plain.out);
  ASSERT_TRUE(tree.git("-c user.name=a commit -q -m x"));
  const Outcome history = outcome_of({"--history"});
  EXPECT_EQ(history.code, plain.code);
  EXPECT_EQ(without_introductions(history.out), plain.out);
}

TEST_F(GitModes, EveryModeSaysTheSameOfTheSharedCases) {
  const std::filesystem::path cases =
      std::filesystem::path(CREDLINT_SOURCE_DIR).parent_path() / "shared" / "cases";
  if (!std::filesystem::is_directory(cases)) GTEST_SKIP() << "no shared cases beside the checkout";
  ASSERT_TRUE(
      tree.run("cp -r '" + cases.string() + "' cases && chmod -R u+w cases && git add -A -f"));
  expect_the_same_everywhere(tree);
}

TEST_F(GitModes, EveryModeSaysTheSameOfARealRepository) {
  // This project's own rules and tests, without what allows them: some thousand findings.
  ASSERT_TRUE(tree.run("cp -r '" CREDLINT_SOURCE_DIR "/rules' '" CREDLINT_SOURCE_DIR
                       "/tests' '" CREDLINT_SOURCE_DIR "/rulesets' . && git add -A -f"));
  expect_the_same_everywhere(tree);
}

TEST_F(GitModes, BareRepositoriesWorktreesAndSubmodules) {
  tree.write("a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  tree.write("b.py", client_in("us-east-1b"));
  ASSERT_TRUE(tree.commit());
  const GitTree other;
  ASSERT_TRUE(other.git("clone -q --bare '" + tree.root() + "' bare.git"));
  const std::string bare = other.at("bare.git");
  EXPECT_THAT(GitTree::check_in(bare, {"--history"}).out,
              AllOf(HasSubstr("a.py:2"), HasSubstr("b.py:2")));
  EXPECT_THAT(GitTree::check_in(bare, {"--diff", "HEAD~1"}).out,
              AllOf(HasSubstr("b.py:2"), Not(HasSubstr("a.py:2"))));
  EXPECT_EQ(GitTree::check_in(bare, {"--staged"}).code, 2);
  EXPECT_EQ(GitTree::check_in(bare, {"--diff", "HEAD~1..HEAD", "--format", "github"}).out,
            tree.check({"--diff", "HEAD~1..HEAD", "--format", "github"}).out);

  ASSERT_TRUE(tree.git("worktree add -q '" + other.at("linked") + "' -b linked"));
  other.write("linked/c.py", client_in("us-east-1c"));
  ASSERT_TRUE(other.git("-C linked add c.py"));
  EXPECT_THAT(GitTree::check_in(other.at("linked"), {"--staged"}).out, HasSubstr("--> c.py:2"));
  EXPECT_EQ(tree.check({"--staged"}).code, 0);

  const GitTree outer;
  ASSERT_TRUE(outer.git("submodule --quiet add '" + bare + "' sub 2>/dev/null"));
  outer.write("d.py", client_in("us-east-1d"));
  ASSERT_TRUE(outer.git("add d.py"));
  const auto own_only = AllOf(HasSubstr("d.py:2"), Not(HasSubstr("a.py")));
  EXPECT_THAT(outer.check({"--staged"}).out, own_only);
  ASSERT_TRUE(outer.git("commit -q -m x"));
  EXPECT_THAT(outer.check({"--history"}).out, own_only);
  EXPECT_EQ(outer.check({"--diff", "HEAD"}).code, 0);
  EXPECT_EQ(GitTree::check_in(outer.at("sub"), {"--diff", "HEAD~1"}).code, 1);
}

TEST_F(GitModes, Sha256AndShallowAndSparseAndPartial) {
  const GitTree sha256("--object-format=sha256");
  if (sha256.made()) {
    sha256.write("a.py", client_in("us-east-1a"));
    ASSERT_TRUE(sha256.git("add -A"));
    EXPECT_EQ(sha256.check({"--staged"}).code, 1);
    ASSERT_TRUE(sha256.git("commit -q -m x"));
    EXPECT_EQ(sha256.check({"--history"}).code, 1);
    EXPECT_EQ(sha256.check({"--diff", "HEAD"}).code, 0);
  }
  tree.write("a/a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  tree.write("b/b.py", client_in("us-east-1b"));
  ASSERT_TRUE(tree.commit());
  const GitTree clones;
  ASSERT_TRUE(clones.git("clone -q --depth 1 'file://" + tree.root() + "' shallow"));
  EXPECT_EQ(GitTree::check_in(clones.at("shallow"), {"--history"}).code, 1);
  const Outcome lacking = GitTree::check_in(clones.at("shallow"), {"--diff", "HEAD~1"});
  EXPECT_EQ(lacking.code, 2);
  EXPECT_THAT(lacking.err, HasSubstr("shallow"));

  ASSERT_TRUE(clones.git("clone -q 'file://" + tree.root() + "' sparse"));
  ASSERT_TRUE(clones.git("-C sparse sparse-checkout set b"));
  clones.write("sparse/b/new.py", client_in("us-east-1c"));
  ASSERT_TRUE(clones.git("-C sparse add b/new.py"));
  EXPECT_THAT(GitTree::check_in(clones.at("sparse"), {"--staged"}).out,
              AllOf(HasSubstr("b/new.py"), Not(HasSubstr("a/a.py"))));
  EXPECT_THAT(GitTree::check_in(clones.at("sparse"), {"--diff", "HEAD"}).out,
              AllOf(HasSubstr("b/new.py"), Not(HasSubstr("a/a.py"))));

  ASSERT_TRUE(tree.git("config uploadpack.allowFilter true"));
  ASSERT_TRUE(
      clones.git("clone -q --no-checkout --filter=blob:none 'file://" + tree.root() + "' partial"));
  // Nothing is fetched: what is not there is said.
  const Outcome partial = GitTree::check_in(clones.at("partial"), {"--history"});
  EXPECT_EQ(partial.code, 3) << partial.out << partial.err;
  EXPECT_THAT(partial.out, AllOf(HasSubstr("a/a.py"), HasSubstr("b/b.py")));
}

TEST_F(GitModes, BrokenRepositoriesAreSaid) {
  tree.write("a.py", client_in("us-east-1a"));
  tree.write("b.py", client_in("us-east-1b"));
  ASSERT_TRUE(tree.commit());
  // One object is broken; the other is still read.
  ASSERT_TRUE(
      tree.run("f=.git/objects/$(git rev-parse HEAD:a.py | sed 's|^..|&/|') && "
               "chmod +w $f && echo broken > $f"));
  const Outcome object = tree.check({"--history"});
  EXPECT_EQ(object.code, 1) << object.out << object.err;
  EXPECT_THAT(object.out, AllOf(HasSubstr("b.py:2"), HasSubstr("not checked"), HasSubstr("a.py")));

  tree.write(".git/index", "rubbish");
  const Outcome index = tree.check({"--staged"});
  EXPECT_EQ(index.code, 3);
  EXPECT_THAT(index.out, HasSubstr("not checked"));

  const TempTree plain;
  for (const char* mode : {"--staged", "--history"}) {
    const Outcome outcome = GitTree::check_in(plain.root(), {mode});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("not a git repository"));
  }
}

TEST_F(GitModes, NothingThatTheRepositoryConfiguresIsRun) {
  const std::string marker = tree.at("marker");
  tree.write("trap", "#!/bin/sh\necho ran >> '" + marker + "'\ncat\n");
  ASSERT_TRUE(tree.run("chmod +x trap"));
  tree.write("a.py", client_in("us-east-1a"));
  tree.write(".gitattributes", "*.py filter=evil diff=evil\n");
  ASSERT_TRUE(tree.commit());
  tree.write("a.py", client_in("us-east-1b"));
  ASSERT_TRUE(tree.git("add a.py"));
  const std::string trap = tree.at("trap");
  for (const char* setting :
       {"filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv",
        "diff.evil.command", "diff.external", "core.fsmonitor", "core.pager", "pager.log",
        "core.sshCommand", "credential.helper", "gpg.program", "core.editor", "alias.cat-file",
        "alias.log", "interactive.diffFilter", "merge.evil.driver", "uploadpack.packObjectsHook"}) {
    ASSERT_TRUE(tree.git("config " + std::string(setting) + " '" + trap + "'"));
  }
  ASSERT_TRUE(tree.git("config log.showSignature true"));
  ASSERT_TRUE(tree.git("config remote.origin.url 'ext::" + trap + "'"));
  ASSERT_TRUE(tree.git("config remote.origin.promisor true"));
  ASSERT_TRUE(tree.git("config core.alternateRefsCommand '" + trap + "'"));
  ASSERT_TRUE(
      tree.run("for h in pre-commit post-index-change post-checkout reference-transaction; "
               "do cp trap .git/hooks/$h; done"));
  tree.write("a.py", client_in("us-east-1c"));
  for (const std::vector<std::string>& mode : std::vector<std::vector<std::string>>{
           {"--staged"}, {"--diff", "HEAD"}, {"--diff", "HEAD..HEAD"}, {"--history"}, {"."}}) {
    EXPECT_NE(tree.check(mode).code, 2);
    EXPECT_FALSE(std::filesystem::exists(marker)) << mode.front();
  }
  // The traps are real ones: git without our care falls into them.
  ASSERT_TRUE(tree.git("diff HEAD >/dev/null 2>&1") || true);
  EXPECT_TRUE(std::filesystem::exists(marker));
}

TEST_F(GitModes, StrangeNamesArriveWhole) {
  tree.write("a b\tc\n\x1b[31m\xff.py", client_in("us-east-1a"));
  tree.write("\xc3\xa4/\"q\".py", client_in("us-east-1b"));
  ASSERT_TRUE(tree.git("add -A"));
  const Outcome staged = tree.check({"--staged"});
  EXPECT_EQ(staged.out, tree.check({"."}).out);
  EXPECT_THAT(staged.out, AllOf(HasSubstr("\xc3\xa4/\"q\".py:2"), Not(HasSubstr("\x1b"))));
}

TEST_F(GitModes, SomebodyElsesRepositoryIsRefused) {
  if (::getuid() != 0) GTEST_SKIP() << "needs to be root";
  tree.write("a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  ASSERT_TRUE(tree.run("chown -R 12345 ."));
  const Outcome refused = tree.check({"--history"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("ownership"));
  // Who trusts it may say so, as to git.
  const TempTree home;
  home.write(".gitconfig", "[safe]\n\tdirectory = *\n");
  EXPECT_EQ(tree.check({"--history"}, "", {"HOME=" + home.root()}).code, 1);
}

TEST_F(GitModes, TheModesExcludeEachOther) {
  EXPECT_EQ(tree.check({"--staged", "--diff", "HEAD"}).code, 2);
  EXPECT_EQ(tree.check({"--staged", "--history"}).code, 2);
}

TEST_F(GitModes, ARepositoryWithoutCommitsIsNotCalledShallow) {
  const Outcome empty = tree.check({"--diff", "HEAD"});
  EXPECT_EQ(empty.code, 2);
  EXPECT_THAT(empty.err, HasSubstr("git knows no revision 'HEAD': nothing has been committed yet"));
  tree.write("a.py", client_in("us-east-1a"));
  ASSERT_TRUE(tree.commit());
  EXPECT_THAT(tree.check({"--diff", "mian"}).err,
              AllOf(HasSubstr("git knows no revision 'mian'"), Not(HasSubstr("shallow"))));
}

}  // namespace
}  // namespace credlint::test
