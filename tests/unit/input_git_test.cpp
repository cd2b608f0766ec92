// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "scanner/input/git.h"
#include "scanner/input/git_stream.h"
#include "tests/support/temp_tree.h"

namespace credlint {
namespace {

using test::TempTree;

class Git : public testing::Test {
 protected:
  void SetUp() override {
    if (!tree.run("git init -q . 2>/dev/null")) GTEST_SKIP() << "git is not installed";
  }
  TempTree tree;
};

TEST_F(Git, TellsTrackedFromUntracked) {
  tree.write("a/tracked [1]*.txt", "x");
  tree.write("a/other.txt", "x");
  ASSERT_TRUE(tree.run("git add 'a/tracked [1]*.txt'"));
  const std::string tracked = tree.at("a/tracked [1]*.txt");
  const std::string other = tree.at("a/other.txt");
  const auto found = tracking_of({tracked, other});
  EXPECT_EQ(found.at(tracked), Tracking::Tracked);
  EXPECT_EQ(found.at(other), Tracking::Untracked);
}

TEST_F(Git, ManyPathsAreAskedAtOnce) {
  std::vector<std::string> paths;
  for (int i = 0; i < 200; ++i) {
    tree.write(std::to_string(i), "x");
    paths.push_back(tree.at(std::to_string(i)));
  }
  ASSERT_TRUE(tree.run("git add [0-9] && git add 42"));
  const auto found = tracking_of(paths);
  EXPECT_EQ(found.at(paths[7]), Tracking::Tracked);
  EXPECT_EQ(found.at(paths[42]), Tracking::Tracked);
  EXPECT_EQ(found.at(paths[43]), Tracking::Untracked);
}

TEST(GitTracking, OutsideAWorkTreeIsUnknown) {
  const TempTree tree;
  tree.write("x", "x");
  EXPECT_EQ(tracking_of({tree.at("x")}).at(tree.at("x")), Tracking::Unknown);
  EXPECT_EQ(tracking_of({tree.at("no/such")}).at(tree.at("no/such")), Tracking::Unknown);
}

TEST_F(Git, BrokenRepositoryIsUnknown) {
  tree.write("x", "x");
  tree.write(".git/config", "[core\n");
  EXPECT_EQ(tracking_of({tree.at("x")}).at(tree.at("x")), Tracking::Unknown);
}

TEST_F(Git, NothingThatTheRepositoryConfiguresIsRun) {
  const std::string marker = tree.at("marker");
  tree.write("script", "#!/bin/sh\necho ran > '" + marker + "'\n");
  ASSERT_TRUE(tree.run("chmod +x script && git add script"));
  const std::string script = tree.at("script");
  ASSERT_TRUE(tree.run(
      "git config core.fsmonitor '" + script + "' && git config core.pager '" + script +
      "' && git config core.hooksPath '" + tree.root() + "' && git config alias.ls-files '!" +
      script + "' && git config core.sshCommand '" + script + "' && cp script post-index-change"));
  EXPECT_EQ(tracking_of({script}).at(script), Tracking::Tracked);
  EXPECT_FALSE(std::filesystem::exists(marker));
  // The trap is a real one: git without our care falls into it.
  ASSERT_TRUE(tree.run("git status >/dev/null 2>&1"));
  EXPECT_TRUE(std::filesystem::exists(marker));
}

TEST_F(Git, VariablesOfGitDoNotMatter) {
  tree.write("x", "x");
  ASSERT_TRUE(tree.run("git add x"));
  ::setenv("GIT_INDEX_FILE", "/nowhere", 1);
  ::setenv("GIT_DIR", "/nowhere", 1);
  const auto found = tracking_of({tree.at("x")});
  ::unsetenv("GIT_INDEX_FILE");
  ::unsetenv("GIT_DIR");
  EXPECT_EQ(found.at(tree.at("x")), Tracking::Tracked);
}

TEST_F(Git, AGitInTheWorkingFolderIsNotTaken) {
  tree.write("git", "#!/bin/sh\ntouch '" + tree.at("marker") + "'\n");
  ASSERT_TRUE(tree.run("chmod +x git"));
  const std::string before = std::getenv("PATH");
  const auto folder = std::filesystem::current_path();
  std::filesystem::current_path(tree.root());
  ::setenv("PATH", (".::" + before).c_str(), 1);
  EXPECT_TRUE(run_git(tree.root(), {"ls-files"}));
  ::setenv("PATH", before.c_str(), 1);
  std::filesystem::current_path(folder);
  EXPECT_FALSE(std::filesystem::exists(tree.at("marker")));
}

}  // namespace
}  // namespace credlint
