// SPDX-License-Identifier: MIT
// What a git repository holds, asked of git itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/result.h"

namespace credlint {

/// A repository and where the working directory lies in it.
struct Repository {
  std::string folder;      ///< where to run git: the root of the work tree, or the repository
  std::string prefix;      ///< path of the working directory below it: "" or "some/folder/"
  bool bare = false;       ///< no work tree
  std::string empty_tree;  ///< id of the tree without entries

  /// A path of the repository as it is judged: all of them from one folder, its root.
  [[nodiscard]] std::string named(std::string_view path) const;
  /// The same as it is shown: relative to the working directory.
  [[nodiscard]] std::string shown(std::string_view path) const;
  /// The path in the repository of a path as it is shown; nothing for one that lies outside.
  [[nodiscard]] std::optional<std::string> inside(const std::string& shown_path) const;
};

/// The repository around a folder. The error says what git said: that there is none, or that it
/// belongs to somebody else.
Result<Repository> find_repository(const std::string& folder);

/// Paths as the user names them, relative to the repository; "." is left out, since it limits
/// nothing. An error for one that lies outside.
Result<std::vector<std::string>> paths_inside(const Repository& repository,
                                              const std::vector<std::string>& paths);

/// The id of the tree, or of the commit, that a revision stands for. The error names the revision.
Result<std::string> tree_of(const Repository& repository, const std::string& revision);
Result<std::string> commit_of(const Repository& repository, const std::string& revision);
/// Where the histories of two commits parted. The error tells shallow clones what to do.
Result<std::string> merge_base(const Repository& repository, const std::string& one,
                               const std::string& other);

/// A regular file of a tree or of the index.
struct TreeFile {
  std::string path;  ///< from the root of the repository
  std::string blob;
};

/// What a tree or an index lists. Symbolic links are left out, as in a walk.
struct TreeListing {
  std::vector<TreeFile> files;
  std::vector<std::string> submodules;  ///< their folders
};

Result<TreeListing> files_of_tree(const Repository& repository, const std::string& tree,
                                  const std::vector<std::string>& paths);
/// Of a file in conflict, "our" side.
Result<TreeListing> files_of_index(const Repository& repository,
                                   const std::vector<std::string>& paths);

/// A file that differs between two states.
struct ChangedFile {
  std::string path;      ///< in the new state
  std::string blob;      ///< of the new state; empty where the file is gone
  std::string old_path;  ///< differs from `path` where it was renamed or copied
  std::string old_blob;  ///< empty where the file is new
};

/// What the index has that the tree has not; renames are found.
Result<std::vector<ChangedFile>> changes_to_index(const Repository& repository,
                                                  const std::string& tree,
                                                  const std::vector<std::string>& paths);
/// What one tree has that the other has not; renames are found.
Result<std::vector<ChangedFile>> changes_between(const Repository& repository,
                                                 const std::string& from, const std::string& to,
                                                 const std::vector<std::string>& paths);

}  // namespace credlint
