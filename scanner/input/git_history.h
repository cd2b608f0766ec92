// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/core/result.h"
#include "scanner/input/git_repository.h"

namespace credlint {

struct Commit {
  std::string id;
  std::int64_t date = 0;  ///< of its author, in seconds since 1970
};

/// A file as some commit left it, at the oldest place where its content is seen.
struct PastFile {
  TreeFile file;
  std::uint32_t commit = 0;  ///< index into History::commits; the greater, the older
  std::string parent;        ///< the blob that it replaced, all zeros where there was none
};

/// What a stretch of history brought in.
struct History {
  std::vector<Commit> commits;   ///< newest first
  std::vector<PastFile> files;   ///< each content once
  std::vector<TreeFile> before;  ///< what its changes replaced and did not bring in itself
  std::string trouble;           ///< why it could not be read to its end; empty where it was
};

/// Reads which contents the commits of `range` brought, as `git log` takes a range; empty: all that
/// any branch or tag leads to, ending at HEAD. Merges count with what none of their parents has.
/// An error when nothing of it can be read.
Result<History> read_history(const Repository& repository, const std::string& range,
                             const std::vector<std::string>& paths);

/// The commit where a range ends; empty where there is none.
std::string tip_of(const Repository& repository, const std::string& range);

}  // namespace credlint
