// SPDX-License-Identifier: MIT
// Faults around the run: what is opened by name is no file, the working folder is gone, memory and
// stack are short, an argument is a credential.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/git_tree.h"
#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using namespace std::string_literals;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";
constexpr std::string_view kBadPair =
    "AWS_ACCESS_KEY_ID=ASIARZPUZDIKAEXAMPLE\n"
    "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n";

class Faults : public testing::Test {
 protected:
  /// Runs `script` in a shell that knows the program as $CREDLINT; ended after 20 seconds.
  Outcome shell(const std::string& script) const {
    tree_.write("../" + name() + ".sh",
                "CREDLINT=" CREDLINT_BINARY "\nexport HOME=/nonexistent\n" + script + "\n");
    const std::string file = tree_.root() + "/../" + name();
    const int status = std::system(("cd '" + tree_.root() + "' && timeout 20 sh '" + file +
                                    ".sh' >'" + file + ".out' 2>'" + file + ".err'")
                                       .c_str());
    Outcome outcome;
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    outcome.out = read_text(file + ".out");
    outcome.err = read_text(file + ".err");
    return outcome;
  }
  void fifo(const std::string& path) const {
    ASSERT_EQ(::mkfifo(tree_.at(path).c_str(), 0600), 0) << path;
  }
  [[nodiscard]] std::string name() const {
    return "script-" + tree_.root().substr(tree_.root().rfind('/') + 1);
  }
  void TearDown() override {
    for (const char* end : {".sh", ".out", ".err"})
      std::filesystem::remove(tree_.root() + "/../" + name() + end);
  }

  TempTree tree_;
};

// --- what is opened by name --------------------------------------------------------------------

TEST_F(Faults, AConfigurationThatIsAFifoIsRefused) {
  tree_.write("a.env", kBadPair);
  for (const std::string file : {"credlint.toml", ".credlint.toml"}) {
    fifo(file);
    const Outcome found = shell("$CREDLINT check");
    EXPECT_EQ(found.code, 2) << found.err;
    EXPECT_THAT(found.err, HasSubstr(file + ": not a regular file"));
    ASSERT_TRUE(tree_.run("rm " + file));
  }
  fifo("c.toml");
  EXPECT_EQ(shell("$CREDLINT check --config c.toml").code, 2);
  EXPECT_EQ(shell("$CREDLINT check --config /dev/tty").code, 2);
  EXPECT_EQ(shell("$CREDLINT check --config /dev/zero").code, 2);
  EXPECT_EQ(shell("$CREDLINT check --config /dev/null").code, 1);
}

TEST_F(Faults, RulesetsThatAreFifosAreRefused) {
  tree_.write("a.env", kBadPair);
  ASSERT_TRUE(tree_.run("cp -r '" CREDLINT_SOURCE_DIR "/rulesets' . && rm rulesets/formats.toml"));
  fifo("rulesets/formats.toml");
  const Outcome outcome = shell("$CREDLINT check --rulesets rulesets");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("formats.toml: cannot be read: not a regular file"));
  ASSERT_TRUE(tree_.run("cp '" CREDLINT_SOURCE_DIR "/rulesets/formats.toml' rulesets/x && "
                        "mv rulesets/x rulesets/formats.toml"));
  fifo("rulesets/keys/zz.toml");
  EXPECT_EQ(shell("$CREDLINT check --rulesets rulesets").code, 2);
}

TEST_F(Faults, BaselinesReportsAndListsThatAreFifosAreRefused) {
  tree_.write("a.env", kBadPair);
  fifo("f");
  EXPECT_EQ(shell("$CREDLINT check --baseline f").code, 2);
  const Outcome list = shell("$CREDLINT check --files-from f");
  EXPECT_EQ(list.code, 2);
  EXPECT_THAT(list.err, HasSubstr("a pipe to which nobody writes"));
}

TEST_F(Faults, AListMayComeFromAPipe) {
  tree_.write("a.env", kBadPair);
  fifo("f");
  EXPECT_EQ(shell("{ sleep 1; echo a.env; } >f & $CREDLINT check --files-from f").code, 1);
}

TEST_F(Faults, GitIsNotAskedWhereItWouldWaitForAPipe) {
  for (const std::string repository : {"a", "b", "c"}) {
    tree_.write(repository + "/.env", kBadPair);
    ASSERT_TRUE(tree_.run("git init -q " + repository));
    ASSERT_TRUE(tree_.run("cd " + repository + "/.git && rm config && mkfifo index config"));
  }
  const Outcome outcome = shell("$CREDLINT check");
  EXPECT_EQ(outcome.code, 1) << outcome.err;
}

