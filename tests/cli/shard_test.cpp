// SPDX-License-Identifier: MIT
// check --shard and merge: as if there had been no shards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYQ3hd8kLm2Z";

const std::vector<std::string> kHow = {"--no-config", "--now", "2026-11-01T00:00:00Z",
                                       "--min-confidence", "low"};

std::vector<std::string> with_how(std::vector<std::string> words) {
  words.insert(words.end(), kHow.begin(), kHow.end());
  return words;
}

class Shards : public testing::Test {
 protected:
  Outcome run(std::vector<std::string> words,
              const std::vector<std::string>& environment = {}) const {
    return run_credlint(tree.root(), words, "", environment);
  }
  /// Files of which each alone, or some together, are wrong.
  void write_tree() const {
    tree.write("a/.aws/config", "[profile dev]\nregion = eu-west-1a\n");
    tree.write("a/app.py", "import boto3\nboto3.Session(profile_name=\"dve\")\n");
    tree.write("a/ok.py", "import boto3\nboto3.Session(profile_name=\"dev\")\n");
    for (const char* name : {"b/one.ini", "c/two.ini", "d/three.ini"}) {
      tree.write(name, "aws_access_key_id = AKIARZPUZDIKGQ2B7XHM\naws_secret_access_key = " +
                           std::string(kSecret) + "\n");
    }
    tree.write("e/.env", "AWS_ACCESS_KEY_ID=ASIARZPUZDIKGQ2B7XHM\nAWS_PROFILE=nowhere\n");
    tree.write("e/x.py", "# credlint: ignore[region-is-az] on purpose\nREGION = \"us-east-1a\"\n");
  }
  /// The reports of all shards.
  std::vector<std::string> check_shards(const std::string& folder, int count,
                                        const std::string& format) const {
    std::vector<std::string> files;
    for (int i = 1; i <= count; ++i) {
      const std::string part = std::to_string(i) + "/" + std::to_string(count);
      files.push_back(reports.at(std::to_string(i) + "." + format));
      const Outcome shard = run_credlint(folder, with_how({"check", "--shard", part, "--format",
                                                           format, "--output", files.back()}));
      EXPECT_LT(shard.code, 2) << shard.err;
    }
    return files;
  }
  void expect_merged_to_the_same(const std::string& folder) const {
    const struct {
      const char* from;
      const char* to;
    } ways[] = {{"sarif", "sarif"}, {"jsonl", "text"}};
    for (const auto& way : ways) {
      std::vector<std::string> merge = {"merge", "--format", way.to};
      for (const std::string& file : check_shards(folder, 4, way.from)) merge.push_back(file);
      const Outcome joined = run_credlint(folder, with_how(merge));
      const Outcome whole = run_credlint(folder, with_how({"check", "--format", way.to}));
      EXPECT_EQ(joined.code, whole.code) << joined.err;
      EXPECT_EQ(joined.out, whole.out) << way.to;
      EXPECT_EQ(joined.err, whole.err);
    }
  }

  TempTree tree;
  TempTree reports;
};

TEST_F(Shards, MergedAreAsIfThereWereNone) {
  write_tree();
  const Outcome whole = run(with_how({"check"}));
  // What takes files of several shards is among it.
  EXPECT_THAT(whole.out, AllOf(HasSubstr("same-key-many-places"), HasSubstr("profile-not-found")));
  expect_merged_to_the_same(tree.root());
}

TEST_F(Shards, OfTheSharedCasesMerge) {
  const std::filesystem::path cases =
      std::filesystem::path(CREDLINT_SOURCE_DIR).parent_path() / "shared" / "cases";
  if (!std::filesystem::is_directory(cases)) GTEST_SKIP() << "no shared cases beside the checkout";
  expect_merged_to_the_same(cases.string());
}

TEST_F(Shards, OfThisProjectsOwnExamplesMerge) {
  expect_merged_to_the_same(CREDLINT_SOURCE_DIR "/rules/profile");
}

