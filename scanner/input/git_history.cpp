// SPDX-License-Identifier: MIT
#include "scanner/input/git_history.h"

#include <charconv>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "scanner/input/git_stream.h"

namespace credlint {
namespace {

std::vector<std::string> log_command(const std::string& range,
                                     const std::vector<std::string>& paths) {
  std::vector<std::string> command = {"log",
                                      "--raw",
                                      "-z",
                                      "--no-abbrev",
                                      "--no-renames",
                                      "-c",
                                      "--full-history",
                                      "--no-color",
                                      "--no-notes",
                                      "--no-mailmap",
                                      "--no-ext-diff",
                                      "--no-textconv",
                                      "-O/dev/null",
                                      "--no-show-signature",
                                      "--format=%H %at"};
  if (range.empty()) command.emplace_back("--all");
  command.emplace_back("--end-of-options");
  if (!range.empty()) command.push_back(range);
  command.emplace_back("--");
  command.insert(command.end(), paths.begin(), paths.end());
  return command;
}

Commit commit_in(std::string_view header) {
  const std::size_t space = std::min(header.find(' '), header.size());
  Commit commit{std::string(header.substr(0, space)), 0};
  header.remove_prefix(std::min(space + 1, header.size()));
  std::from_chars(header.data(), header.data() + header.size(), commit.date);
  return commit;
}

/// Collects contents while the log goes back in time.
class Collector {
 public:
  void commit(std::string_view header) { history_.commits.push_back(commit_in(header)); }

  /// `:<mode before>… <mode> <blob before>… <blob> <status>`: a merge has one mode and one blob for
  /// each of its parents.
  void change(std::string_view line, std::string_view path) {
    const std::size_t parents = std::min(line.find_first_not_of(':'), line.size());
    std::vector<std::string_view> words;
    for (line.remove_prefix(parents); !line.empty();) {
      const std::size_t end = std::min(line.find(' '), line.size());
      words.push_back(line.substr(0, end));
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    if (words.size() != 2 * (parents + 1) + 1) return;
    for (std::size_t i = 0; i < parents; ++i) replaced(words[i], words[parents + 1 + i], path);
    if (words[parents].starts_with("100"))
      brought(words[2 * parents + 1], words[parents + 1], path);
  }

  History take() {
    for (auto& [blob, path] : replaced_) {
      if (!index_.contains(blob)) history_.before.push_back({std::move(path), blob});
    }
    return std::move(history_);
  }

 private:
  void brought(std::string_view blob, std::string_view parent, std::string_view path) {
    const auto commit = static_cast<std::uint32_t>(history_.commits.size() - 1);
    const auto [known, added] = index_.try_emplace(std::string(blob), history_.files.size());
    if (added) history_.files.emplace_back();
    history_.files[known->second] = {
        {std::string(path), std::string(blob)}, commit, std::string(parent)};
  }

  void replaced(std::string_view mode, std::string_view blob, std::string_view path) {
    if (mode.starts_with("100")) replaced_.try_emplace(std::string(blob), path);
  }

  History history_;
  std::unordered_map<std::string, std::size_t> index_;     ///< of files, by blob
  std::unordered_map<std::string, std::string> replaced_;  ///< blob → path
};

/// Reads the log up to its end, or to where git fails.
Status read_log(GitStream& git, Collector& collector) {
  std::string line;
  while (true) {
    CREDLINT_TRY(std::optional<std::string_view> part, git.until('\0'));
    if (!part) return git.finish();
    if (part->starts_with('\n')) part->remove_prefix(1);
    if (part->empty()) continue;
    if (!part->starts_with(':')) {
      collector.commit(*part);
      continue;
    }
    line = *part;
    CREDLINT_TRY(const std::optional<std::string_view> path, git.until('\0'));
    if (path) collector.change(line, *path);
  }
}

}  // namespace

Result<History> read_history(const Repository& repository, const std::string& range,
                             const std::vector<std::string>& paths) {
  CREDLINT_TRY(const std::unique_ptr<GitStream> git,
               GitStream::start(repository.folder, log_command(range, paths)));
  Collector collector;
  const Status read = read_log(*git, collector);
  History history = collector.take();
  if (!read && history.commits.empty()) return read.error();
  if (!read) history.trouble = read.error().message;
  return history;
}

std::string tip_of(const Repository& repository, const std::string& range) {
  const std::size_t dots = range.rfind("..");
  std::string end = dots == std::string::npos ? range : range.substr(dots + 2);
  if (end.empty()) end = "HEAD";
  const Result<std::string> commit = commit_of(repository, end);
  return commit ? *commit : std::string();
}

}  // namespace credlint
