// SPDX-License-Identifier: MIT
// What is seen on a terminal while a run goes on, and what becomes of one that is interrupted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/git_tree.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A repository, and a git that takes its time.
class Terminal : public testing::Test {
 protected:
  void SetUp() override {
    if (!tree.made()) GTEST_SKIP() << "git is not installed";
    tree.write("a.py", "import boto3\nboto3.client(\"s3\", region_name=\"us-east-1a\")\n");
    ASSERT_TRUE(tree.git("add -A"));
    slow.write(
        "git",
        "#!/bin/sh\ncase \"$*\" in *diff-index*) sleep 2;; esac\nexec /usr/bin/git \"$@\"\n");
    ASSERT_TRUE(slow.run("chmod +x git"));
  }

  struct Seen {
    int code = -1;
    std::string text;  ///< standard output and error, as they came
  };
  /// Runs on a terminal; `meanwhile` may send signals.
  template <typename Meanwhile>
  Seen on_terminal(const std::vector<std::string>& arguments, Meanwhile meanwhile) const {
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
      ::setenv("PATH", (slow.root() + ":/usr/bin:/bin").c_str(), 1);
      ::setenv("TERM", "xterm", 1);
      ::setenv("HOME", "/nonexistent", 1);
      std::vector<std::string> words = {CREDLINT_BINARY, "check", "--no-config", "--color",
                                        "never"};
      words.insert(words.end(), arguments.begin(), arguments.end());
      std::vector<char*> argv;
      for (std::string& word : words) argv.push_back(word.data());
      argv.push_back(nullptr);
      if (::chdir(tree.root().c_str()) == 0) ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    std::thread other([&] { meanwhile(child); });
    Seen seen;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;)
      seen.text.append(buffer, static_cast<std::size_t>(got));
    other.join();
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(terminal);
    seen.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return seen;
  }

  GitTree tree;
  TempTree slow;
};

TEST_F(Terminal, ShowsProgressAfterASecondAndWipesIt) {
  const Seen seen = on_terminal({"--staged"}, [](pid_t) {});
  EXPECT_EQ(seen.code, 1);
  EXPECT_THAT(seen.text, HasSubstr("\r\x1b[Kcredlint: 0 files"));
  EXPECT_THAT(seen.text, HasSubstr("region-is-az"));
  const Seen quiet = on_terminal({"--staged", "--quiet"}, [](pid_t) {});
  EXPECT_THAT(quiet.text, Not(HasSubstr("credlint: 0 files")));
  const Seen quick = on_terminal({"."}, [](pid_t) {});
  EXPECT_THAT(quick.text, Not(HasSubstr("\x1b[K")));
}

TEST_F(Terminal, ElsewhereThereIsNoProgress) {
  const Outcome outcome = run_credlint(tree.root(), {"check", "--no-config", "--staged"}, "",
                                       {"PATH=" + slow.root() + ":/usr/bin:/bin", "TERM=xterm"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, Not(HasSubstr("\x1b")));
}

TEST_F(Terminal, AnInterruptionReportsWhatWasFoundSoFar) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Seen seen = on_terminal({"--staged"}, [&](pid_t child) {
      std::this_thread::sleep_for(std::chrono::milliseconds(700));
      ::kill(child, signal);
    });
    EXPECT_EQ(seen.code, 128 + signal) << seen.text;
    EXPECT_THAT(seen.text, HasSubstr("stopped before everything was read"));
  }
}

TEST_F(Terminal, AnInterruptionIsSaidWhereTheReportGoesToAFile) {
  const Seen seen = on_terminal({"--staged", "--quiet", "--output", "report.txt"}, [](pid_t child) {
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    ::kill(child, SIGTERM);
  });
  EXPECT_EQ(seen.code, 128 + SIGTERM) << seen.text;
  EXPECT_THAT(seen.text, HasSubstr("stopped before everything was read"));
}

TEST_F(Terminal, ASecondInterruptionEndsAtOnce) {
  const Seen seen = on_terminal({"--staged"}, [](pid_t child) {
    for (int i = 0; i < 2; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(400));
      ::kill(child, SIGINT);
    }
  });
  EXPECT_EQ(seen.code, -SIGINT) << seen.text;
}

}  // namespace
}  // namespace credlint::test
