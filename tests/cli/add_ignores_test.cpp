// SPDX-License-Identifier: MIT
// check --add-ignores: what it writes, what it leaves, and that nothing but comments changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>
#include <sys/stat.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "scanner/core/rule.h"
#include "tests/support/rule_page.h"
#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;

const std::string kKey = "AKIARZPUZDIKAQWERTYU";
const std::string kSecret = "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";

/// A file (@K is a key) before and after; where they are the same, the place is left for `why`.
struct Case {
  std::string_view path;
  std::string_view before;
  std::string_view after;
  std::string_view why = {};
};

constexpr Case kCases[] = {
    {"a.py", "k = '@K'\n", "k = '@K'  # credlint: ignore[key-id-literal] why\n"},
    {"crlf.py", "x = 1\r\nk = '@K'\r\n",
     "x = 1\r\nk = '@K'  # credlint: ignore[key-id-literal] why\r\n"},
    {"last.py", "k = '@K'", "k = '@K'  # credlint: ignore[key-id-literal] why"},
    {"bom.py", "\xef\xbb\xbfk = '@K'\n",
     "\xef\xbb\xbfk = '@K'  # credlint: ignore[key-id-literal] why\n"},
    {"noqa.py", "k = '@K'  # noqa\n", "k = '@K'  # noqa  # credlint: ignore[key-id-literal] why\n"},
    {"known.py", "k = '@K'  # credlint: ignore[region-is-az] x\n",
     "k = '@K'  # credlint: ignore[region-is-az, key-id-literal] x\n"},
    {"known_above.py", "  # credlint: ignore[region-is-az] x\nk = '@K'\n",
     "  # credlint: ignore[region-is-az, key-id-literal] x\nk = '@K'\n"},
    {"joined.py", "f('@K', \\\n  1)\n",
     "# credlint: ignore[key-id-literal] why\nf('@K', \\\n  1)\n"},
    {"text.py", "k = '''\n@K\n'''\n", "", "a comment there would be no comment"},
    {"a.sh", "aws a \\\n  --key @K \\\n  b\n", "", "it continues the line above"},
    {"b.sh", "cat <<E\n@K\nE\n", "", "a comment there would be no comment"},
    {"c.sh", "a '\n@K\n'\n", "", "a comment there would be no comment"},
    {"a.js", "const k = `\n@K\n`;\n", "", "a comment there would be no comment"},
    {"b.js", "const k = '@K';\n", "const k = '@K';  // credlint: ignore[key-id-literal] why\n"},
    {"a.php", "<?php $k = '@K'; ?>\n", "", "a comment there would be no comment"},
    {"a.tf", "k = <<E\n@K\nE\n", "", "a comment there would be no comment"},
    {"a.ps1", "$k = @\"\n@K\n\"@\n", "", "it stands in a text over several lines"},
    {"b.ps1", "f '@K' `\n  1\n", "# credlint: ignore[key-id-literal] why\nf '@K' `\n  1\n"},
    {"a.json", "{\"k\": \"@K\"}\n", "", "JSON has no comments"},
    {"a.unknown", "k = @K\n", "", "credlint does not know how comments are written there"},
    {"a.yml", "a:\n  - k: '@K'\n", "a:\n  # credlint: ignore[key-id-literal] why\n  - k: '@K'\n"},
    {"b.yml", "a: |\n  @K\n", "", "it stands in a block of text"},
    {"d.yml", "a: &x |\n  b: @K\n", "", "it stands in a block of text"},
    {"e.yml", "a: \"x\n  b: @K\n  c\"\n", "", "it stands in a value over several lines"},
    {"f.yml", "a: \"x\"\nb: 'it''s @K'\n",
     "a: \"x\"\n# credlint: ignore[key-id-literal] why\nb: 'it''s @K'\n"},
    {"c.yml", "a: b\n  @K\n", "", "it stands in a value over several lines"},
    {".github/workflows/a.yml", "jobs: {}\na:\n  run: |\n    K=@K\n",
     "jobs: {}\na:\n  run: |\n    # credlint: ignore[key-id-literal] why\n    K=@K\n"},
    {".github/workflows/b.yml", "a:\n  run: |\n    cat <<E\n    @K\n    E\n", "",
     "it stands in a text over several lines"},
    {".github/workflows/c.yml", "a:\n  run: >\n    K=@K\n", "", "it stands in a block of text"},
    {"a.toml", "k = '@K'\n", "k = '@K'  # credlint: ignore[key-id-literal] why\n"},
    {"b.toml", "k = '''\n@K\n'''\n", "", "it stands in a text over several lines"},
    {"a.ini", "[a]\nk = @K\n", "[a]\n# credlint: ignore[key-id-literal] why\nk = @K\n"},
    {"a.xml", "<a>\n  <k>@K</k>\n</a>\n",
     "<a>\n  <k>@K</k>  <!-- credlint: ignore[key-id-literal] why -->\n</a>\n"},
    {"b.xml", "<a\n  k=\"@K\"\n/>\n", "", "it stands in a tag, a script or a comment"},
    {"a.md", "`@K` x\n", "`@K` x  <!-- credlint: ignore[key-id-literal] why -->\n"},
    {"b.md", "```\n@K\n```\n", "", "it stands in a code block"},
    {"a.sql", "x '@K';\n", "x '@K';  -- credlint: ignore[key-id-literal] why\n"},
    {"a.vim", "let k = '@K'\n", "\" credlint: ignore[key-id-literal] why\nlet k = '@K'\n"},
    {"a.bat", "set K=@K\n", "REM credlint: ignore[key-id-literal] why\nset K=@K\n"},
    {"Dockerfile", "FROM x\nENV A=b \\\n  AWS_ACCESS_KEY_ID=@K\n",
     "FROM x\nENV A=b \\\n  # credlint: ignore[key-id-literal] why\n  AWS_ACCESS_KEY_ID=@K\n"},
    {"Makefile", "a:\n\tK=@K b\n", "a:\n\t# credlint: ignore[key-id-literal] why\n\tK=@K b\n"},
};

