// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "scanner/input/read_files.h"
#include "tests/support/temp_tree.h"

namespace credlint {
namespace {

using test::TempTree;
using Paths = std::vector<std::string>;

class ReadFiles : public testing::Test {
 protected:
  // Reads with the temporary tree as working directory and notes what was visited.
  ReadSummary read(const Paths& roots) {
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(tree.root());
    std::mutex mutex;
    files.clear();
    named.clear();
    visits = 0;
    auto summary = read_files(roots, options, [&](const InputFile& file) {
      const std::lock_guard lock(mutex);
      ++visits;
      files[std::string(file.path)] = std::string(file.bytes);
      if (file.named) named.emplace_back(file.path);
    });
    std::filesystem::current_path(before);
    error = summary ? "" : summary.error().message;
    return summary ? *summary : ReadSummary{};
  }
  [[nodiscard]] Paths paths() const {
    Paths result;
    for (const auto& [path, bytes] : files) result.push_back(path);
    return result;
  }

  TempTree tree;
  ReadOptions options;
  std::map<std::string, std::string> files;
  Paths named;
  int visits = 0;
  std::string error;
};

TEST_F(ReadFiles, ShowsPathsAsGiven) {
  tree.write("bad/src/x", "1");
  read({"."});
  EXPECT_EQ(paths(), Paths{"bad/src/x"});
  read({"./bad/"});
  EXPECT_EQ(paths(), Paths{"bad/src/x"});
  read({"bad/src/../src/x"});
  EXPECT_EQ(paths(), Paths{"bad/src/../src/x"});
  EXPECT_EQ(named.size(), 1U);
  read({tree.root()});
  EXPECT_EQ(paths(), Paths{tree.at("bad/src/x")});
}

TEST_F(ReadFiles, ReadsOverlappingRootsOnce) {
  tree.write("a/b/x", "1");
  tree.write("a/y", "2");
  const ReadSummary summary = read({".", "a", "./a/b", "a/y", "a/./y", tree.at("a/y")});
  EXPECT_EQ(visits, 2);
  EXPECT_EQ(summary.files, 2U);
  EXPECT_EQ(paths(), (Paths{"a/b/x", "a/y"}));
  EXPECT_EQ(named, Paths{"a/y"});
}

TEST_F(ReadFiles, MissingRoots) {
  tree.write("x", "1");
  const ReadSummary summary = read({"x", "gone"});
  EXPECT_EQ(visits, 1);
  ASSERT_EQ(summary.diagnostics.size(), 1U);
  EXPECT_EQ(summary.diagnostics[0].path, "gone");
  EXPECT_EQ(summary.diagnostics[0].message, "No such file or directory");
  read({"gone", "x/y"});
  EXPECT_EQ(error, "no such file or folder: gone, x/y");
}

TEST_F(ReadFiles, HiddenYesVersionControlNo) {
  for (const char* path :
       {".env", ".github/w", ".aws/config", ".git/config", ".hg/x", ".svn/x", ".jj/x", "sub/.git"})
    tree.write(path, "1");
  read({"."});
  EXPECT_EQ(paths(), (Paths{".aws/config", ".env", ".github/w"}));
}

TEST_F(ReadFiles, EmptyAndLargeFilesAreWhole) {
  const std::string large(3'000'000, 'x');
  const std::string edge(64 << 10, 'y');
  tree.write("empty", "");
  tree.write("large", large);
  tree.write("edge", edge);
  const ReadSummary summary = read({"."});
  EXPECT_EQ(files["empty"], "");
  EXPECT_EQ(files["large"], large);
  EXPECT_EQ(files["edge"], edge);
  EXPECT_EQ(summary.files, 3U);
  EXPECT_EQ(summary.bytes, large.size() + edge.size());
}

TEST_F(ReadFiles, BinaryIsCountedAndUtf16IsRead) {
  tree.write("binary", std::string("ab\0cd", 5));
  tree.write("utf16", std::string("\xFF\xFE"
                                  "a\0b\0",
                                  6));
  tree.write("late", std::string(9000, 'x') + std::string(1, '\0'));
  tree.write("nul", std::string(100'000, '\0'));
  const ReadSummary summary = read({"."});
  EXPECT_EQ(paths(), (Paths{"late", "utf16"}));
  EXPECT_EQ(summary.binary, 2U);
  EXPECT_TRUE(summary.diagnostics.empty());
}

TEST_F(ReadFiles, SparseGiantsAreNotRead) {
  tree.write("binary", "");
  tree.write("text", std::string(100'000, 'x'));
  ASSERT_EQ(::truncate(tree.at("binary").c_str(), 500 << 20), 0);
  ASSERT_EQ(::truncate(tree.at("text").c_str(), 500 << 20), 0);
  const ReadSummary summary = read({"."});
  EXPECT_EQ(summary.binary, 1U);
  EXPECT_EQ(summary.too_large, 1U);
  ASSERT_EQ(summary.diagnostics.size(), 1U);
  EXPECT_EQ(summary.diagnostics[0].path, "text");
  EXPECT_EQ(summary.diagnostics[0].message, "larger than 20 MB, not read (raise --max-file-size)");
}

TEST_F(ReadFiles, SmallLimits) {
  tree.write("x", "12345");
  options.max_file_bytes = 5;
  EXPECT_EQ(read({"x"}).files, 1U);
  options.max_file_bytes = 4;
  EXPECT_EQ(read({"x"}).too_large, 1U);
}

TEST_F(ReadFiles, SpecialFilesAreNeverOpened) {
  tree.write("x", "1");
  ASSERT_EQ(::mkfifo(tree.at("fifo").c_str(), 0600), 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  tree.at("socket").copy(address.sun_path, sizeof address.sun_path - 1);
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(read({"."}).not_regular, 2U);
  EXPECT_EQ(paths(), Paths{"x"});
  const ReadSummary summary = read({"fifo", "socket", "/dev/null", "x"});
  EXPECT_EQ(summary.not_regular, 3U);
  ASSERT_EQ(summary.diagnostics.size(), 3U);
  EXPECT_EQ(summary.diagnostics[0].message, "not a regular file");
}

TEST_F(ReadFiles, SymlinksAreFollowedOnlyWhenNamed) {
  tree.write("real/x", "1");
  ASSERT_TRUE(
      tree.run("ln -s real folder && ln -s real/x file && ln -s . loop && ln -s self self"));
  EXPECT_EQ(read({"."}).symlinks, 4U);
  EXPECT_EQ(paths(), Paths{"real/x"});
  read({"folder"});
  EXPECT_EQ(paths(), Paths{"folder/x"});
  read({"file"});
  EXPECT_EQ(paths(), Paths{"file"});
  read({"loop/loop/loop"});
  EXPECT_EQ(paths(), Paths{"loop/loop/loop/real/x"});
  const ReadSummary summary = read({"self", "file"});
  EXPECT_EQ(summary.unreadable, 1U);
  EXPECT_EQ(visits, 1);
}

TEST_F(ReadFiles, UnreadableIsSaid) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
  tree.write("x", "1");
  tree.write("d/y", "1");
  ASSERT_TRUE(tree.run("chmod 0 x d"));
  const ReadSummary summary = read({"."});
  EXPECT_EQ(summary.unreadable, 2U);
  ASSERT_EQ(summary.diagnostics.size(), 2U);
  EXPECT_EQ(summary.diagnostics[1], (Diagnostic{"x", 0, "Permission denied"}));
}

TEST_F(ReadFiles, VanishedFileIsSaid) {
  tree.write("a", "1");
  tree.write("b", "1");
  // Whichever comes first takes the other away, after the folder was listed.
  options.workers = 1;
  options.wanted = [this](std::string_view path) {
    std::filesystem::remove(tree.at(path == "a" ? "b" : "a"));
    return true;
  };
  const ReadSummary summary = read({"."});
  EXPECT_EQ(summary.files, 1U);
  ASSERT_EQ(summary.diagnostics.size(), 1U);
  EXPECT_EQ(summary.diagnostics[0].message, "No such file or directory");
}

TEST_F(ReadFiles, DeepFoldersEndAtTheLimit) {
  int folder = ::open(tree.root().c_str(), O_RDONLY | O_DIRECTORY);
  for (int i = 0; i < 3000; ++i) {
    const std::string name(i < 200 ? 100 : 1, 'd');
    ASSERT_EQ(::mkdirat(folder, name.c_str(), 0700), 0);
    const int next = ::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY);
    ::close(folder);
    folder = next;
    if (i == 100 || i == 250 || i == 299)
      ::close(::openat(folder, "x", O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  }
  ::close(folder);
  const ReadSummary summary = read({"."});
  EXPECT_EQ(summary.files, 2U);
  ASSERT_EQ(summary.diagnostics.size(), 1U);
  EXPECT_EQ(summary.diagnostics[0].message, "folder lies more than 256 levels deep, not entered");
}

TEST_F(ReadFiles, HugeFoldersAreShared) {
  for (int i = 0; i < 3000; ++i) tree.write(std::to_string(i), std::to_string(i));
  options.workers = 4;
  EXPECT_EQ(read({"."}).files, 3000U);
  EXPECT_EQ(visits, 3000);
  EXPECT_EQ(files.size(), 3000U);
  for (const auto& [path, bytes] : files) EXPECT_EQ(path, bytes);
}

TEST_F(ReadFiles, FewFileDescriptorsSuffice) {
  for (int i = 0; i < 300; ++i) tree.write(std::to_string(i) + "/a/b/x", "1");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit few{32, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  options.workers = 64;
  const ReadSummary summary = read({"."});
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_EQ(summary.files, 300U);
  EXPECT_TRUE(summary.diagnostics.empty());
}

TEST_F(ReadFiles, ExcludesAreRelativeToTheirRoot) {
  for (const char* path : {"p/gen/x", "p/y.min.js", "p/z", "gen/x"}) tree.write(path, "1");
  options.exclude = {"/gen/", "*.min.js"};
  options.exclude_root = tree.at("p");
  EXPECT_EQ(read({"."}).excluded, 2U);
  EXPECT_EQ(paths(), (Paths{"gen/x", "p/z"}));
  EXPECT_EQ(read({"p/gen/x", "p/gen", "p/y.min.js", "p/z"}).excluded, 3U);
  EXPECT_EQ(paths(), Paths{"p/z"});
  options.exclude_named = false;
  read({"p/gen/x", "p/y.min.js"});
  EXPECT_EQ(paths(), (Paths{"p/gen/x", "p/y.min.js"}));
}

TEST_F(ReadFiles, WantedIsAskedFirst) {
  tree.write("a", "1");
  tree.write("b", "1");
  options.wanted = [](std::string_view path) { return path == "b"; };
  EXPECT_EQ(read({"."}).unwanted, 1U);
  EXPECT_EQ(paths(), Paths{"b"});
}

class ReadFilesInGit : public ReadFiles {
 protected:
  void SetUp() override {
    tree.write(".git/HEAD", "ref: refs/heads/main\n");
    tree.write(".gitignore", "*.log\nout/\n");
    for (const char* path : {"a.log", "out/x", "sub/b.log", "sub/c"}) tree.write(path, "1");
  }
};

TEST_F(ReadFilesInGit, IgnoredIsCountedNotRead) {
  const ReadSummary summary = read({"."});
  EXPECT_EQ(paths(), (Paths{".gitignore", "sub/c"}));
  EXPECT_EQ(summary.ignored, 3U);
  options.respect_gitignore = false;
  EXPECT_EQ(read({"."}).files, 5U);
}

TEST_F(ReadFilesInGit, RulesFromAboveTheRootCount) {
  tree.write("sub/deep/d.log", "1");
  tree.write("sub/.gitignore", "e\n");
  tree.write("sub/deep/e", "1");
  tree.write("sub/deep/f", "1");
  read({"sub/deep"});
  EXPECT_EQ(paths(), Paths{"sub/deep/f"});
}

TEST_F(ReadFilesInGit, NamedPathsAreReadAnyway) {
  read({"a.log", "out"});
  EXPECT_EQ(paths(), (Paths{"a.log", "out/x"}));
  read({".", "a.log"});
  EXPECT_EQ(paths(), (Paths{".gitignore", "a.log", "sub/c"}));
}

TEST_F(ReadFilesInGit, NestedRepositoriesStartAnew) {
  tree.write("sub/.git/HEAD", "ref: x\n");
  tree.write("sub/.git/info/exclude", "c\n");
  read({"."});
  EXPECT_EQ(paths(), (Paths{".gitignore", "sub/b.log"}));
}

TEST_F(ReadFilesInGit, WorkTreesShareTheirRepositorysExcludes) {
  tree.write("main/.git/HEAD", "ref: x\n");
  tree.write("main/.git/info/exclude", "secret\n");
  tree.write("main/.git/worktrees/w/HEAD", "ref: x\n");
  tree.write("main/.git/worktrees/w/commondir", "../..\n");
  tree.write("w/.git", "gitdir: " + tree.at("main/.git/worktrees/w") + "\n");
  tree.write("w/secret", "1");
  tree.write("w/x.log", "1");
  read({"w"});
  EXPECT_EQ(paths(), Paths{"w/x.log"});
}

TEST_F(ReadFilesInGit, AGlobalFileCounts) {
  tree.write("home/.gitconfig", "[user]\n\tname = x\n[core]\n\texcludesFile = ~/mine\n");
  tree.write("home/mine", "c\n");
  const std::string before = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  ::setenv("HOME", tree.at("home").c_str(), 1);
  read({"sub"});
  ::setenv("HOME", before.c_str(), 1);
  EXPECT_EQ(paths(), Paths{});
}

TEST_F(ReadFilesInGit, HostileIgnoreFilesAreRefusedOrHarmless) {
  std::string wild;
  for (int i = 0; i < 100'000; ++i) wild += "*a" + std::to_string(i) + "*b*\n";
  tree.write("wild/.gitignore", wild);
  tree.write("wild/x", "1");
  tree.write("large/.gitignore", std::string(9 << 20, 'x'));
  tree.write("large/x", "1");
  ASSERT_TRUE(tree.run("mkdir fifo && mkfifo fifo/.gitignore && echo 1 > fifo/x"));
  options.max_file_bytes = 1 << 20;
  const ReadSummary summary = read({"wild", "large", "fifo"});
  EXPECT_EQ(files.count("wild/x") + files.count("large/x") + files.count("fifo/x"), 3U);
  const auto refused = std::count_if(
      summary.diagnostics.begin(), summary.diagnostics.end(),
      [](const Diagnostic& d) { return d.message.starts_with("ignore rules not used"); });
  EXPECT_EQ(refused, 2);
}

TEST_F(ReadFilesInGit, FilesOutsideAWorkTreeAreNotIgnored) {
  const TempTree plain;
  plain.write(".gitignore", "x\n");
  plain.write("x", "1");
  EXPECT_EQ(read({plain.root()}).files, 2U);
}

TEST(ReadDescriptor, ReadsPipesToTheirEnd) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const Descriptor reading(ends[0]);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  const std::string sent(300'000, 'x');
  std::jthread writer([&] {
    const Descriptor writing(ends[1]);
    for (std::size_t at = 0; at < sent.size();)
      at += static_cast<std::size_t>(
          std::max<ssize_t>(0, ::write(ends[1], sent.data() + at, sent.size() - at)));
  });
  const auto text = read_descriptor(ends[0], 1 << 20);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, sent);
}

TEST(ReadDescriptor, RefusesTooMuchAndBadDescriptors) {
  const Descriptor zeros(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
  EXPECT_FALSE(read_descriptor(zeros.get(), 1 << 20));
  EXPECT_FALSE(read_descriptor(-1, 10));
}

TEST(DisplayPath, StripsWhatSaysNothing) {
  EXPECT_EQ(display_path("."), "");
  EXPECT_EQ(display_path("./"), "");
  EXPECT_EQ(display_path("././/a//"), "a");
  EXPECT_EQ(display_path("a/."), "a");
  EXPECT_EQ(display_path("/"), "/");
  EXPECT_EQ(display_path("../x"), "../x");
}

}  // namespace
}  // namespace credlint
