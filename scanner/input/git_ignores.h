// SPDX-License-Identifier: MIT
// Which rules of git apply where, during a walk.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/diagnostic.h"
#include "scanner/input/ignore_rules.h"

namespace credlint {

/// One rule file and those that it overrides. Levels are shared by all folders below the one they
/// belong to, on any thread, and go away with the last of them: the one place where ownership is
/// truly shared.
struct IgnoreLevel {
  IgnoreRules rules;
  /// Bytes of a real path before the part that the rules see.
  std::size_t base = 0;
  /// Sum of the costs of this and all outer levels.
  std::size_t cost = 0;
  std::shared_ptr<const IgnoreLevel> outer;
};

/// What git says of the entries of one folder.
struct IgnoreScope {
  bool in_work_tree = false;
  std::shared_ptr<const IgnoreLevel> innermost;

  /// Whether git ignores an entry; `real_path` is its absolute path.
  [[nodiscard]] bool ignores(const IgnoreEntry& entry, std::string_view real_path) const;
};

/// Finds and reads ignore files: .gitignore, info/exclude of the repository, the user's global
/// file. Paths are absolute; the root folder is "". Thread-safe: immutable after construction.
class GitIgnores {
 public:
  /// `global_file` is the user's own exclude file; "" for none.
  explicit GitIgnores(std::string global_file) : global_file_(std::move(global_file)) {}

  /// What the folders above `folder` say of its content, up to the root of the work tree.
  [[nodiscard]] IgnoreScope above(const std::string& folder,
                                  std::vector<Diagnostic>& trouble) const;

  /// What an opened folder was found to hold.
  struct Folder {
    int descriptor;
    const std::string& real_path;
    bool has_git;        ///< an entry ".git"
    bool has_gitignore;  ///< a regular file ".gitignore"
  };
  /// The scope within a folder, given that of the folder itself. A nested repository starts anew.
  [[nodiscard]] IgnoreScope inside(const IgnoreScope& scope, const Folder& folder,
                                   std::vector<Diagnostic>& trouble) const;

 private:
  [[nodiscard]] IgnoreScope work_tree(const std::string& folder,
                                      std::vector<Diagnostic>& trouble) const;

  std::string global_file_;
};

/// The folder that holds what belongs to the repository as a whole (hooks, info, objects) when
/// `folder` is the root of a work tree; follows the ".git" files of worktrees and submodules.
std::optional<std::string> repository_of(const std::string& folder);

/// The root of the work tree around `folder` (absolute; itself included).
std::optional<std::string> work_tree_around(std::string folder);

/// The user's global exclude file by the environment and ~/.gitconfig; "" when there is none.
std::string global_exclude_file();

}  // namespace credlint