TEST_F(Faults, WaitingForGitHasOneBoundInARun) {
  for (const std::string repository : {"a", "b", "c", "d", "e"}) {
    tree_.write(repository + "/.env", kBadPair);
    ASSERT_TRUE(tree_.run("git init -q " + repository));
    ASSERT_TRUE(tree_.run("cd " + repository +
                          "/.git && mkfifo f && printf '[include]\\npath = f\\n' >>config"));
  }
  const Outcome outcome = shell("$CREDLINT check");
  EXPECT_EQ(outcome.code, 1) << outcome.err;
}

TEST_F(Faults, AWorkingFolderThatIsGoneIsSaid) {
  const Outcome outcome = shell("mkdir gone && cd gone && rmdir ../gone && $CREDLINT check");
  EXPECT_THAT(outcome.code, AnyOf(2, 3)) << outcome.err;
}

// --- the configuration ---------------------------------------------------------------------------

TEST_F(Faults, AKeyWithFortyThousandPartsIsRefused) {
  std::string key = "a";
  for (int i = 0; i < 40'000; ++i) key += ".a";
  for (const std::string& text : {key + " = 1\n", "[" + key + "]\nx = 1\n"}) {
    tree_.write("credlint.toml", "exclude = ['a.b.c', \"d\\\"#.e\"] # ...\n" + text);
    const Outcome outcome = shell("$CREDLINT check");
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("credlint.toml:2:1: a key with too many dots"));
  }
  std::string dots(200, '.');
  tree_.write("credlint.toml", "exclude = ['" + dots + "', \"\\\"" + dots + "\", '''\n'" + dots +
                                   "''', \"\"\"\"" + dots + "\"\"\"] # " + dots + "\n");
  tree_.write("a.env", kBadPair);
  EXPECT_EQ(shell("$CREDLINT check").code, 1);
}

TEST_F(Faults, TheWayUpFromAnAbsolutePathEnds) {
  tree_.write("s3.js",
              "const AWS = require('aws-sdk');\n"
              "module.exports = new AWS.S3({accessKeyId: process.env.AWS_ACCESS_KEY,\n"
              "  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY});\n");
  EXPECT_LT(shell("$CREDLINT check " + tree_.at("s3.js")).code, 2);
}

TEST_F(Faults, ATableWithoutANameIsRefused) {
  for (const std::string header :
       {"[;a]", "[[;a]]", "[", "[[", " [ ,", "[=", "[\\x]", "[]", "[.a]"}) {
    tree_.write("credlint.toml", "ignore = ['expiry']\n" + header + "\n'docs/**' j {'leak'\n");
    const Outcome outcome = shell("$CREDLINT check");
    EXPECT_EQ(outcome.code, 2) << header;
    EXPECT_THAT(outcome.err, HasSubstr("credlint.toml:2:")) << header;
  }
}

TEST_F(Faults, GlobsThatTakeTooLongAreRefused) {
  std::string stars;
  for (int i = 0; i < 50; ++i) stars += "*a";
  std::string exclude = "exclude = [";
  std::string ignores = "[per-file-ignores]\n";
  for (int i = 0; i < 8'000; ++i) {
    exclude += "'" + stars + std::to_string(i) + "',";
    ignores += "'" + stars + std::to_string(i) + "' = ['leak']\n";
  }
  tree_.write("a.env", kBadPair);
  for (const auto& [name, text] :
       {std::pair{"exclude", exclude + "]\n"}, {"per-file-ignores", ignores}}) {
    tree_.write("credlint.toml", text);
    const Outcome outcome = shell("$CREDLINT check");
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(std::string(name) + ": too many globs with wildcards"));
  }
}

