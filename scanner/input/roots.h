// SPDX-License-Identifier: MIT
// What the user asked to read, put in order before anything is read.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "scanner/core/diagnostic.h"
#include "scanner/core/result.h"

namespace credlint {

/// A file or folder that was named.
struct Root {
  std::string given;      ///< to open it
  std::string shown;      ///< display_path(given)
  std::string real_path;  ///< absolute, without symbolic links; "" is the root folder
};

/// Named paths by kind, each real path once, in the order given.
struct Roots {
  std::vector<Root> files;
  std::vector<Root> folders;
  /// Names of roots by the real path of their folder: a walk that meets one leaves it to the root.
  std::map<std::string, std::set<std::string, std::less<>>> names_by_folder;
  std::size_t not_regular = 0;
  std::size_t unreadable = 0;
  std::vector<Diagnostic> diagnostics;
};

/// Looks at every named path. An error when none exists.
Result<Roots> sort_out_roots(const std::vector<std::string>& given);

/// Absolute path without symbolic links; "" for the root folder. The path as given when that cannot
/// be told.
std::string real_path_of(const std::string& path);

}  // namespace credlint
