// SPDX-License-Identifier: MIT
#include "rules/anatomy/paths.h"

#include <vector>

#include "rules/anatomy/words.h"

namespace credlint {
namespace {

void append_parts(std::string_view path, std::vector<std::string_view>& parts) {
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
}

}  // namespace

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_within(std::string_view path, std::string_view folder) {
  if (folder.empty()) return !starts_with(path, "/") && !starts_with(path, "..");
  if (!starts_with(path, folder)) return false;
  return folder == "/" || path.size() == folder.size() || path[folder.size()] == '/';
}

std::string join_path(std::string_view folder, std::string_view path) {
  std::vector<std::string_view> parts;
  const bool absolute = starts_with(path, "/") || starts_with(folder, "/");
  if (!starts_with(path, "/")) append_parts(folder, parts);
  append_parts(path, parts);
  std::string joined;
  for (const std::string_view part : parts) {
    if (absolute || !joined.empty()) joined += '/';
    joined += part;
  }
  return joined.empty() && absolute ? "/" : joined;
}

}  // namespace credlint
