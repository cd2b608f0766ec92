// SPDX-License-Identifier: MIT
// credlint hook, with real commits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kHook[] = ".git/hooks/pre-commit";
constexpr char kKept[] = ".git/hooks/pre-commit.before-credlint";

std::string broken_profile() {
  return "[default]\naws_access_key_id = ASIARZPUZDIKAEXAMPLE\naws_secret_access_key = "
         "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n";
}

/// A repository "r" with one commit, in a home without configuration.
class Hook : public testing::Test {
 protected:
  void SetUp() override {
    if (!sh("git init -q r")) GTEST_SKIP() << "git is not installed";
    write("r/readme.txt", "hello\n");
    ASSERT_TRUE(git("add -A") && git("commit -q -m first")) << said();
  }

  /// Runs in the folder above, with PATH as given.
  bool sh(const std::string& command, const std::string& path = "/usr/bin:/bin") {
    return tree_.run("env -i HOME=" + tree_.at("home") + " PATH=" + path +
                     " GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a "
                     "GIT_COMMITTER_EMAIL=a@b sh -c '" +
                     command + "' >out 2>&1");
  }
  bool git(const std::string& arguments) { return sh("git -C r " + arguments); }
  [[nodiscard]] std::string said() const { return read_text(tree_.at("out")); }

  [[nodiscard]] Outcome hook(const std::string& action, const std::string& folder = "r") const {
    return run_credlint(tree_.at(folder), {"hook", action}, "", {"HOME=" + tree_.at("home")});
  }
  void install() const {
    const Outcome outcome = hook("install");
    ASSERT_EQ(outcome.code, 0) << outcome.err;
  }

  void write(std::string_view path, std::string_view text) const { tree_.write(path, text); }
  void write_script(const std::string& path, std::string_view text) const {
    write(path, text);
    ::chmod(tree_.at(path).c_str(), 0755);
  }
  [[nodiscard]] bool there(const std::string& path) const {
    return std::filesystem::exists(tree_.at(path));
  }
  [[nodiscard]] std::string text_of(const std::string& path) const {
    return read_text(tree_.at(path));
  }

  TempTree tree_;
};

