// SPDX-License-Identifier: MIT
#include "scanner/input/git_work_tree.h"

#include <sys/stat.h>

#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/input/git_stream.h"

namespace credlint {
namespace {

/// What git noted of a file when it was added.
struct Stamp {
  long changed = 0;            ///< ctime, in seconds
  long modified = 0;           ///< mtime, in seconds
  long modified_fraction = 0;  ///< of a second, in nanoseconds; 0 where it was not noted
  unsigned long size = 0;      ///< in bytes, the lower 32 bits
};

/// The number behind a label, and then behind ':' a second one; the view moves on.
template <typename Number>
bool take(std::string_view& text, std::string_view label, Number& number) {
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos) return false;
  text.remove_prefix(at + label.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc();
}

/// "  ctime: 1700000000:5\n  mtime: 1700000000:5\n  dev: …\n  uid: …\n  size: 62\tflags: 0\n"
std::optional<Stamp> read_stamp(GitStream& git) {
  constexpr int kLines = 5;
  std::string text;
  for (int i = 0; i < kLines; ++i) {
    const Result<std::optional<std::string_view>> line = git.until('\n');
    if (!line || !*line) return std::nullopt;
    text.append(**line) += '\n';
  }
  Stamp stamp;
  std::string_view rest = text;
  if (!take(rest, "ctime: ", stamp.changed) || !take(rest, "mtime: ", stamp.modified) ||
      !take(rest, ":", stamp.modified_fraction) || !take(rest, "size: ", stamp.size))
    return std::nullopt;
  return stamp;
}

bool is_unchanged(const std::string& path, const Stamp& stamp, long index_written) {
  struct stat now {};
  if (::lstat(path.c_str(), &now) != 0 || !S_ISREG(now.st_mode)) return false;
  // Written in the second of the index itself: may have been written again since.
  if (now.st_mtim.tv_sec >= index_written) return false;
  return now.st_ctim.tv_sec == stamp.changed && now.st_mtim.tv_sec == stamp.modified &&
         (stamp.modified_fraction == 0 || now.st_mtim.tv_nsec == stamp.modified_fraction) &&
         static_cast<std::uint32_t>(now.st_size) == stamp.size;
}

/// When the index was written, in seconds; 0 where that is not known, so that all is too young.
long time_of_index(const Repository& repository) {
  Result<std::string> path = run_git(repository.folder, {"rev-parse", "--git-path", "index"},
                                     GitStream::Variables::OfHooks);
  if (!path) return 0;
  if (path->ends_with('\n')) path->pop_back();
  if (!path->starts_with('/')) *path = repository.folder + "/" + *path;
  struct stat index {};
  return ::stat(path->c_str(), &index) == 0 ? index.st_mtim.tv_sec : 0;
}

using Stamps = std::map<std::string, Stamp, std::less<>>;

/// What git says of the files; empty where its answer is not understood.
Result<Stamps> stamps_of_index(const Repository& repository) {
  CREDLINT_TRY(const std::unique_ptr<GitStream> git,
               GitStream::start(repository.folder, {"ls-files", "--debug", "-z"}));
  Stamps stamps;
  while (true) {
    CREDLINT_TRY(const std::optional<std::string_view> path, git->until('\0'));
    if (!path || path->empty()) break;
    std::string name(*path);
    const std::optional<Stamp> stamp = read_stamp(*git);
    if (!stamp) return Stamps();
    stamps.insert_or_assign(std::move(name), *stamp);
  }
  return stamps;
}

}  // namespace

Result<IndexFiles> files_of_index_on_disk(const Repository& repository) {
  CREDLINT_TRY(TreeListing index, files_of_index(repository, {}));
  CREDLINT_TRY(const Stamps stamps, stamps_of_index(repository));
  const long written = time_of_index(repository);
  IndexFiles files;
  for (TreeFile& file : index.files) {
    const auto stamp = stamps.find(file.path);
    const bool on_disk = stamp != stamps.end() &&
                         is_unchanged(repository.folder + "/" + file.path, stamp->second, written);
    (on_disk ? files.on_disk : files.other).push_back(std::move(file));
  }
  return files;
}

}  // namespace credlint
