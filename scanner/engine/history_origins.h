// SPDX-License-Identifier: MIT
// By what findings are known again in other versions of a tree, and where they were seen first.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/core/finding.h"
#include "scanner/engine/file_scanner.h"

namespace credlint {

/// Tells what a version of a file brings that was not looked at before. Versions of one path come
/// one after the other; most change a few lines.
class Versions {
 public:
  /// What the version has that a recent one has not, with the text around it, as one stretch; all
  /// of it where another file came before. `parent` is the content that it replaced.
  std::string_view news(std::string_view path, const std::string& parent, std::string_view bytes);
  /// The added lines of that stretch alone, with some lines around each.
  [[nodiscard]] std::string added(std::string_view news) const;
  /// Keeps a version to compare the next ones with.
  void remember(const std::string& blob, std::string_view bytes);

 private:
  struct Version {
    std::string blob;
    std::string bytes;
  };
  std::string path_;
  std::deque<Version> recent_;  ///< the last is the newest
  std::string_view before_;     ///< the stretch that news() compared with
};

/// Where something was seen: the greater the commit's index, the older. Of one commit, the first
/// path counts.
struct Origin {
  std::uint32_t commit = 0;
  std::string path;  ///< from the root of the repository
};

/// A commit before all that were read.
inline constexpr std::uint32_t kBeforeHistory = UINT32_MAX;

/// Collects where credentials and lines were seen first. Thread-safe while it collects.
class Origins {
 public:
  /// By what a finding is known again: the credential it points to, else its line at its path.
  [[nodiscard]] static std::string identity(const Finding& finding,
                                            const std::vector<ParsedFile>& files);

  /// Looks out for the lines of these findings.
  void look_for(const std::vector<Finding>& findings, const std::vector<ParsedFile>& files);
  /// Notes the lines in a piece of text that are looked for; `path` is that of its parsed file.
  void note_lines(std::string_view text, std::string_view path, const Origin& origin);
  /// Notes all credentials of a parsed file.
  void note_credentials(const ParsedFile& file, const Origin& origin);

  /// The oldest place; nothing where it was seen nowhere.
  [[nodiscard]] std::optional<Origin> oldest(const std::string& identity) const;

 private:
  void note(std::string identity, const Origin& origin);

  std::map<std::string, std::set<std::string>, std::less<>> wanted_;  ///< path → digests of lines
  std::mutex mutex_;
  std::unordered_map<std::string, Origin> oldest_;
};

}  // namespace credlint
