// SPDX-License-Identifier: MIT
// Hostile input: whatever the file, the run ends soon, in a finding, nothing or a named reason, and
// shows no secret.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using namespace std::string_literals;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";
constexpr std::string_view kKeyId = "ASIARZPUZDIKAEXAMPLE";

#ifdef CREDLINT_SANITIZED
constexpr double kSlower = 10;
constexpr double kOfOneFile = 15;  // seconds: two of reading, and what is done with it
#else
constexpr double kSlower = 1;
constexpr double kOfOneFile = 7;
#endif

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string replace_all(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

std::string utf16(std::string_view text, bool big_endian, bool mark) {
  std::string out = !mark ? "" : big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : text) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

/// Names of every format and language, each with a file that holds the same bad pair.
struct Sample {
  std::string name;
  std::string text;
};

std::vector<Sample> samples() {
  const std::string key(kKeyId);
  const std::string secret(kSecret);
  const std::string env = "AWS_ACCESS_KEY_ID=" + key + "\nAWS_SECRET_ACCESS_KEY=" + secret + "\n";
  const std::string ini =
      "aws_access_key_id = " + key + "\naws_secret_access_key = " + secret + "\n";
  const std::string js =
      "new AWS.S3({accessKeyId: '" + key + "', secretAccessKey: '" + secret + "'});\n";
  return {
      {"a.env", env},
      {".env", env},
      {".aws/config", "[profile a]\n" + ini},
      {".aws/credentials", "[a]\n" + ini},
      {"Dockerfile",
       "FROM x\nENV AWS_ACCESS_KEY_ID=" + key + " AWS_SECRET_ACCESS_KEY=" + secret + "\n"},
      {"a.py", "import boto3\nboto3.client('s3', aws_access_key_id='" + key +
                   "', aws_secret_access_key='" + secret + "')\n"},
      {"a.js", "const AWS = require('aws-sdk');\n" + js},
      {"a.ts", "import AWS from 'aws-sdk';\n" + js},
      {"a.tsx", "import AWS from 'aws-sdk';\n" + js},
      {"a.go",
       "package a\nimport \"github.com/aws/aws-sdk-go/aws/credentials\"\n"
       "var c = credentials.NewStaticCredentials(\"" +
           key + "\", \"" + secret + "\", \"\")\n"},
      {"A.java",
       "class A { Object o = new BasicAWSCredentials(\"" + key + "\", \"" + secret + "\"); }\n"},
      {"a.sh", "export " + replace_all(env, "\nAWS", "\nexport AWS") + "aws s3 ls\n"},
      {"a.md", "```\n" + env + "```\n"},
      {"a.json",
       "{\"aws_access_key_id\": \"" + key + "\", \"aws_secret_access_key\": \"" + secret + "\"}\n"},
      {"a.yaml", "aws_access_key_id: " + key + "\naws_secret_access_key: " + secret + "\n"},
      {".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: |\n          export " +
                                      replace_all(env, "\nAWS", "\n          export AWS")},
      {"Makefile", "export " + replace_all(env, "\nAWS", "\nexport AWS")},
      {"package.json", R"({"scripts": {"a": "AWS_ACCESS_KEY_ID=)" + key +
                           " AWS_SECRET_ACCESS_KEY='" + secret + "' node .\"}}\n"},
      {"a.ipynb", R"({"cells": [{"cell_type": "code", "outputs": [{"text": ["{'AccessKeyId': ')" +
                      key + R"(',\n", " 'SecretAccessKey': ')" + secret +
                      "'}\"]}],\n\"source\": [\"print(keys)\"]}]}\n"},
  };
}

class Hostile : public testing::Test {
 protected:
  /// Runs over everything in the tree, or as told, and judges what holds for any input.
  Outcome check(const std::vector<std::string>& more = {}, double seconds = 6,
                std::string_view input = "") const {
    std::vector<std::string> arguments = {"check", "--min-confidence", "low", "--fail-on", "note"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Outcome outcome = run_credlint(tree_.root(), arguments, input);
    EXPECT_LT(outcome.cpu_seconds, seconds * kSlower);
    EXPECT_THAT(outcome.code, AnyOf(0, 1, 2, 3)) << outcome.err;
    for (std::size_t i = 0; i + 8 <= kSecret.size(); ++i) {
      const std::string piece(kSecret.substr(i, 8));
      EXPECT_THAT(outcome.out, Not(HasSubstr(piece)));
      EXPECT_THAT(outcome.err, Not(HasSubstr(piece)));
    }
    return outcome;
  }
  /// Every sample, changed, in a tree of its own.
  template <typename Change>
  void for_each_sample(int expected, Change change) const {
    for (const Sample& sample : samples()) {
      SCOPED_TRACE(sample.name);
      tree_.write(sample.name, change(sample.text));
      EXPECT_EQ(check({sample.name}).code, expected);
      EXPECT_THAT(check({sample.name, "--format", "sarif"}).code, expected);
    }
  }

  TempTree tree_;
};

TEST_F(Hostile, UnreadableFilesAreNamed) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  tree_.write("a.env", "A=b\n");
  ASSERT_TRUE(tree_.run("chmod 0 a.env"));
  const Outcome outcome = check({"a.env", "."});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("a.env"));
  EXPECT_THAT(outcome.out, HasSubstr("ermission denied"));
}

