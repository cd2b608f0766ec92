// SPDX-License-Identifier: MIT
// credlint help, version, generate: what is said about the command line itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

Outcome run(const std::vector<std::string>& arguments) { return run_credlint(".", arguments); }

std::string said(const std::vector<std::string>& arguments) {
  const Outcome outcome = run(arguments);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, IsEmpty());
  return outcome.out;
}

TEST(Help, HelpAndTheFlagSayTheSame) {
  EXPECT_EQ(said({"help"}), said({"--help"}));
  EXPECT_EQ(said({}), said({"--help"}));
  EXPECT_EQ(said({"help", "check"}), said({"check", "--help"}));
  EXPECT_EQ(said({"help", "baseline", "create"}), said({"baseline", "create", "-h"}));
  EXPECT_THAT(said({"help"}), HasSubstr("credlint help COMMAND"));
  EXPECT_THAT(said({"help", "baseline"}), HasSubstr("credlint help baseline COMMAND"));
}

TEST(Help, VersionInEveryWay) {
  EXPECT_THAT(said({"version"}), StartsWith("credlint " CREDLINT_VERSION));
  EXPECT_EQ(said({"version"}), said({"--version"}));
  EXPECT_EQ(said({"version"}), said({"-V"}));
}

TEST(Help, FlagsStandInGroupsWithChoicesAndDefaults) {
  const std::string help = said({"help", "check"});
  for (const char* part : {"\nWhat is read:\n", "\nGit:\n", "\nOutput:\n", "--format FORMAT",
                           "gitlab-secret-detection", "[default: text]", "[default: warning]",
                           "  -j, --jobs N", "credlint check [OPTIONS] [PATH...]"}) {
    EXPECT_THAT(help, HasSubstr(part));
  }
  EXPECT_THAT(help, AllOf(Not(HasSubstr("Excludes")), Not(HasSubstr("--engine"))));
}

TEST(Help, FitsATerminalOfEightyColumns) {
  for (const char* command : {"check", "merge", "doctor", "facts", "rules", "explain", "hook"}) {
    std::istringstream lines(said({"help", command}));
    for (std::string line; std::getline(lines, line);) {
      std::size_t width = 0;
      for (const char c : line) width += (c & '\xC0') != '\x80' ? 1 : 0;
      EXPECT_LE(width, 80) << line;
    }
  }
}

TEST(Help, NothingOfThatNameIsWrongUse) {
  const Outcome outcome = run({"help", "temp-key-without-token"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("credlint explain temp-key-without-token"));
  EXPECT_EQ(run({"help", "check", "create"}).code, 2);
  EXPECT_EQ(run({"generate"}).code, 2);
  EXPECT_EQ(run({"generate", "complete-cmd"}).code, 2);
}

TEST(Help, TheManPageNamesEveryCommandAndFlag) {
  const std::string page = said({"generate", "man"});
  EXPECT_THAT(page, StartsWith(".TH CREDLINT 1 "));
  for (const char* part : {".SH EXIT STATUS", "\\-\\-fail\\-on", "credlint baseline prune",
                           "credlint doctor", "\\-\\-history", ".SH SECRETS"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

/// Runs a shell over the completions; false where that shell is not installed.
bool shell(const std::string& name, const std::string& script, const TempTree& tree) {
  if (std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) != 0) return false;
  tree.write("script", script);
  EXPECT_EQ(std::system(("cd '" + tree.root() + "' && " + name + " script >out 2>&1").c_str()), 0)
      << read_text(tree.at("out"));
  return true;
}

TEST(Completions, BashOffersCommandsFlagsAndValues) {
  const TempTree tree;
  tree.write("completion", said({"generate", "complete-bash"}));
  const std::string script = R"(. ./completion
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _credlint; echo "${COMPREPLY[*]}"; }
try credlint che
try credlint check --fail-on ""
try credlint check --his
try credlint baseline cr
try credlint doctor --sdk cli-
try credlint explain region-is-
try credlint --color ne
try credlint help doc
try credlint check --report sa
try credlint check --report = sarif = comp
try credlint check --format = sa
)";
  if (!shell("bash", script, tree)) GTEST_SKIP() << "no bash here";
  EXPECT_EQ(read_text(tree.at("out")),
            "check\nerror warning note\n--history\ncreate\ncli-v1 cli-v2\nregion-is-az\nnever\n"
            "doctor\nsarif=\ncompletion\nsarif\n");
}

TEST(Completions, FishOffersCommandsFlagsAndValues) {
  const TempTree tree;
  tree.write("completion", said({"generate", "complete-fish"}));
  const std::string script = R"(source completion
complete --do-complete 'credlint che' | cut -f1
complete --do-complete 'credlint check --fail-on ' | cut -f1
complete --do-complete 'credlint baseline pru' | cut -f1
complete --do-complete 'credlint explain region-is-' | cut -f1
complete --do-complete 'credlint help doc' | cut -f1
complete --do-complete 'credlint check --report sa' | cut -f1
)";
  if (!shell("env HOME=. fish --no-config", script, tree)) GTEST_SKIP() << "no fish here";
  EXPECT_EQ(read_text(tree.at("out")),
            "check\nerror\nnote\nwarning\nprune\nregion-is-az\ndoctor\nsarif=\n");
}

TEST(Completions, ZshReadsThem) {
  const TempTree tree;
  tree.write("_credlint", said({"generate", "complete-zsh"}));
  const std::string script = R"(autoload -U compinit && compinit -u -D -d ./dump
fpath=(. $fpath); autoload -U +X _credlint && compdef _credlint credlint
functions _credlint >/dev/null && print ${_comps[credlint]}
zsh -n ./_credlint && grep -c -- "--fail-on=" _credlint
)";
  if (!shell("zsh -f", script, tree)) GTEST_SKIP() << "no zsh here";
  EXPECT_EQ(read_text(tree.at("out")), "_credlint\n2\n");
}

}  // namespace
}  // namespace credlint::test
