// SPDX-License-Identifier: MIT
#include "scanner/input/excludes.h"

#include <algorithm>
#include <utility>

namespace credlint {

Excludes::Excludes(const std::vector<std::string>& globs, std::string root)
    : prefix_(std::move(root) + "/") {
  for (const std::string& glob : globs) rules_.add_line(glob);
}

bool Excludes::excludes(const IgnoreEntry& entry, std::string_view real_path) const {
  if (!real_path.starts_with(prefix_)) return false;
  return rules_.match(entry, real_path.substr(prefix_.size())) == IgnoreVerdict::Ignored;
}

bool Excludes::excludes_named(std::string_view real_path, bool is_folder) const {
  if (!real_path.starts_with(prefix_)) return false;
  const std::string_view path = real_path.substr(prefix_.size());
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const IgnoreEntry entry(path.substr(begin, end - begin), is_folder || end < path.size());
    if (rules_.match(entry, path.substr(0, end)) == IgnoreVerdict::Ignored) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace credlint
