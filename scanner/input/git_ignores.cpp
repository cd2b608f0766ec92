// SPDX-License-Identifier: MIT
#include "scanner/input/git_ignores.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "scanner/core/words.h"
#include "scanner/input/regular_file.h"

namespace credlint {
namespace {

constexpr std::uint64_t kMaxIgnoreFileBytes = 8 << 20;

std::string parent_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

// A small regular file, or nothing when there is none. Never waits.
Result<std::string> read_small_file(int folder, const std::string& path, int flags) {
  struct stat info {};
  const int follow = (flags & O_NOFOLLOW) != 0 ? AT_SYMLINK_NOFOLLOW : 0;
  if (::fstatat(folder, path.c_str(), &info, follow) != 0) {
    const bool absent = errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
    if (absent) return std::string();
    return Error{std::strerror(errno)};
  }
  if (!S_ISREG(info.st_mode)) return std::string();
  CREDLINT_TRY(const Descriptor file, open_regular_file(folder, path, flags));
  return read_descriptor(file.get(), kMaxIgnoreFileBytes, Patience::None);
}

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return line;
}

std::string resolved(const std::string& folder, const std::string& path) {
  return path.starts_with('/') ? path : folder + "/" + path;
}

std::string text_or_empty(const std::string& path) {
  const Result<std::string> text = read_small_file(AT_FDCWD, path, 0);
  return text ? *text : std::string();
}

struct RuleFile {
  int folder;  ///< descriptor that `path` is relative to
  std::string path;
  std::string shown;
  int flags = 0;
};

void add_level(IgnoreScope& scope, const RuleFile& file, const std::string& base,
               std::vector<Diagnostic>& trouble) {
  const Result<std::string> text = read_small_file(file.folder, file.path, file.flags);
  if (!text) {
    trouble.push_back({file.shown, 0, "ignore rules not used: " + text.error().message});
    return;
  }
  if (text->empty()) return;
  auto level = std::make_shared<IgnoreLevel>();
  level->rules = IgnoreRules::parse(*text);
  if (level->rules.empty()) return;
  level->base = base.size() + 1;
  level->cost = level->rules.cost() + (scope.innermost ? scope.innermost->cost : 0);
  // Reading what they would hide is safe, being stopped by them is not.
  if (level->cost > IgnoreRules::kMaxCost) {
    trouble.push_back({file.shown, 0, "ignore rules not used: too many wildcards"});
    return;
  }
  level->outer = std::move(scope.innermost);
  scope.innermost = std::move(level);
}

// "excludesfile = ~/x" in a "[core]" section of a git configuration, without includes.
std::string excludes_file_setting(const std::string& text) {
  std::string found;
  bool in_core = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    std::erase_if(line, [](char c) { return c == '"' || c == '\r' || c == '\t'; });
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    std::string key = to_lower(line.substr(0, line.find('=')));
    std::erase(key, ' ');
    if (key.starts_with('[')) in_core = key == "[core]";
    if (!in_core || key != "excludesfile" || line.find('=') == std::string::npos) continue;
    found = line.substr(line.find('=') + 1);
    found.erase(0, std::min(found.find_first_not_of(' '), found.size()));
    found.erase(found.find_last_not_of(' ') + 1);
  }
  return found;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

bool IgnoreScope::ignores(const IgnoreEntry& entry, std::string_view real_path) const {
  for (const IgnoreLevel* level = innermost.get(); level != nullptr; level = level->outer.get()) {
    const IgnoreVerdict verdict = level->rules.match(entry, real_path.substr(level->base));
    if (verdict != IgnoreVerdict::None) return verdict == IgnoreVerdict::Ignored;
  }
  return false;
}

std::optional<std::string> repository_of(const std::string& folder) {
  std::string git = folder + "/.git";
  if (!exists(git)) return std::nullopt;
  if (!is_folder(git)) {
    constexpr std::string_view kPrefix = "gitdir: ";
    const std::string line = first_line(text_or_empty(git));
    if (!line.starts_with(kPrefix)) return std::nullopt;
    git = resolved(folder, line.substr(kPrefix.size()));
  }
  if (!exists(git + "/HEAD")) return std::nullopt;
  const std::string common = first_line(text_or_empty(git + "/commondir"));
  return common.empty() ? git : resolved(git, common);
}

std::optional<std::string> work_tree_around(std::string folder) {
  while (true) {
    if (repository_of(folder)) return folder;
    // Without a slash it is no real path: one that could not be found out.
    if (folder.find('/') == std::string::npos) return std::nullopt;
    folder = parent_of(folder);
  }
}

IgnoreScope GitIgnores::work_tree(const std::string& folder,
                                  std::vector<Diagnostic>& trouble) const {
  IgnoreScope scope{.in_work_tree = true, .innermost = nullptr};
  if (!global_file_.empty())
    add_level(scope, {AT_FDCWD, global_file_, global_file_, 0}, folder, trouble);
  if (const std::optional<std::string> repository = repository_of(folder)) {
    const std::string path = *repository + "/info/exclude";
    add_level(scope, {AT_FDCWD, path, path, 0}, folder, trouble);
  }
  return scope;
}

IgnoreScope GitIgnores::above(const std::string& folder, std::vector<Diagnostic>& trouble) const {
  if (folder.empty()) return {};
  const std::optional<std::string> root = work_tree_around(parent_of(folder));
  if (!root) return {};
  IgnoreScope scope = work_tree(*root, trouble);
  for (std::size_t at = root->size(); at < folder.size(); at = folder.find('/', at + 1)) {
    const std::string base = folder.substr(0, at);
    const std::string path = base + "/.gitignore";
    add_level(scope, {AT_FDCWD, path, path, O_NOFOLLOW}, base, trouble);
  }
  return scope;
}

IgnoreScope GitIgnores::inside(const IgnoreScope& scope, const Folder& folder,
                               std::vector<Diagnostic>& trouble) const {
  IgnoreScope inner = scope;
  if (folder.has_git && repository_of(folder.real_path))
    inner = work_tree(folder.real_path, trouble);
  if (inner.in_work_tree && folder.has_gitignore)
    add_level(inner,
              {folder.descriptor, ".gitignore", folder.real_path + "/.gitignore", O_NOFOLLOW},
              folder.real_path, trouble);
  return inner;
}

std::string global_exclude_file() {
  const std::string home = environment("HOME");
  std::string configured;
  if (!home.empty()) configured = excludes_file_setting(text_or_empty(home + "/.gitconfig"));
  if (configured.starts_with("~/")) return home + configured.substr(1);
  if (!configured.empty()) return configured.starts_with('/') ? configured : std::string();
  const std::string config = environment("XDG_CONFIG_HOME");
  if (!config.empty()) return config + "/git/ignore";
  return home.empty() ? std::string() : home + "/.config/git/ignore";
}

}  // namespace credlint