TEST_F(Hook, RefusesAStagedKeyEvenWhenTheWorkTreeWasCleaned) {
  install();
  write("r/.aws/credentials", broken_profile());
  ASSERT_TRUE(git("add -A"));
  write("r/.aws/credentials", "[default]\n");
  EXPECT_FALSE(git("commit -q -m leak"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
  for (const char* way :
       {"not committed", "--fix", "ignore[RULE]", "baseline create", "--no-verify"})
    EXPECT_THAT(said(), HasSubstr(way));
  EXPECT_THAT(said(), Not(HasSubstr("wJalrXUt")));
  ASSERT_TRUE(git("add -A"));
  EXPECT_TRUE(git("commit -q -m clean")) << said();
}

TEST_F(Hook, AKeyThatIsNotStagedDoesNotStopACommit) {
  install();
  write("r/.aws/credentials", broken_profile());
  write("r/other.txt", "x\n");
  ASSERT_TRUE(git("add other.txt"));
  EXPECT_TRUE(git("commit -q -m other")) << said();
}

TEST_F(Hook, CommitsThatBringTheirOwnIndexAreSeen) {
  write("r/.aws/credentials", "[default]\n");
  write("r/b.txt", "b\n");
  ASSERT_TRUE(git("add -A") && git("commit -q -m second"));
  install();
  write("r/.aws/credentials", broken_profile());
  EXPECT_FALSE(git("commit -q -a -m all"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
  EXPECT_FALSE(git("commit -q -m one -- .aws/credentials"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
  write("r/b.txt", "c\n");
  EXPECT_TRUE(git("commit -q -m one -- b.txt")) << said();
  ASSERT_TRUE(git("add -A"));
  // What is staged beside the named file is not part of that commit.
  write("r/b.txt", "d\n");
  EXPECT_TRUE(git("commit -q -m one -- b.txt")) << said();
  EXPECT_FALSE(git("commit -q --amend --no-edit"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
}

TEST_F(Hook, WorksFromAFolderBelow) {
  write("r/sub/x.txt", "x\n");
  EXPECT_EQ(hook("install", "r/sub").code, 0);
  EXPECT_TRUE(there(std::string("r/") + kHook));
  write("r/sub/.aws/credentials", broken_profile());
  EXPECT_FALSE(sh("cd r/sub && git add -A . && git commit -q -m leak"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
}

TEST_F(Hook, InstallingTwiceChangesNothing) {
  install();
  const std::string first = text_of(std::string("r/") + kHook);
  const Outcome again = hook("install");
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.out, HasSubstr("already"));
  EXPECT_EQ(text_of(std::string("r/") + kHook), first);
  EXPECT_FALSE(there(std::string("r/") + kKept));
}

TEST_F(Hook, AnOlderHookOfOursIsReplaced) {
  install();
  const std::string path = std::string("r/") + kHook;
  const std::string current = text_of(path);
  const std::size_t second = current.find('\n') + 1;
  write_script(path, current.substr(0, current.find('\n', second)) + "\nexit 0\n");
  EXPECT_THAT(hook("install").out, HasSubstr("replaced"));
  EXPECT_EQ(text_of(path), current);
  EXPECT_FALSE(there(std::string("r/") + kKept));
}

TEST_F(Hook, AHookThatWasThereRunsBefore) {
  const std::string theirs = "#!/bin/sh\necho theirs\n[ ! -e refuse ]\n";
  write_script(std::string("r/") + kHook, theirs);
  install();
  EXPECT_EQ(text_of(std::string("r/") + kKept), theirs);
  write("r/refuse", "x\n");
  ASSERT_TRUE(git("add -A"));
  EXPECT_FALSE(git("commit -q -m refused"));
  EXPECT_THAT(said(), HasSubstr("theirs"));
  ASSERT_TRUE(sh("rm r/refuse") && git("add -A"));
  write("r/.aws/credentials", broken_profile());
  ASSERT_TRUE(git("add -A"));
  EXPECT_FALSE(git("commit -q -m leak"));
  EXPECT_THAT(said(), HasSubstr("theirs"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
}

TEST_F(Hook, UninstallingBringsTheOtherHookBack) {
  const std::string theirs = "#!/bin/sh\nexit 0\n";
  write_script(std::string("r/") + kHook, theirs);
  install();
  EXPECT_EQ(hook("uninstall").code, 0);
  EXPECT_EQ(text_of(std::string("r/") + kHook), theirs);
  EXPECT_FALSE(there(std::string("r/") + kKept));
  EXPECT_THAT(hook("uninstall").out, HasSubstr("stays"));
  EXPECT_EQ(text_of(std::string("r/") + kHook), theirs);
}

TEST_F(Hook, AHookThatIsALinkIsKeptAsOne) {
  write_script("r/tools/check", "#!/bin/sh\necho linked\nexit 1\n");
  ASSERT_TRUE(sh("ln -s ../../tools/check r/.git/hooks/pre-commit"));
  install();
  EXPECT_THAT(text_of("r/tools/check"), HasSubstr("linked"));
  EXPECT_FALSE(git("commit -q --allow-empty -m x"));
  EXPECT_THAT(said(), HasSubstr("linked"));
  EXPECT_EQ(hook("uninstall").code, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(tree_.at(std::string("r/") + kHook)));
}

TEST_F(Hook, UninstallingTakesOursAway) {
  install();
  EXPECT_EQ(hook("uninstall").code, 0);
  EXPECT_FALSE(there(std::string("r/") + kHook));
  const Outcome again = hook("uninstall");
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.out, HasSubstr("no hook"));
}

TEST_F(Hook, TwoHooksOfOthersAreNotMixedUp) {
  install();
  write_script(std::string("r/") + kHook, "#!/bin/sh\necho new\n");
  write_script(std::string("r/") + kKept, "#!/bin/sh\necho old\n");
  EXPECT_EQ(hook("install").code, 2);
  EXPECT_THAT(text_of(std::string("r/") + kHook), HasSubstr("new"));
  EXPECT_THAT(text_of(std::string("r/") + kKept), HasSubstr("old"));
}

TEST_F(Hook, HooksKeptElsewhereAreLeftAlone) {
  ASSERT_TRUE(git("config core.hooksPath .husky/_"));
  const Outcome outcome = hook("install");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "credlint check --staged\n");
  EXPECT_THAT(outcome.err, HasSubstr("core.hooksPath is .husky/_"));
  EXPECT_THAT(outcome.err, HasSubstr(".husky/pre-commit"));
  EXPECT_FALSE(there(std::string("r/") + kHook));
  EXPECT_FALSE(there("r/.husky"));
}

TEST_F(Hook, HooksOfTheWholeMachineCountToo) {
  write("home/.gitconfig", "[core]\n\thooksPath = ~/hooks\n");
  const Outcome outcome = hook("install");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr(tree_.at("home/hooks/pre-commit")));
}

TEST_F(Hook, AConfiguredFolderThatIsTheUsualOneIsUsed) {
  ASSERT_TRUE(git("config core.hooksPath .git/hooks"));
  install();
  EXPECT_TRUE(there(std::string("r/") + kHook));
}

TEST_F(Hook, AllWorkTreesShareIt) {
  ASSERT_TRUE(git("worktree add -q ../w -b w")) << said();
  EXPECT_EQ(hook("install", "w").code, 0);
  EXPECT_TRUE(there(std::string("r/") + kHook));
  write("w/.aws/credentials", broken_profile());
  EXPECT_FALSE(sh("git -C w add -A && git -C w commit -q -m leak"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
}

TEST_F(Hook, ASubmoduleHasItsOwn) {
  ASSERT_TRUE(sh("git init -q s && git -C s commit -q --allow-empty -m s"));
  ASSERT_TRUE(git("-c protocol.file.allow=always submodule add -q ../s sub")) << said();
  EXPECT_EQ(hook("install", "r/sub").code, 0);
  EXPECT_TRUE(there("r/.git/modules/sub/hooks/pre-commit"));
  EXPECT_FALSE(there(std::string("r/") + kHook));
  write("r/sub/.aws/credentials", broken_profile());
  EXPECT_FALSE(sh("git -C r/sub add -A && git -C r/sub commit -q -m leak"));
  EXPECT_THAT(said(), HasSubstr("temp-key-without-token"));
}

TEST_F(Hook, AMissingFolderIsMade) {
  ASSERT_TRUE(sh("rm -r r/.git/hooks"));
  install();
  EXPECT_TRUE(there(std::string("r/") + kHook));
}

TEST_F(Hook, OutsideOfARepositoryIsSaid) {
  write("home/x", "x");
  const Outcome outcome = hook("install", "home");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("not a git repository"));
}

TEST_F(Hook, ABareRepositoryIsRefused) {
  ASSERT_TRUE(sh("git init -q --bare b.git"));
  const Outcome outcome = hook("install", "b.git");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("bare"));
}

TEST_F(Hook, TheOneOnPathIsPreferred) {
  install();
  write_script("bin/credlint", "#!/bin/sh\necho \"from PATH: $*\"\n");
  EXPECT_TRUE(sh("git -C r commit --allow-empty -q -m x", tree_.at("bin") + ":/usr/bin:/bin"));
  EXPECT_THAT(said(), HasSubstr("from PATH: check --staged"));
}

TEST_F(Hook, WithoutAProgramTheCommitIsRefusedAndTheWayOutSaid) {
  install();
  const std::string path = std::string("r/") + kHook;
  std::string script = text_of(path);
  const std::size_t at = script.find(CREDLINT_BINARY);
  ASSERT_NE(at, std::string::npos) << script;
  script.replace(at, std::string_view(CREDLINT_BINARY).size(), "/nowhere/credlint");
  write_script(path, script);
  EXPECT_FALSE(git("commit -q --allow-empty -m x"));
  EXPECT_THAT(said(), HasSubstr("nothing was checked"));
  EXPECT_THAT(said(), HasSubstr("/nowhere/credlint"));
  EXPECT_THAT(said(), HasSubstr("pre-commit"));
}

TEST_F(Hook, ItsScriptIsPlainShell) {
  install();
  const std::string path = tree_.at(std::string("r/") + kHook);
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0100U, 0100U);
  EXPECT_TRUE(sh("sh -n " + path)) << said();
  EXPECT_TRUE(sh("! command -v dash || dash -n " + path)) << said();
}

TEST_F(Hook, WrongWordsAreTwo) {
  EXPECT_EQ(hook("enable").code, 2);
  EXPECT_EQ(run_credlint(tree_.at("r"), {"hook"}).code, 2);
}

}  // namespace
}  // namespace credlint::test