TEST_F(Faults, ManyPlainGlobsAreQuick) {
  std::string exclude = "exclude = [";
  std::string ignores = "[per-file-ignores]\n";
  for (int i = 0; i < 20'000; ++i) {
    exclude += "'x" + std::to_string(i) + "/',";
    ignores += "'docs/x" + std::to_string(i) + "' = ['leak']\n";
  }
  tree_.write("credlint.toml", exclude + "]\n" + ignores);
  for (int i = 0; i < 100; ++i) tree_.write("a" + std::to_string(i) + ".env", kBadPair);
  const Outcome outcome = run_credlint(tree_.root(), {"check"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_LT(outcome.cpu_seconds, 10);
}

TEST_F(Faults, Utf32IsSaid) {
  std::string little = "\xFF\xFE\0\0"s;
  std::string big;
  for (const char c : kBadPair) {
    little += c + "\0\0\0"s;
    big += "\0\0\0"s + c;
  }
  tree_.write("little.env", little);
  tree_.write("unmarked.env", little.substr(4));
  tree_.write("big.env", big);
  const Outcome outcome = shell("$CREDLINT check");
  EXPECT_EQ(outcome.code, 3);
  for (const std::string name : {"little", "unmarked", "big"})
    EXPECT_THAT(outcome.out, HasSubstr(name + ".env: UTF-32, not read"));
  // Numbers in a binary file have NULs between them, too.
  tree_.write("little.env",
              std::string("\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0"s) + std::string(64, '\0'));
  EXPECT_EQ(run_credlint(tree_.root(), {"check", "little.env"}).code, 0);
}

TEST_F(Faults, Utf32IsLeftOutWhereNothingIsToBeExpected) {
  std::string text;
  for (const char c : kBadPair) text += c + "\0\0\0"s;
  tree_.write("notes.txt", "\xFF\xFE\0\0"s + text);
  tree_.write("test-data/unmarked", text);
  const Outcome outcome = run_credlint(tree_.root(), {"check"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("2 in UTF-32"));
  EXPECT_EQ(run_credlint(tree_.root(), {"check", "notes.txt"}).code, 3);
}

TEST_F(Faults, NamesOfFilesAreEscapedInJson) {
  tree_.write(
      "a\xC2\x9B"
      "31m.env",
      kBadPair);
  const Outcome outcome = run_credlint(tree_.root(), {"facts", "--format", "jsonl"});
  EXPECT_THAT(outcome.out, HasSubstr("a\\u009b31m.env"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\xC2\x9B")));
}

TEST_F(Faults, PiecesOfASecretAreNotShownAsFacts) {
  const std::string half(kSecret.substr(0, 19));
  tree_.write("a.py",
              "import boto3\nboto3.client('s3', aws_access_key_id='ASIARZPUZDIKAEXAMPLE', "
              "aws_secret_access_key='" +
                  std::string(kSecret) + "', region_name='" + half +
                  "')\nboto3.Session(profile_name='x" + half + "')\n");
  for (const std::string format : {"text", "jsonl"}) {
    const Outcome outcome = run_credlint(tree_.root(), {"facts", "--format", format});
    EXPECT_EQ(outcome.code, 0);
    for (std::size_t at = 0; at + 8 <= kSecret.size(); ++at)
      EXPECT_THAT(outcome.out, Not(HasSubstr(std::string(kSecret.substr(at, 8))))) << format;
  }
}

// --- limits of the process -----------------------------------------------------------------------

TEST_F(Faults, ASmallStackIsSaid) {
  const Outcome outcome = shell("ulimit -s 64; $CREDLINT check");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("ulimit -s"));
}

TEST_F(Faults, LittleMemoryEndsInAMessage) {
#ifdef CREDLINT_SANITIZED
  GTEST_SKIP() << "sanitizers reserve more address space than there is";
#endif
  tree_.write("a.env", kBadPair);
  for (int i = 0; i < 40; ++i) tree_.write("d/a" + std::to_string(i) + ".py", "import boto3\n");
  for (int kilobytes = 10'000; kilobytes <= 160'000; kilobytes += 10'000) {
    const std::string limit = "ulimit -v " + std::to_string(kilobytes) + "; ";
    // Less than the program itself takes: the system ends it before it runs.
    if (shell(limit + "$CREDLINT --version").code != 0) continue;
    const Outcome outcome = shell(limit + "$CREDLINT check");
    EXPECT_THAT(outcome.code, AnyOf(1, 2, 3)) << kilobytes << " kB: " << outcome.err;
    if (outcome.code == 2) {
      EXPECT_THAT(outcome.err, HasSubstr("credlint: ")) << kilobytes;
    }
  }
}

// --- what grows faster than its input
// ---------------------------------------------------------------

std::string repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST_F(Faults, GenericsThatNeverEndTakeLittleMemory) {
#ifdef CREDLINT_SANITIZED
  GTEST_SKIP() << "sanitizers reserve more address space than there is";
#endif
  tree_.write("a.cs",
              "using Amazon.Runtime; class A { object k = new BasicAWSCredentials(a, b), c = " +
                  repeat("a<", 500'000));
  tree_.write("b.cs",
              "using Amazon.Runtime; class A { object k = new BasicAWSCredentials(a, b), c = " +
                  repeat("a<", 60'000));
  tree_.write("a.cpp", "#include <aws/core/Aws.h>\nAws::Auth::AWSCredentials k(a, b); int c = " +
                           repeat("a<", 500'000));
  // It was 2,600 MB for the first of them.
  const Outcome outcome = shell("ulimit -v 400000; $CREDLINT check -j 1");
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("a.cs: not all of it was read as csharp"));
}

TEST_F(Faults, ALongLineIsNotReadAgainForEachOfItsCommands) {
  std::string scripts = "{\"scripts\": {";
  for (int i = 0; i < 30'000; ++i)
    scripts += "\"a" + std::to_string(i) + "\": \"AWS_PROFILE=x aws s3 ls\", ";
  tree_.write("package.json", scripts + "\"z\": \"x\"}}");
  tree_.write("a.sh", "#!/bin/bash\n" + repeat("bash -c \"aws s3 ls; ", 15'000));
  // Here every search goes to the line's end, and the file's time ends it.
  tree_.write("b.sh", "#!/bin/bash\n" + repeat("aws q; aws s3 ls; ", 60'000));
  for (const std::string file : {"package.json", "a.sh", "b.sh"}) {
    const Outcome outcome = run_credlint(tree_.root(), {"check", "-j", "1", file});
    EXPECT_THAT(outcome.code, AnyOf(0, 3)) << file;
#ifndef CREDLINT_SANITIZED
    EXPECT_LT(outcome.cpu_seconds, 8) << file;
#endif
  }
}

// --- where output goes
// -----------------------------------------------------------------------------

TEST_F(Faults, AFullDiskIsSaidAndAClosedPipeIsNot) {
  tree_.write("a.env", kBadPair);
  const Outcome full = shell("$CREDLINT check >/dev/full");
  EXPECT_EQ(full.code, 2);
  EXPECT_THAT(full.err, HasSubstr("cannot write to standard output"));
  EXPECT_EQ(shell("$CREDLINT check --report sarif=/dev/full").code, 2);
  EXPECT_EQ(shell("$CREDLINT check >&-").code, 2);
  EXPECT_EQ(shell("{ $CREDLINT check; echo $? >code; } | true; cat code").out, "1\n");
  EXPECT_THAT(shell("$CREDLINT check - <&-").code, AnyOf(0, 3));
}

// --- arguments
// -------------------------------------------------------------------------------------

TEST_F(Faults, ValuesOfWrongArgumentsAreNotShown) {
  const std::string secret(kSecret);
  const std::string token = "IQoJb3JpZ2luX2Vj" + secret + secret;
  for (const std::string& value :
       {secret, token, secret + "+", std::string("eu-west-1-" + secret)}) {
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"check", "--max-file-size", value},
                                               {"check", "--max-file-size=" + value},
                                               {"check", "-j", value},
                                               {"check", "-j" + value},
                                               {"check", "--quiet=" + value},
                                               {"check", "--engine", value},
                                               {"check", "--fail-on", value},
                                               {"check", "--min-confidence", value},
                                               {"check", "--format", value},
                                               {"check", "--now", value},
                                               {"check", "--" + value},
                                               {"check", "--" + value + "=x"},
                                               {"check", "-" + value},
                                               {"--color", value},
                                               {value},
                                               {"rules", value},
                                               {"rules", "--format", value},
                                               {"hook", value},
                                               {"baseline", value},
                                               {"facts", "--format=" + value},
                                               {"doctor", value},
                                               {"doctor", "--sdk", value}}) {
      const Outcome outcome = run_credlint(tree_.root(), arguments);
      EXPECT_EQ(outcome.code, 2) << arguments.front();
      EXPECT_THAT(outcome.err, HasSubstr("credlint: "));
      for (std::size_t at = 0; at + 8 <= secret.size(); ++at) {
        EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(secret.substr(at, 8))))
            << testing::PrintToString(arguments);
      }
    }
  }
}

TEST_F(Faults, MisspeltArgumentsStillGetASuggestion) {
  EXPECT_THAT(run_credlint(tree_.root(), {"chekc"}).err,
              HasSubstr("'chekc' is not a command; did you mean 'check'?"));
  EXPECT_THAT(run_credlint(tree_.root(), {"check", "--fail-ob", "x"}).err,
              HasSubstr("unknown option '--fail-ob'; did you mean '--fail-on'?"));
  EXPECT_THAT(run_credlint(tree_.root(), {"rules", "extra"}).err,
              HasSubstr("'extra' is one argument too many"));
}

}  // namespace
}  // namespace credlint::test