std::string with_key(std::string_view text) {
  std::string out(text);
  out.replace(out.find("@K"), 2, kKey);
  return out;
}

const std::vector<std::string> kAdd = {"check",          "--add-ignores=why", "--select",
                                       "key-id-literal", "--fail-on",         "note"};

TEST(AddIgnores, UsesTheFilesOwnComments) {
  for (const Case& each : kCases) {
    SCOPED_TRACE(std::string(each.path));
    const TempTree tree;
    tree.write(each.path, with_key(each.before));
    const Outcome outcome = run_credlint(tree.root(), kAdd);
    const bool left = each.after.empty();
    EXPECT_EQ(outcome.code, left ? 1 : 0) << outcome.out << outcome.err;
    EXPECT_EQ(read_text(tree.at(each.path)), with_key(left ? each.before : each.after));
    if (left) {
      EXPECT_THAT(outcome.err, HasSubstr(std::string(each.why)));
      EXPECT_THAT(outcome.err, HasSubstr("credlint baseline create"));
    } else {
      EXPECT_THAT(outcome.err, HasSubstr("1 comment written into 1 file"));
    }
    EXPECT_EQ(
        run_credlint(tree.root(), {"check", "--select", "key-id-literal", "--fail-on", "note"})
            .code,
        left ? 1 : 0);
  }
}

TEST(AddIgnores, EnvFilesGetThemAbove) {
  const TempTree tree;
  tree.write(".env", "A=b\nAWS_ACCESS_KEY_ID=" + kKey + "\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores", "--fail-on", "note"}).code, 0);
  EXPECT_THAT(read_text(tree.at(".env")),
              testing::MatchesRegex(
                  "A=b\n# credlint: ignore\\[[a-z, -]*\\]\nAWS_ACCESS_KEY_ID=" + kKey + "\n"));
}

