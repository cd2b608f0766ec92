// SPDX-License-Identifier: MIT
// A rule's page as tests: the small projects under "## Bad" and "## Good".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace credlint::tests {

/// Columns that a line of carets marks, with the rule that must speak there.
struct PageMark {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_column = 0;  ///< 0: only the start is marked
  std::string rule;
};

struct PageFile {
  std::string name;
  std::string bytes;
  unsigned mode = 0600;  ///< permission bits
};

/// All blocks under one heading.
struct PageProject {
  std::string heading;
  bool bad = false;
  bool tracked = false;  ///< everything is in a git index
  std::string now = "2023-11-14T23:00:00Z";
  std::vector<PageFile> files;
  std::vector<PageMark> marks;
};

/// Takes a page apart. The notation is described in rules/README.md.
std::vector<PageProject> read_page(std::string_view text);

}  // namespace credlint::tests
