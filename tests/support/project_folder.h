// SPDX-License-Identifier: MIT
// A project of a page on disk.
#pragma once

#include <date/date.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>

#include "scanner/core/rule.h"
#include "tests/support/rule_page.h"

namespace credlint {

// What GoogleTest calls a rule in test names.
inline void PrintTo(const Rule& rule, std::ostream* out) { *out << rule.id; }

namespace tests {

namespace fs = std::filesystem;

/// A temporary folder that is the working directory while it lives.
class ProjectFolder {
 public:
  explicit ProjectFolder(const PageProject& project) : before_(fs::current_path()) {
    std::string pattern = (fs::temp_directory_path() / "credlint-page-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    for (const PageFile& file : project.files) {
      const fs::path path = folder_ / file.name;
      fs::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << file.bytes;
      fs::permissions(path, static_cast<fs::perms>(file.mode));
    }
    fs::current_path(folder_);
    if (project.tracked) {
      const int status = std::system("git init -q . && git add -A -f . >/dev/null 2>&1");
      EXPECT_EQ(status, 0);
    }
  }
  ProjectFolder(const ProjectFolder&) = delete;
  ProjectFolder& operator=(const ProjectFolder&) = delete;
  ~ProjectFolder() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

 private:
  fs::path before_;
  fs::path folder_;
};

inline TimePoint time_of(const std::string& text) {
  std::istringstream stream(text);
  date::sys_seconds time;
  stream >> date::parse("%FT%TZ", time);
  return TimePoint(time.time_since_epoch());
}

/// A rule's id as the name of a test.
inline std::string test_name(std::string_view id) {
  std::string name(id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace tests
}  // namespace credlint