TEST(AddIgnores, SharedFilesGetThemAbove) {
  const TempTree tree;
  tree.write(".aws/credentials",
             "[default]\r\naws_access_key_id = ASIARZPUZDIKAQWERTYU\r\n"
             "aws_secret_access_key = " +
                 kSecret + "\r\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores=x"}).code, 0);
  EXPECT_THAT(read_text(tree.at(".aws/credentials")),
              HasSubstr("[default]\r\n# credlint: ignore[temp-key-without-token] x\r\naws_access"));
}

TEST(AddIgnores, ALineGetsOneComment) {
  const TempTree tree;
  tree.write("a.py", "import boto3\nboto3.client('s3', aws_access_key_id='" + kKey +
                         "', aws_secret_access_key='" + kSecret + "')\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores"}).code, 0);
  EXPECT_THAT(read_text(tree.at("a.py")),
              HasSubstr("')  # credlint: ignore[key-id-literal, secret-literal]\n"));
}

TEST(AddIgnores, KeepsEncodingModeAndLinks) {
  const TempTree tree;
  std::string wide = "\xff\xfe";
  for (const char c : "$k = '" + kKey + "'\r\n$x = 1\r\n") (wide += c) += '\0';
  tree.write("a.ps1", wide);
  EXPECT_TRUE(tree.run("chmod 751 a.ps1"));
  EXPECT_EQ(run_credlint(tree.root(), kAdd).code, 0);
  std::string after = "\xff\xfe";
  for (const char c : "$k = '" + kKey + "'  # credlint: ignore[key-id-literal] why\r\n$x = 1\r\n")
    (after += c) += '\0';
  EXPECT_EQ(read_text(tree.at("a.ps1")), after);
  struct stat status {};
  ASSERT_EQ(::stat(tree.at("a.ps1").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0751U);
}

TEST(AddIgnores, FilesThatCannotBeWrittenStayWhole) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const TempTree tree;
  tree.write("a.py", "k = '" + kKey + "'\n");
  EXPECT_TRUE(tree.run("chmod 400 a.py"));
  EXPECT_EQ(run_credlint(tree.root(), kAdd).code, 1);
  EXPECT_EQ(read_text(tree.at("a.py")), "k = '" + kKey + "'\n");
}

TEST(AddIgnores, LeavesWhatDoesNotFailTheRun) {
  const TempTree tree;
  tree.write("a.py", "k = '" + kKey + "'\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores", "--fail-on", "error"}).code, 0);
  EXPECT_EQ(read_text(tree.at("a.py")), "k = '" + kKey + "'\n");
}

// 3,000 files took 36 s where the automata were made anew for each trial.
TEST(AddIgnores, ManyFilesShareWhatIsMadeReady) {
  const TempTree tree;
  for (int i = 0; i < 400; ++i) tree.write(std::to_string(i) + ".py", "k = '" + kKey + "'\n");
  const Outcome run = run_credlint(tree.root(), {"check", "--add-ignores"});
  EXPECT_THAT(run.err, HasSubstr("400 comments written into 400 files")) << run.err;
  EXPECT_LT(run.cpu_seconds, run_credlint(tree.root(), {"check"}).cpu_seconds * 10 + 4);
}

TEST(AddIgnores, ThousandsInOneFile) {
  const TempTree tree;
  const auto write = [&](int count) {
    std::string text = "import boto3\n";
    for (int i = 0; i < count; ++i) text += "boto3.client('s3', region_name='eu-west-1a')\n";
    tree.write("a.py", text);
  };
  write(1000);
  const Outcome all = run_credlint(tree.root(), {"check", "--add-ignores"});
  EXPECT_THAT(all.err, HasSubstr("1000 comments written into 1 file")) << all.err.substr(0, 1000);
#ifndef CREDLINT_ASAN  // with sanitizers the time for a file ends before there are so many
  // Comments are facts as well, and of one file so many are kept.
  write(7000);
  const double once = run_credlint(tree.root(), {"check", "-q"}).cpu_seconds;
  const Outcome some = run_credlint(tree.root(), {"check", "--add-ignores", "-q"});
  EXPECT_THAT(some.err, HasSubstr("the file holds more than is read of one"));
  EXPECT_LT(some.cpu_seconds, once * 50 + 5);
#endif
}

