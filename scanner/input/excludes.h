// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/input/ignore_rules.h"

namespace credlint {

/// `exclude` of the configuration: rules that apply below one folder.
class Excludes {
 public:
  /// `root` is a real path as real_path_of() gives it.
  Excludes(const std::vector<std::string>& globs, std::string root);

  [[nodiscard]] bool empty() const { return rules_.empty(); }
  /// Whether an entry met in a walk is excluded; `real_path` is its absolute path.
  [[nodiscard]] bool excludes(const IgnoreEntry& entry, std::string_view real_path) const;
  /// Whether a path, or a folder that it lies in, is excluded.
  [[nodiscard]] bool excludes_named(std::string_view real_path, bool is_folder) const;

 private:
  IgnoreRules rules_;
  std::string prefix_;  ///< root and '/'
};

}  // namespace credlint