TEST_F(Hostile, ASparseFileIsBinary) {
  tree_.write("a.env", "");
  std::filesystem::resize_file(tree_.at("a.env"), 500U << 20U);
  const Outcome outcome = check();
  EXPECT_THAT(outcome.code, AnyOf(0, 3));
  EXPECT_THAT(outcome.err, AnyOf(HasSubstr("binary"), HasSubstr("too large")));
}

TEST_F(Hostile, TooLargeATextIsNamed) {
  tree_.write("a.env", repeat("A=b\n", (25U << 20U) / 4));
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("a.env"));
}

TEST_F(Hostile, FoldersTooDeepAreNamed) {
  ASSERT_TRUE(
      tree_.run("i=0; while [ $i -lt 2000 ]; do mkdir d && cd d || exit 1; i=$((i+1)); done"));
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("d/d/d"));
}

TEST_F(Hostile, FifosSocketsAndLoopsDoNotBlock) {
  ASSERT_EQ(::mkfifo(tree_.at(".env").c_str(), 0600), 0);
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  tree_.at("s.env").copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_TRUE(tree_.run("ln -s . loop && ln -s self.env self.env && ln -s nowhere gone.env"));
  EXPECT_THAT(check().code, AnyOf(0, 3));
  for (const std::string name : {".env", "s.env", "self.env", "gone.env"}) {
    const Outcome outcome = check({name, "."});
    EXPECT_EQ(outcome.code, 3) << name;
    EXPECT_THAT(outcome.out, HasSubstr(name));
  }
  ::close(listener);
}

TEST_F(Hostile, EveryFormatFindsItsSample) {
  for_each_sample(1, [](const std::string& text) { return text; });
}

