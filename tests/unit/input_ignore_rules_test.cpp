// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "scanner/input/ignore_rules.h"
#include "scanner/input/read_files.h"
#include "tests/support/temp_tree.h"

namespace credlint {
namespace {

using test::TempTree;

IgnoreVerdict verdict(std::string_view rules, std::string_view path) {
  const bool folder = path.ends_with('/');
  if (folder) path.remove_suffix(1);
  const IgnoreEntry entry(path.substr(path.rfind('/') + 1), folder);
  return IgnoreRules::parse(rules).match(entry, path);
}
bool ignored(std::string_view rules, std::string_view path) {
  return verdict(rules, path) == IgnoreVerdict::Ignored;
}

TEST(IgnoreRules, NamesMatchAtEveryDepth) {
  EXPECT_TRUE(ignored("build", "build"));
  EXPECT_TRUE(ignored("build", "a/b/build"));
  EXPECT_FALSE(ignored("build", "builder"));
  EXPECT_TRUE(ignored("*.log", "a/.log"));
  EXPECT_TRUE(ignored("*.tar.gz", "a/x.tar.gz"));
  EXPECT_FALSE(ignored("*.tar.gz", "a/x.gz"));
  EXPECT_TRUE(ignored("*~", "x~"));
}

TEST(IgnoreRules, SlashesAnchor) {
  EXPECT_TRUE(ignored("/build", "build"));
  EXPECT_FALSE(ignored("/build", "a/build"));
  EXPECT_TRUE(ignored("a/b", "a/b"));
  EXPECT_FALSE(ignored("a/b", "c/a/b"));
  EXPECT_FALSE(ignored("a/*", "a/b/c"));
}

TEST(IgnoreRules, TrailingSlashMeansFolder) {
  EXPECT_TRUE(ignored("build/", "a/build/"));
  EXPECT_FALSE(ignored("build/", "a/build"));
}

TEST(IgnoreRules, DoubleStars) {
  EXPECT_TRUE(ignored("**/x/y", "a/b/x/y"));
  EXPECT_TRUE(ignored("**/x/y", "x/y"));
  EXPECT_TRUE(ignored("a/**/z", "a/z"));
  EXPECT_TRUE(ignored("a/**/z", "a/b/c/z"));
  EXPECT_TRUE(ignored("a/**", "a/b/c"));
  EXPECT_FALSE(ignored("a/**", "a/"));
  EXPECT_TRUE(ignored("a/**/b/**/c", "a/x/b/b/y/c"));
}

TEST(IgnoreRules, LastRuleWins) {
  EXPECT_EQ(verdict("*.log\n!keep.log", "keep.log"), IgnoreVerdict::Kept);
  EXPECT_TRUE(ignored("!keep.log\n*.log", "keep.log"));
  EXPECT_EQ(verdict("*.log", "x.txt"), IgnoreVerdict::None);
}

TEST(IgnoreRules, LineSyntax) {
  EXPECT_FALSE(ignored("#x", "#x"));
  EXPECT_TRUE(ignored("\\#x", "#x"));
  EXPECT_TRUE(ignored("\\!x", "!x"));
  EXPECT_TRUE(ignored("x  \r\n", "x"));
  EXPECT_TRUE(ignored("x\\ ", "x "));
  EXPECT_TRUE(ignored("\xEF\xBB\xBFx", "x"));
  EXPECT_TRUE(IgnoreRules::parse("\n  \n/\n!\n#\n").empty());
}

TEST(IgnoreRules, CharacterClasses) {
  EXPECT_TRUE(ignored("*.py[cod]", "x.pyc"));
  EXPECT_FALSE(ignored("*.py[!cod]", "x.pyc"));
  EXPECT_TRUE(ignored("[a-c]x", "bx"));
  EXPECT_TRUE(ignored("[]-]x", "]x"));
  EXPECT_TRUE(ignored("[[:digit:]]", "7"));
  EXPECT_FALSE(ignored("a[!x]b", "a/b"));
  EXPECT_TRUE(IgnoreRules::parse("[abc\n[[:nope:]]\n\\").empty());
}

TEST(IgnoreRules, HostileRulesEndSoon) {
  const auto start = std::chrono::steady_clock::now();
  std::string rules(1 << 20, 'a');
  for (int i = 0; i < 100'000; ++i) rules += "\nname" + std::to_string(i);
  for (int i = 0; i < 500; ++i) rules += "\n*a*a*a*a*a*a*a*a*a*a*a*a*b" + std::to_string(i);
  rules += "\n";
  for (int i = 0; i < 10'000; ++i) rules += "**/a/*/";
  const IgnoreRules compiled = IgnoreRules::parse(rules);
  const std::string name(255, 'a');
  std::string path;
  for (int i = 0; i < 256; ++i) path += name + "/";
  path += name;
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(compiled.match(IgnoreEntry(name, false), path), IgnoreVerdict::None);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

// Random rules over a small alphabet, so that they hit often.
class RandomRules {
 public:
  explicit RandomRules(unsigned seed) : random_(seed) {}

  std::string name() {
    static constexpr const char* kNames[] = {"a", "b", "ab", "a.c", "b.c", ".a", "c"};
    return kNames[pick(7)];
  }
  std::string rule() {
    std::string text;
    if (pick(4) == 0) text += "!";
    if (pick(5) == 0) text += "/";
    for (unsigned i = 0, parts = 1 + pick(3); i < parts; ++i) {
      if (i > 0) text += "/";
      text += pick(5) == 0 ? std::string("**") : part();
    }
    if (pick(4) == 0) text += "/";
    if (pick(10) == 0) text += " ";
    return text;
  }
  unsigned pick(unsigned below) {
    return std::uniform_int_distribution<unsigned>(0, below - 1)(random_);
  }

 private:
  std::string part() {
    static constexpr const char* kPieces[] = {"a",    "b",    ".",   "c",     "*",    "?",
                                              "[ab]", "[!a]", "\\a", "[a-b]", "[^.]", "[]b]"};
    if (pick(2) == 0) return name();
    std::string text;
    for (unsigned i = 0, pieces = 1 + pick(3); i < pieces; ++i) {
      const std::string piece = kPieces[pick(12)];
      if (piece != "*" || !text.ends_with('*')) text += piece;
    }
    return text;
  }
  std::mt19937 random_;
};

std::set<std::string> lines_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::set<std::string> lines;
  for (std::string line; std::getline(in, line, '\0');) lines.insert(line);
  return lines;
}

std::set<std::string> files_read(const std::string& root) {
  std::set<std::string> paths;
  ReadOptions options;
  options.workers = 1;
  const auto summary = read_files({root}, options, [&](const InputFile& file) {
    paths.insert(std::string(file.path.substr(root.size() + 1)));
  });
  EXPECT_TRUE(summary);
  return paths;
}

// What the walk reads must be exactly what git does not ignore.
TEST(IgnoreRules, AgreeWithGitOnRandomTrees) {
  if (std::system("git --version >/dev/null 2>&1") != 0) {
    std::puts("no git here: not compared with it");
    GTEST_SKIP() << "git is not installed";
  }
  const TempTree home;
  const std::string before = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  ::setenv("HOME", home.root().c_str(), 1);
  for (unsigned seed = 0; seed < 40; ++seed) {
    RandomRules random(seed);
    const TempTree tree;
    ASSERT_TRUE(tree.run("git init -q . 2>/dev/null"));
    for (unsigned i = 0; i < 40; ++i) {
      std::string path;
      for (unsigned depth = random.pick(4); depth > 0; --depth) path += random.name() + "d/";
      path += random.name();
      tree.write(path, "x");
      // Folders with the very names that rules speak of, too.
      if (random.pick(3) == 0)
        tree.write(path + "x/" + random.name() + "/" + "z" + random.name(), "x");
    }
    std::string all;
    const auto rules = [&](const std::string& file, unsigned count) {
      std::string text;
      for (unsigned i = 0; i < count; ++i) text += random.rule() + "\n";
      tree.write(file, text);
      all += file + ":\n" + text;
    };
    rules(".gitignore", 1 + random.pick(6));
    rules(".git/info/exclude", random.pick(3));
    if (random.pick(2) == 0) rules("ad/.gitignore", 1 + random.pick(4));
    // Wide rules would leave nothing to compare: most trees keep some files either way.
    ASSERT_TRUE(tree.run("git ls-files -z -o --exclude-standard > ../" +
                         tree.root().substr(tree.root().rfind('/') + 1) + ".list"));
    const std::string list = tree.root() + ".list";
    EXPECT_EQ(files_read(tree.root()), lines_of(list)) << "seed " << seed << "\n" << all;
    std::remove(list.c_str());
  }
  ::setenv("HOME", before.c_str(), 1);
}

}  // namespace
}  // namespace credlint
