// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace credlint {

/// The files that git ignores by their names but has in its index all the same: a rule of a
/// .gitignore speaks of what is not tracked yet. git is asked once for each work tree, when
/// something ignored is met in it. Thread-safe.
class TrackedIgnored {
 public:
  /// Whether such a file is at the path or, for a folder, below it. False where git cannot be
  /// asked.
  bool any_at(const std::string& real_path, bool folder);

 private:
  const std::vector<std::string>& files_of(const std::string& work_tree);

  std::mutex mutex_;
  std::map<std::string, std::optional<std::string>, std::less<>> work_trees_;  ///< by folder
  std::map<std::string, std::vector<std::string>, std::less<>> files_;  ///< real paths by work tree
  std::chrono::milliseconds patience_{2'000};                           ///< for all work trees
};

}  // namespace credlint
