// SPDX-License-Identifier: MIT
// A folder of its own for a test, gone afterwards.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace credlint::test {

class TempTree {
 public:
  TempTree() {
    std::string path = (std::filesystem::temp_directory_path() / "credlint-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) ADD_FAILURE() << "cannot make " << path;
    root_ = path;
  }
  TempTree(const TempTree&) = delete;
  TempTree& operator=(const TempTree&) = delete;
  // `rm` copes with paths deeper than the library does.
  ~TempTree() { shell("chmod -R u+rwx '" + root_ + "' 2>/dev/null; rm -rf '" + root_ + "'"); }

  [[nodiscard]] const std::string& root() const { return root_; }
  [[nodiscard]] std::string at(std::string_view path) const {
    return root_ + "/" + std::string(path);
  }

  /// Writes a file that only its owner may read, making its folders.
  void write(std::string_view path, std::string_view text) const {
    std::filesystem::create_directories(std::filesystem::path(at(path)).parent_path());
    std::ofstream(at(path), std::ios::binary) << text;
    std::filesystem::permissions(
        at(path), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  /// Runs a command in the folder; true when it ends well.
  [[nodiscard]] bool run(const std::string& command) const {
    return shell("cd '" + root_ + "' && " + command);
  }

 private:
  static bool shell(const std::string& command) { return std::system(command.c_str()) == 0; }
  std::string root_;
};

}  // namespace credlint::test