TEST(AddIgnores, NeedsFilesOnDisk) {
  const TempTree tree;
  EXPECT_TRUE(tree.run("git init -q ."));
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores", "-"}, "x\n").code, 2);
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores", "--staged"}).code, 2);
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores", "--history"}).code, 2);
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores=a */ b"}).code, 2);
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--add-ignores=a\nb"}).code, 2);
}

// --- over all rules -----------------------------------------------------------------------------

/// The lines without credlint's comments, so that texts with and without them compare equal; in any
/// encoding and with any line ends.
std::vector<std::string> without_comments(std::string text) {
  std::erase_if(text, [](char c) { return c == '\0' || c == '\r'; });
  for (const std::string_view mark : {"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"}) {
    if (text.starts_with(mark)) text.erase(0, mark.size());
  }
  const RE2 comment("[ \t]*(#|//|--|;;|\"|REM|<!--) credlint: ignore\\[.*", RE2::Latin1);
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    std::string rest = line;
    RE2::GlobalReplace(&rest, comment, "");
    if (rest.empty() && rest != line) continue;
    const std::size_t end = rest.find_last_not_of(" \t\r");
    lines.push_back(rest.substr(0, end == std::string::npos ? 0 : end + 1));
  }
  return lines;
}

std::vector<std::string> places_in(const std::string& report) {
  std::vector<std::string> places;
  re2::StringPiece rest(report);
  for (std::string place; RE2::FindAndConsume(&rest, "--> (.*:[0-9]+):[0-9]+\n", &place);)
    places.push_back(place);
  return places;
}

void run_project(const tests::PageProject& project) {
  SCOPED_TRACE(project.heading);
  const TempTree tree;
  for (const tests::PageFile& file : project.files) {
    tree.write(file.name, file.bytes);
    std::filesystem::permissions(tree.at(file.name),
                                 static_cast<std::filesystem::perms>(file.mode));
  }
  if (project.tracked) {
    EXPECT_TRUE(tree.run("git init -q . && git add -A -f . >/dev/null 2>&1"));
  }
  const Outcome added = run_credlint(
      tree.root(), {"check", "--no-ignore", "--add-ignores=a test", "--now", project.now});
  for (const tests::PageFile& file : project.files) {
    EXPECT_EQ(without_comments(read_text(tree.at(file.name))), without_comments(file.bytes))
        << file.name;
  }
  const Outcome again =
      run_credlint(tree.root(), {"check", "--no-ignore", "--format", "text", "--now", project.now});
  EXPECT_LE(again.code, 1) << again.err;
  // What is found still was said to be left, or is no reason to fail.
  std::size_t explained = 0;
  for (const std::string& place : places_in(again.out)) {
    if (added.err.find(place + ": no comment for") != std::string::npos) ++explained;
  }
  if (again.code == 1) {
    EXPECT_GT(explained, 0U) << again.out << added.err;
  }
  const RE2 failing("(?:error|warning)\\[[a-z0-9-]+\\][^\n]*\n[^\n]*--> ([^\n]*):[0-9]+\n");
  re2::StringPiece rest(again.out);
  for (std::string place; RE2::FindAndConsume(&rest, failing, &place);) {
    EXPECT_THAT(added.err, HasSubstr(place + ": no comment for")) << again.out;
  }
}

class AddIgnoresToPage : public testing::TestWithParam<std::string> {};

TEST_P(AddIgnoresToPage, BadExamplesAreCleanAfterwardsOrExplained) {
  for (const Rule& rule : all_rules()) {
    if (rule.id != GetParam()) continue;
    for (const tests::PageProject& project : tests::read_page(rule.page)) {
      if (project.bad) run_project(project);
    }
  }
}

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const Rule& rule : all_rules()) ids.emplace_back(rule.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(rules, AddIgnoresToPage, testing::ValuesIn(rule_ids()),
                         [](const testing::TestParamInfo<std::string>& param) {
                           std::string name = param.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace credlint::test