TEST_F(Hostile, NulsAreBinary) {
  for_each_sample(0, [](const std::string&) { return std::string(50'000, '\0'); });
}

TEST_F(Hostile, NothingIsNothing) {
  for_each_sample(0, [](const std::string&) { return ""s; });
}

TEST_F(Hostile, EveryByteMayStandInAFile) {
  std::string bytes;
  for (int i = 1; i < 256; ++i) bytes += static_cast<char>(i);
  for_each_sample(
      1, [&](const std::string& text) { return text + "# " + repeat(bytes, 40) + "\n" + text; });
  // A NUL far behind the start does not make a file binary.
  for_each_sample(1, [&](const std::string& text) {
    return text + repeat("# x\n", 3000) + std::string("\0", 1) + "\n";
  });
}

TEST_F(Hostile, LoneCarriageReturnsEndLines) {
  for_each_sample(1, [](const std::string& text) { return replace_all(text, "\n", "\r"); });
}

TEST_F(Hostile, Utf16IsRead) {
  for (const bool big_endian : {false, true}) {
    for (const bool mark : {false, true}) {
      for_each_sample(1, [&](const std::string& text) { return utf16(text, big_endian, mark); });
    }
  }
}

TEST_F(Hostile, MergeConflictsAreRead) {
  for_each_sample(1, [](const std::string& text) {
    return "<<<<<<< HEAD\n" + text + "=======\n" + text + ">>>>>>> other\n";
  });
}

TEST_F(Hostile, OneLineOfManyMegabytes) {
#ifdef CREDLINT_ASAN
  constexpr std::size_t kBytes = 2U << 20U;  // ten times as slow
#else
  constexpr std::size_t kBytes = 15U << 20U;
#endif
  std::string line;
  while (line.size() < kBytes) {
    line += "AWS_ACCESS_KEY_ID=\"" + std::string(kKeyId) + "\";AWS_SECRET_ACCESS_KEY=\"" +
            std::string(kSecret) + "\";" + std::string(4000, 'y');
  }
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    tree_.write(sample.name, sample.text.substr(0, sample.text.find('\n') + 1) + line);
    EXPECT_THAT(check({sample.name}, 15).code, AnyOf(0, 1, 3));
  }
}

TEST_F(Hostile, DeeplyNestedSources) {
#ifdef CREDLINT_ASAN
  constexpr int kDepth = 10'000;  // ten times as slow
#else
  constexpr int kDepth = 100'000;
#endif
  struct Frame {
    std::string name, before, after;
  };
  const std::vector<Frame> frames = {
      {"a.py", "import boto3\nboto3.client('s3', aws_secret_access_key=", ")\n"},
      {"a.js", "const AWS = require('aws-sdk'); new AWS.S3({secretAccessKey: ", "});\n"},
      {"a.go",
       "package a\nimport \"github.com/aws/aws-sdk-go/aws/credentials\"\n"
       "var c = credentials.NewStaticCredentials(",
       ", \"\", \"\")\n"},
      {"A.java", "class A { Object o = new BasicAWSCredentials(", ", \"\"); }\n"},
      {"a.sh", "export AWS_SECRET_ACCESS_KEY=", "\naws s3 ls\n"},
      {"Dockerfile", "FROM x\nENV AWS_PROFILE=x\nRUN ", "\n"}};
  for (const Frame& frame : frames) {
    for (const std::string open : {"(", "[", "{"}) {
      SCOPED_TRACE(frame.name + " " + open);
      const std::string close = open == "(" ? ")" : open == "[" ? "]" : "}";
      const std::string deep = repeat(open, kDepth);
      for (const std::string& text :
           {frame.before + deep + frame.after,
            frame.before + deep + "''" + repeat(close, kDepth) + frame.after}) {
        tree_.write(frame.name, text);
        const Outcome outcome = check({frame.name});
        if (outcome.code == 3) {
          EXPECT_THAT(outcome.out, HasSubstr(frame.name));
        }
      }
    }
  }
}

TEST_F(Hostile, DeeplyIndentedBlocks) {
  const auto steps = [](std::string_view opener, std::string_view last) {
    std::string text;
    for (int depth = 0; depth < 800; ++depth)
      text.append(static_cast<std::size_t>(depth), ' ').append(opener);
    return text + std::string(800, ' ') + std::string(last);
  };
  tree_.write("a.py", "import boto3\n" + steps("if x:\n", "boto3.client('s3')\n"));
  tree_.write("a.yml", steps("a:\n", "aws_access_key_id: " + std::string(kKeyId) + "\n"));
  tree_.write("A.scala", "object A {\n" + steps("if x then\n", "AwsBasicCredentials.create()\n"));
  check();
}

TEST_F(Hostile, SpreadsOfNothing) {
  tree_.write("a.rb",
              "region = 'eu-west-1'\nAws::S3::Client.new(region: region, *)\n"
              "Aws::S3::Client.new(**)\nAws::S3::Client.new(region: region, *");
  tree_.write("a.py",
              "import boto3\nboto3.client('s3', *)\nboto3.client('s3', **)\nboto3.client(*");
  tree_.write("a.js",
              "const {S3Client} = require('@aws-sdk/client-s3');\nnew S3Client(...);\n"
              "new S3Client({...});\nnew S3Client({region: 'eu-west-1', ...");
  tree_.write("a.php",
              "<?php\nuse Aws\\S3\\S3Client;\nnew S3Client(...);\nnew S3Client([...]);\n"
              "new S3Client(['region' => 'x', ...");
  tree_.write("a.go",
              "package a\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n"
              "var c, _ = config.LoadDefaultConfig(x, ...)\nvar d = config.LoadDefaultConfig(...");
  check();
}

// tree-sitter makes up a node behind the end of it.
TEST_F(Hostile, KeyWithoutAnEndInABlock) {
  const std::string pad(10, ' ');
  tree_.write(".github/workflows/a.yml",
              "n: |\n" + pad + "export AWS_ACCESS_KEY_ID=" + std::string(kKeyId) +
                  "\n  ?        export AWS_SECRET_ACCESS_KEY=" + std::string(kSecret) + "\n" + pad +
                  "export Athub.c");
  check();
}

TEST_F(Hostile, NamesThatManyBranchesBindToNames) {
  std::string text = "import boto3\nv0 = unknown()\n";
  for (int i = 1; i < 12; ++i) {
    const std::string name = "v" + std::to_string(i);
    text += repeat("if x:\n  " + name + " = v" + std::to_string(i - 1) + "\n", 50);
  }
  tree_.write("a.py", text + "boto3.client('s3', region_name=v11)\n");
  check();
}

TEST_F(Hostile, UrisWithinUris) {
  tree_.write("docker-compose.yml",
              "services:\n  a:\n    environment:\n      AIRFLOW_CONN_AWS: \"" +
                  repeat("aws://x@?AWS_REGION=", 20'000) + "eu-west-1\"\n");
  check();
}

TEST_F(Hostile, QuotesThatNeverClose) {
  tree_.write(".env", repeat("AWS_REGION=\"\n", 200'000));
  tree_.write("b/.env", "AWS_PROFILE='" + repeat("`\"'\\", 100'000));
  tree_.write("c/.env",
              "AWS_SECRET_ACCESS_KEY=\"" + std::string(kSecret) + "\nA=b\n" + repeat("x\n", 1000));
  check();
}

TEST_F(Hostile, DockerfilesWithoutEnd) {
  tree_.write("Dockerfile", "FROM x\nENV AWS_SECRET_ACCESS_KEY=" + std::string(kSecret) +
                                repeat(" \\\n", 300'000));
  tree_.write("b/Dockerfile", "FROM x\nRUN <<EOF\nexport AWS_SECRET_ACCESS_KEY=" +
                                  std::string(kSecret) + "\n" + repeat("x\n", 100'000));
  tree_.write("c/Dockerfile", "FROM x\nENV AWS_PROFILE=a\n" + repeat("RUN <<A <<B\n", 20'000));
  tree_.write("d/Dockerfile",
              "FROM x\n" + repeat("ENV AWS_REGION=us-eat-1 AWS_PROFILE=a\n", 9'000));
  check();
}

TEST_F(Hostile, NotebooksWithoutEnd) {
  const std::string begin = R"({"cells": [{"cell_type": "code", "source": ["import boto3\n", ")";
  const std::string end = R"("]}]})";
  const std::string output = R"({"text": "AWS_SECRET_ACCESS_KEY=)" + std::string(kSecret) + R"("})";
  tree_.write("a.ipynb", "boto3" + repeat("[", 1'000'000));
  tree_.write("b.ipynb", repeat(R"({"cells": )", 100'000) + R"("boto3)");
  tree_.write("c.ipynb", begin + repeat(R"(\)", 1'000'001));
  tree_.write("d.ipynb", begin + repeat(R"(\")", 500'000));
  tree_.write("e.ipynb", begin + repeat(R"(\u00e9\ud800)", 100'000) + end);
  tree_.write("f.ipynb", begin + repeat(R"('''\n!x {a{\n%env A=\n)", 50'000) + end);
  tree_.write("g.ipynb",
              begin + R"("], "outputs": [)" + repeat(output + ",", 10'000) + output + "]}]}");
  tree_.write("h.ipynb",
              begin + R"("]})" +
                  repeat(R"(,{"cell_type": "code", "source": "%%bash\nexport A=b"})", 20'000));
  tree_.write("i.ipynb", begin + R"("], "outputs": [{"data": {"image/png": ")" +
                             std::string(12U << 20U, 'A') + R"("}}]}]})");
  check({}, 15);
}

TEST_F(Hostile, ScriptsWithoutEnd) {
  const std::string use = "# aws s3 ls --profile x\n";
  tree_.write("a/.gitlab-ci.yml", use + "script: \"" + repeat("script: a\n", 100'000));
  tree_.write("b/.gitlab-ci.yml", use + repeat("- ", 500'000) + "script: a");
  tree_.write("c/.gitlab-ci.yml", use + "script: " + repeat("${{", 500'000));
  tree_.write("d/.gitlab-ci.yml", use + "script: [" + repeat("a,", 100'000));
  tree_.write("e/.gitlab-ci.yml", use + repeat("script:\n", 200'000));
  tree_.write("f/.gitlab-ci.yml", use + "script: \"\\");
  tree_.write("g/.gitlab-ci.yml", use + "script: |9\n" + repeat("\n", 200'000));
  tree_.write("a.mk", use + "a:\n\t" + repeat("$(shell ", 200'000));
  tree_.write("b.mk", use + "export AWS_PROFILE=" + repeat("a\\\n", 200'000));
  tree_.write("package.json", R"({"scripts": {"a": "aws s3 ls --profile \)");
  check({}, 15);
}

TEST_F(Hostile, AHundredThousandSections) {
  std::string text;
  for (int i = 0; i < 100'000; ++i)
    text += "[profile p" + std::to_string(i) + "]\nregion = us-east-1\n";
  tree_.write(".aws/config", text);
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 3);  // more facts than are kept, which is said
  EXPECT_THAT(outcome.out, HasSubstr(".aws/config"));
}

TEST_F(Hostile, ALongChainOfProfiles) {
  for (const bool closed : {false, true}) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) {
      text += "[profile p" + std::to_string(i) + "]\nsource_profile = p" +
              std::to_string(closed ? (i + 1) % 10'000 : i + 1) + "\n";
    }
    tree_.write(".aws/config", text);
    check();
  }
}

TEST_F(Hostile, AMegabyteOfIgnores) {
  ASSERT_TRUE(tree_.run("mkdir .git"));
  std::string text;
  for (int i = 0; text.size() < 1U << 20U; ++i)
    text += "**/a" + std::to_string(i) + "*/b?[a-z]/**/*.x\n";
  tree_.write(".gitignore", text + repeat("*a", 5000) + "\n" + repeat("[", 5000) + "\n");
  tree_.write(std::string(200, 'a') + "/x/.env", samples().front().text);
  EXPECT_EQ(check().code, 1);
}

TEST_F(Hostile, ConstantsThatGrowOrCircle) {
  struct Language {
    std::string name, before, assign, after;
  };
  for (const Language& language : std::vector<Language>{
           {"a.py", "import boto3\n", "$1 = $2 + $2\n", "boto3.client('s3', region_name=a40)\n"},
           {"a.js", "const AWS = require('aws-sdk');\n", "const $1 = $2 + $2;\n",
            "new AWS.S3({region: a40});\n"},
           {"a.ts", "import AWS from 'aws-sdk';\n", "const $1 = `${$2}${$2}`;\n",
            "new AWS.S3({region: a40});\n"},
           {"a.go", "package a\nimport \"github.com/aws/aws-sdk-go/aws\"\nfunc f() {\n",
            "$1 := $2 + $2\n", "_ = aws.Config{Region: aws.String(a40)}\n}\n"},
           {"A.java", "class A { void f() {\n", "String $1 = $2 + $2;\n",
            "new BasicAWSCredentials(a40, a40); } }\n"},
           {"a.sh", "", "$1=$$2$$2\n", "export AWS_REGION=$a40\naws s3 ls --region $a40\n"}}) {
    SCOPED_TRACE(language.name);
    const auto assign = [&](const std::string& to, const std::string& from) {
      return replace_all(replace_all(language.assign, "$1", to), "$2", from);
    };
    std::string grows = language.before + assign("a0", "'us-'");
    for (int i = 0; i < 40; ++i)
      grows += assign("a" + std::to_string(i + 1), "a" + std::to_string(i));
    tree_.write(language.name, grows + language.after);
    check({language.name});
    tree_.write(language.name, language.before + assign("a40", "b") + assign("b", "a40") +
                                   assign("c", "c") + language.after);
    check({language.name});
  }
}

TEST_F(Hostile, LongChainsOfMembers) {
  for (const std::string link : {".b", ".b()"}) {
    const std::string chain = "a" + repeat(link, 10'000);
    tree_.write("a.py",
                "import boto3\nx = " + chain + "\nboto3.client('s3', region_name=" + chain + ")\n");
    tree_.write("a.js", "const AWS = require('aws-sdk'); new AWS.S3({region: " + chain + "});\n");
    tree_.write("a.go",
                "package a\nimport \"github.com/aws/aws-sdk-go/aws\"\nvar c = aws.Config{Region: " +
                    chain + "}\n");
    tree_.write("A.java", "class A { Object o = new BasicAWSCredentials(" + chain + ", \"\"); }\n");
    check({}, 10);
  }
}

/// The time of a file holds, whoever spends it: this took 15 s.
TEST_F(Hostile, FunctionsInLongChainsOfCalls) {
  tree_.write("a.js", "const AWS = require('aws-sdk');\nnew S3Client({})" +
                          repeat(".then(function(r){return new AWS.S3()})", 6'000) + ";\n");
  const Outcome outcome = run_credlint(tree_.root(), {"check", "-j", "1"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_LT(outcome.cpu_seconds, kOfOneFile);
}

/// A megabyte took a minute: all that the variable is given was gone through for each use of it.
TEST_F(Hostile, APowerShellVariableThatGrowsAndIsUsed) {
  tree_.write("a.ps1", "$v=''\n" + repeat("$v += 'x'\nSet-AWSCredential -SecretKey $v\n", 12'000));
  const Outcome outcome = run_credlint(tree_.root(), {"check", "-j", "1"});
  EXPECT_THAT(outcome.code, testing::AnyOf(0, 1, 3)) << outcome.err;
  EXPECT_LT(outcome.cpu_seconds, kOfOneFile);
}

/// What stands around a node was once asked for so that this took minutes.
TEST_F(Hostile, LongChainsOfBranches) {
  const std::string js = "const AWS = require('aws-sdk');\nfunction f(a) { let r;\n";
  tree_.write("a.js", js + repeat("if (a == 1) r = 'us-east-1'; else ", 3000) +
                          "r = '';\nnew AWS.S3({region: r}); }\n");
  tree_.write("b.js", js + repeat("a == 0 ? (r = 0) : ", 3000) + "0; }\n");
  tree_.write("c.js",
              js + repeat("{ let r = 1; new AWS.S3({region: r});", 1000) + repeat("}", 1001));
  tree_.write("a.cpp",
              "#include <aws/core/Aws.h>\nvoid f(int a) {\n"
              "Aws::Client::ClientConfiguration c;\n" +
                  repeat("if (a) { c.region = \"us-east-1\"; } else ", 3000) + "{}\n}\n");
  EXPECT_THAT(check({}, 60).code, AnyOf(0, 3));
}

TEST_F(Hostile, ObjectsThatHoldEachOther) {
  std::string js = "const AWS = require('aws-sdk');\nconst a = {}, b = {};\n";
  std::string python = "import boto3\na = {}\nb = {}\n";
  for (int i = 0; i < 40; ++i) {
    const std::string key = "k" + std::to_string(i);
    js += "a." + key + " = b; b." + key + " = a; a." + key + " = a;\n";
    python += "a['" + key + "'] = b\nb['" + key + "'] = a\na['" + key + "'] = a\n";
  }
  tree_.write("a.js", js + "new AWS.S3(a); new AWS.S3({...a, ...b});\n");
  tree_.write("a.py", python + "boto3.client('s3', **a)\nboto3.client('s3', **b)\n");
  EXPECT_EQ(check({}, 60).code, 0);
}

TEST_F(Hostile, TheNumberOfWorkersDoesNotShow) {
  for (int i = 0; i < 12; ++i) {
    for (const Sample& sample : samples())
      tree_.write("d" + std::to_string(i) + "/" + sample.name, sample.text);
  }
  tree_.write("deep.json", repeat("[", 3000) + " aws_access_key_id");  // a diagnostic
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"check", "--format", "sarif"},
                                             {"check", "--min-confidence", "low"},
                                             {"facts", "--format", "jsonl"}}) {
    const auto with = [&](const std::string& workers) {
      std::vector<std::string> all = arguments;
      all.insert(all.end(), {"-j", workers});
      const Outcome outcome = run_credlint(tree_.root(), all);
      return std::to_string(outcome.code) + outcome.out + outcome.err;
    };
    const std::string one = with("1");
    EXPECT_THAT(one, HasSubstr("d11"));
    for (const std::string workers : {"1", "2", "8", "8", "8", "8"})
      EXPECT_TRUE(with(workers) == one) << arguments.back() << " with " << workers;
  }
}

/// Each of these was gone through in every order, or as often as there are files.
TEST_F(Hostile, FilesThatHandValuesRound) {
  const auto number = [](int i) { return std::to_string(i); };
  for (int i = 0; i < 9; ++i) {
    const std::string next = "f" + number(i + 1);
    tree_.write("calls/m" + number(i) + ".py", "import boto3\nfrom m" + number(i + 1) + " import " +
                                                   next + "\ndef f" + number(i) + "(r):\n" +
                                                   repeat("  " + next + "(r)\n", 16));
  }
  tree_.write("calls/m9.py",
              "import boto3\ndef f9(r):\n  return boto3.client('s3', region_name=r)\n");
  const std::string django = "import boto3\nfrom django.conf import settings\n";
  std::string chain = django;
  for (int i = 0; i < 8; ++i) chain += "X" + number(i) + " = settings.X" + number(i + 1) + "\n";
  for (int i = 0; i < 60; ++i)
    tree_.write("settings/" + number(i) + "/settings.py", chain + "X8 = 'us-eest-1'\n");
  tree_.write("settings/a.py", django + "boto3.client('s3', region_name=settings.X0)\n");
  const std::string go =
      "package m\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n"
      "func f$(r string) { f$1(r); config.LoadDefaultConfig(nil, config.WithRegion(r)) }\n"
      "const R = R\nfunc g$() { config.LoadDefaultConfig(nil, config.WithRegion(R)) }\n";
  for (int i = 0; i < 800; ++i) {
    const std::string next = replace_all(go, "$1", number(i + 1));
    tree_.write("go/m" + number(i) + ".go", replace_all(next, "$", number(i)));
  }
  check({}, 15);
}

/// A folder may hold very many files and a name still be found in one of them.
TEST_F(Hostile, ANameIsFoundAmongManyFiles) {
  for (int i = 0; i < 300; ++i) {
    tree_.write("m" + std::to_string(i) + ".go",
                "package m\nconst Region" + std::to_string(i) + " = \"us-east1\"\n");
  }
  tree_.write("a.go",
              "package m\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n"
              "func f() { config.LoadDefaultConfig(nil, config.WithRegion(Region7)) }\n");
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("m7.go:2"));
}

TEST_F(Hostile, ASharedFileOfManyLines) {
  tree_.write(".aws/config", "[default]\nregion = us-eest-1\n" + repeat("#\n", 6'000'000));
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr(".aws/config:500001: more than 500000 lines"));
}

TEST_F(Hostile, FiveMegabytesOfMinifiedCode) {
  std::string code = "const AWS=require('aws-sdk');import boto3;";
  while (code.size() < 5U << 20U) {
    code +=
        "function f(e,t){return e.call(t,function(n){return "
        "n.x('us-eest-1',{region:'us-eest-1'})})};"
        "new AWS.S3({region:'us-eest-1',accessKeyId:'" +
        std::string(kKeyId) + "',secretAccessKey:'" + std::string(kSecret) + "'});";
  }
  tree_.write("a.min.js", code);
  EXPECT_EQ(check({}, 15).code, 1);
}

TEST_F(Hostile, AnInstructionOfAnEscapeAlone) {
  const std::string profile = "FROM x\nENV AWS_PROFILE=lost\n";
  for (const std::string end : {"\\", "\\\n", "\r\\\r\r", " \\\n \n"}) {
    tree_.write("Dockerfile", profile + end);
    EXPECT_EQ(check({"Dockerfile"}).code, 1);
    EXPECT_EQ(check({}).code, 1);
  }
}

TEST_F(Hostile, FactsWithoutNumber) {
  const std::string pair = samples().front().text;
  tree_.write("a.log", repeat(pair, 30'000));
  tree_.write("b/.env", repeat(pair, 30'000));
  tree_.write(".aws/config", "[profile a]\n" + repeat("region = us-eest-1\n", 19'000));
  EXPECT_EQ(check({}, 15).code, 1);
}

TEST_F(Hostile, PiecesOfASecretElsewhereInItsFileAreHidden) {
  const std::string first(kSecret.substr(2, 23));
  const std::string second(kSecret.substr(14, 22));
  tree_.write(".aws/config", "[profile " + first + "]\nregion = " + second + "\nsource_profile = " +
                                 first + "x\naws_access_key_id = " + std::string(kKeyId) +
                                 "\naws_secret_access_key = " + std::string(kSecret) + "\n");
  tree_.write("a.py", "import boto3\nboto3.client('s3', region_name='" + second +
                          "')\nboto3.client('s3', "
                          "aws_access_key_id='" +
                          std::string(kKeyId) + "', aws_secret_access_key='" +
                          std::string(kSecret) + "')\nboto3.Session(profile_name='" + first +
                          "')\n");
  EXPECT_EQ(check().code, 1);
  EXPECT_EQ(check({"--format", "sarif"}).code, 1);
}

/// What an object is given, and what it gives another of its kind, are asked for within each other.
TEST_F(Hostile, ObjectsThatMakeOthersOfTheirKindComeToAnEnd) {
  const std::string js =
      "class P {\n  constructor(n) { this.n = n }\n"
      "  id() { return { profileName: this.n } }\n"
      "  next(d) { const p = d[this.n]; return new P(p.source_profile) }\n}\n";
  const std::string python =
      "class P:\n    def __init__(self, n):\n        self.n = n\n"
      "    def id(self):\n        return {'profile_name': self.n}\n"
      "    def next(self, d):\n        p = d[self.n]\n"
      "        return P(p.aws_region)\n";
  tree_.write("p.js", js);
  tree_.write("read.js", js + "const region = process.env.AWS_REGION\n");
  tree_.write("p.py", python);
  tree_.write("read.py", python + "import os\nregion = os.environ['AWS_REGION']\n");
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_F(Hostile, WrongRulesetsAreSaidWithTheirPlace) {
  const std::string copy = "cp -r '" CREDLINT_SOURCE_DIR "/rulesets' .";
  ASSERT_TRUE(tree_.run(copy));
  tree_.write("a.env", "A=b\n");
  ASSERT_TRUE(tree_.run(
      "printf '\\n[[pattern]]\\nid = \"x\"\\nregexp = \"a\"\\n' >> rulesets/patterns/aws.toml"));
  const Outcome outcome = check({"a.env", "--rulesets", "rulesets"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, testing::ContainsRegex("aws.toml:[0-9]+"));
  tree_.write("rulesets/patterns/aws.toml", "[[pattern\n");
  EXPECT_EQ(check({"a.env", "--rulesets", "rulesets"}).code, 2);
}

TEST_F(Hostile, WrongRulesetsAreSaidWithTheNearestRule) {
  ASSERT_TRUE(tree_.run("cp -r '" CREDLINT_SOURCE_DIR "/rulesets' ."));
  tree_.write("a.env", "A=b\n");
  ASSERT_TRUE(
      tree_.run("sed -i 's/\"profile-not-found\"/\"profile-not-fouund\"/' "
                "rulesets/data/defect_rules.toml"));
  const Outcome outcome = check({"a.env", "--rulesets", "rulesets"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, testing::ContainsRegex("defect_rules.toml:[0-9]+:[0-9]+: unknown word "
                                                  "'profile-not-fouund'; did you mean "
                                                  "'profile-not-found'"));
  EXPECT_THAT(outcome.out, IsEmpty());
}

TEST_F(Hostile, RulesetsThatLackAFileAreRefused) {
  tree_.write("a.env", "AWS_REGION=us-east-1a\n");
  const std::string copy = "cp -r '" CREDLINT_SOURCE_DIR "/rulesets' .";
  ASSERT_TRUE(tree_.run(copy));
  for (const std::string file : {"data/regions.toml", "patterns/aws.toml", "keys/aws.toml",
                                 "formats.toml", "languages/python/language.toml"}) {
    const std::string path = "rulesets/" + file;
    ASSERT_TRUE(tree_.run("mv " + path + " kept"));
    const Outcome outcome = check({"a.env", "--rulesets", "rulesets"});
    EXPECT_EQ(outcome.code, 2) << file;
    EXPECT_THAT(outcome.err, HasSubstr(path + ": missing"));
    ASSERT_TRUE(tree_.run("mv kept " + path));
  }
  EXPECT_EQ(check({"a.env", "--rulesets", "rulesets"}).code, 1);
  ASSERT_TRUE(tree_.run("mkdir empty"));
  const Outcome empty = check({"a.env", "--rulesets", "empty"});
  EXPECT_EQ(empty.code, 2);
  EXPECT_THAT(empty.err, HasSubstr("missing"));
}

TEST_F(Hostile, AWrongConfigurationSuggests) {
  tree_.write("a.env", "A=b\n");
  tree_.write("credlint.toml", "\nselct = []\n");
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("credlint.toml:2:1: unknown key 'selct'; did you mean 'select'?"));
  EXPECT_THAT(outcome.out, IsEmpty());
}

}  // namespace
}  // namespace credlint::test
