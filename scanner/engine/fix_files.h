// SPDX-License-Identifier: MIT
// Makes the fixes that findings come with, in memory, until nothing is left to fix.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/fix.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// A text as its file stores it.
struct FileText {
  std::string text;  ///< UTF-8 without a byte order mark
  Encoding encoding = Encoding::Utf8;
  bool has_bom = false;
};

/// Takes a file's bytes apart; an error where putting them together again would not give the same.
Result<FileText> decode_file(std::string_view bytes);
std::string encode_file(const FileText& file);

/// Fixes of one file that can be made together: in the order in which they are given, each whole or
/// not at all. Left out is one that overlaps with an earlier one, or stands on other text than it
/// expects. Returns how many were made.
std::size_t apply_fixes(FileText& file, std::span<const Fix* const> fixes);

/// A file that fixes change.
struct FixedFile {
  std::string path;
  std::string before;  ///< all bytes
  std::string after;
  std::size_t fixes = 0;  ///< that lead from one to the other
};

struct FixRun {
  std::vector<FixedFile> files;  ///< sorted by path
  std::size_t unfixed = 0;       ///< findings of the last round that come with no fix
  std::size_t unsafe = 0;        ///< those of it whose fix is bolder than was asked for
  bool settled = true;           ///< false when fixes went on to lead to new ones
  std::vector<Diagnostic> left;  ///< files that fixes were meant for and that cannot be changed
};

/// What a file on disk holds.
using ReadContent = std::function<Result<std::string>(const std::string& path)>;

/// Checks, fixes what was found and checks again, a bounded number of times. Nothing is written.
/// Only findings that a report would show unsuppressed are fixed; `most` says how bold fixes may
/// be. `options` must be about files on disk.
Result<FixRun> fix_files(const Catalog& catalog, RunOptions options, FixSafety most,
                         const ReadContent& read);

/// Whether a fix may be made.
inline bool is_allowed(const Finding& finding, FixSafety most) {
  return finding.fix && !finding.suppressed &&
         (finding.fix->safety == FixSafety::Safe || most == FixSafety::Unsafe);
}

}  // namespace credlint