TEST_F(Shards, ReportsHoldNoSecret) {
  write_tree();
  // In a name, and where a region is expected.
  tree.write("AKIARZPUZDIKGQ2B7XHM.ini", "aws_access_key_id = AKIARZPUZDIKGQ2B7XHM\n");
  tree.write("r.py",
             "import boto3\nboto3.client('s3', region_name='" + std::string(kSecret) + "')\n");
  for (const std::string& file : check_shards(tree.root(), 2, "jsonl")) {
    const std::string text = read_text(file);
    EXPECT_THAT(text, HasSubstr("credlint.shard/1"));
    for (std::size_t i = 0; i + 8 <= kSecret.size(); ++i)
      EXPECT_THAT(text, Not(HasSubstr(std::string(kSecret.substr(i, 8)))));
    EXPECT_THAT(text, Not(HasSubstr("AKIARZPUZDIK")));
  }
}

TEST_F(Shards, EveryFileIsInOneOfThem) {
  for (int i = 0; i < 200; ++i) tree.write("f" + std::to_string(i), "x");
  int files = 0;
  for (int i = 1; i <= 3; ++i) {
    const Outcome shard = run({"check", "--shard", std::to_string(i) + "/3"});
    const int read = std::stoi(shard.err.substr(shard.err.find('(') + 1));
    EXPECT_GT(read, 30);
    files += read;
  }
  EXPECT_EQ(files, 200);
}

TEST_F(Shards, TheNumberComesFromTheSystemThatRunsThem) {
  tree.write("a.txt", "x");
  const auto code = [&](const std::string& shard, const std::vector<std::string>& variables) {
    return run({"check", "--shard", shard}, variables).code;
  };
  EXPECT_EQ(code("auto", {"CI_NODE_INDEX=2", "CI_NODE_TOTAL=4"}), 0);
  EXPECT_EQ(code("auto", {"CI_NODE_INDEX=0", "CI_NODE_TOTAL=4"}), 2);
  EXPECT_EQ(code("auto", {"CIRCLE_NODE_INDEX=0", "CIRCLE_NODE_TOTAL=1"}), 0);
  EXPECT_EQ(code("auto/4", {"JOB_COMPLETION_INDEX=3"}), 0);
  EXPECT_EQ(code("auto/4", {"JOB_COMPLETION_INDEX=4"}), 2);
  EXPECT_EQ(code("auto", {"JOB_COMPLETION_INDEX=3"}), 2);
  EXPECT_EQ(code("auto", {}), 2);
  for (const char* wrong : {"0/4", "5/4", "1/0", "1", "1/", "a/b", "1/4/2", "-1/4"})
    EXPECT_EQ(code(wrong, {}), 2) << wrong;
}

TEST_F(Shards, AreNotMergedInParts) {
  write_tree();
  const std::vector<std::string> files = check_shards(tree.root(), 3, "jsonl");
  const Outcome two = run({"merge", "--no-config", files[0], files[1]});
  EXPECT_THAT(two.out, HasSubstr("shard 3 of 3 is missing"));
  EXPECT_NE(two.code, 0);
  EXPECT_EQ(run({"merge", files[0], files[0], files[1]}).code, 2);
  const std::vector<std::string> others = check_shards(tree.root(), 2, "sarif");
  EXPECT_EQ(run({"merge", files[0], files[1], files[2], others[0]}).code, 2);
}

TEST_F(Shards, WhatIsNoReportOfAShardIsSaid) {
  tree.write("a.json", "{}");
  tree.write("b.json", "rubbish");
  tree.write("c.jsonl", R"({"schema":"credlint.shard/1","version":"0.1.0","files":7})"
                        "\n");
  tree.write("d.sarif", run({"check", "--format", "sarif", "a.json"}).out);
  for (const char* file : {"a.json", "b.json", "c.jsonl", "d.sarif", "missing"}) {
    const Outcome outcome = run({"merge", file});
    EXPECT_EQ(outcome.code, 2) << file;
    EXPECT_THAT(outcome.err, HasSubstr(file));
  }
  EXPECT_EQ(run({"check", "--shard", "1/2", "--staged"}).code, 2);
}

}  // namespace
}  // namespace credlint::test
