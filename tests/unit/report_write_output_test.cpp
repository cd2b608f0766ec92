// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "scanner/report/write_output.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

class WriteOutput : public testing::Test {
 protected:
  WriteOutput() {
    std::string name = (fs::temp_directory_path() / "credlint-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~WriteOutput() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
  static std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  [[nodiscard]] std::ptrdiff_t entries() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

  fs::path folder_;
};

TEST_F(WriteOutput, CreatesTheFileAndLeavesNothingElse) {
  ASSERT_TRUE(write_output(at("out.sarif"), "text"));
  EXPECT_EQ(read(at("out.sarif")), "text");
  EXPECT_EQ(entries(), 1);
}

TEST_F(WriteOutput, ReplacesAFileAndKeepsItsMode) {
  std::ofstream(at("out")) << "a much longer text";
  ASSERT_EQ(::chmod(at("out").c_str(), 0640), 0);
  ASSERT_TRUE(write_output(at("out"), "new"));
  EXPECT_EQ(read(at("out")), "new");
  EXPECT_EQ(fs::status(at("out")).permissions(), fs::perms(0640));
}

TEST_F(WriteOutput, FollowsSymbolicLinks) {
  fs::create_directory(at("folder"));
  fs::create_symlink("folder/target", at("link"));
  ASSERT_TRUE(write_output(at("link"), "once"));
  ASSERT_TRUE(write_output(at("link"), "twice"));
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_EQ(read(at("folder/target")), "twice");
}

TEST_F(WriteOutput, ADeviceIsWrittenNotReplaced) {
  ASSERT_TRUE(write_output("/dev/null", "text"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(WriteOutput, APipeIsWrittenNotReplaced) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = read(at("pipe")); });
  EXPECT_TRUE(write_output(at("pipe"), "text"));
  reader.join();
  EXPECT_EQ(received, "text");
  EXPECT_TRUE(fs::is_fifo(at("pipe")));
}

TEST_F(WriteOutput, AnOpenDescriptorIsWrittenNotReplaced) {
  const int descriptor = ::open(at("out").c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_GE(descriptor, 0);
  EXPECT_TRUE(write_output("/dev/fd/" + std::to_string(descriptor), "text"));
  struct stat status {};
  ASSERT_EQ(::fstat(descriptor, &status), 0);
  EXPECT_EQ(status.st_nlink, 1U);
  EXPECT_EQ(status.st_size, 4);
  ::close(descriptor);
}

TEST_F(WriteOutput, AFolderIsRefused) {
  const Status status = write_output(folder_.string(), "text");
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().message.find("Is a directory"), std::string::npos);
}

TEST_F(WriteOutput, AMissingFolderIsAnError) {
  EXPECT_FALSE(write_output(at("none/out"), "text"));
  EXPECT_EQ(entries(), 0);
}

TEST_F(WriteOutput, ContentIsReplacedOnlyWhileItIsKnown) {
  std::ofstream(at("a")) << "old";
  ASSERT_EQ(::chmod(at("a").c_str(), 0640), 0);
  ASSERT_TRUE(replace_content(at("a"), "old", "new"));
  EXPECT_EQ(read(at("a")), "new");
  EXPECT_EQ(fs::status(at("a")).permissions(), fs::perms(0640));
  for (const char* other : {"old", "ne", "newer", ""})
    EXPECT_FALSE(replace_content(at("a"), other, "x")) << other;
  EXPECT_EQ(read(at("a")), "new");
  EXPECT_EQ(entries(), 1);
}

TEST_F(WriteOutput, ContentOfOtherThanOnePlainFileStays) {
  std::ofstream(at("a")) << "old";
  fs::create_symlink("a", at("link"));
  EXPECT_FALSE(replace_content(at("link"), "old", "new"));
  fs::create_hard_link(at("a"), at("b"));
  EXPECT_FALSE(replace_content(at("a"), "old", "new"));
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  EXPECT_FALSE(replace_content(at("pipe"), "", "new"));
  EXPECT_FALSE(replace_content("/dev/null", "", "new"));
  EXPECT_EQ(read(at("b")), "old");
}

}  // namespace
}  // namespace credlint
