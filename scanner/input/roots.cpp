// SPDX-License-Identifier: MIT
#include "scanner/input/roots.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "scanner/input/read_files.h"

namespace credlint {
namespace {

// Real paths of named files. Hooks name thousands of files in few folders, so folders are
// remembered.
class RealPaths {
 public:
  std::string of(const std::string& path) {
    struct stat info {};
    const std::size_t slash = path.rfind('/');
    const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    const bool plain = !name.empty() && name != "." && name != ".." &&
                       ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
    if (!plain) return real_path_of(path);
    return folder(slash == std::string::npos ? "." : path.substr(0, slash + 1)) + "/" + name;
  }

 private:
  const std::string& folder(const std::string& path) {
    const auto [known, added] = known_.try_emplace(path);
    if (added) known->second = real_path_of(path);
    return known->second;
  }
  std::unordered_map<std::string, std::string> known_;
};

std::string joined(const std::vector<std::string>& paths) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t i = 0; i < paths.size() && i < kShown; ++i)
    text += (i > 0 ? ", " : "") + paths[i];
  return paths.size() > kShown ? text + ", …" : text;
}

}  // namespace

std::string real_path_of(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  if (real == nullptr) return path;
  std::string text(real.get());
  return text == "/" ? std::string() : text;
}

Result<Roots> sort_out_roots(const std::vector<std::string>& given) {
  Roots roots;
  RealPaths real_paths;
  std::unordered_set<std::string> seen;
  std::vector<std::string> missing;
  for (const std::string& path : given) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      const bool absent = errno == ENOENT || errno == ENOTDIR;
      if (absent) missing.push_back(path);
      if (!absent) ++roots.unreadable;
      roots.diagnostics.push_back({display_path(path), 0, std::strerror(errno)});
      continue;
    }
    Root root{path, display_path(path), real_paths.of(path)};
    if (!seen.insert(root.real_path).second) continue;
    if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {
      ++roots.not_regular;
      roots.diagnostics.push_back({root.shown, 0, "not a regular file"});
      continue;
    }
    const std::size_t slash = root.real_path.rfind('/');
    if (slash != std::string::npos)
      roots.names_by_folder[root.real_path.substr(0, slash)].insert(
          root.real_path.substr(slash + 1));
    (S_ISDIR(info.st_mode) ? roots.folders : roots.files).push_back(std::move(root));
  }
  if (missing.size() == given.size()) return Error{"no such file or folder: " + joined(missing)};
  roots.unreadable += missing.size();
  return roots;
}

}  // namespace credlint
