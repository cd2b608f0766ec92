// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "scanner/core/location.h"
#include "scanner/engine/file_scanner.h"
#include "scanner/engine/pipeline.h"
#include "scanner/input/line_diff.h"

namespace credlint {

/// How the facts of a tree changed. Ids are those of one ParseRun.
struct Change {
  /// A file that is not as it was, or is gone.
  struct File {
    std::optional<FileId> before;
    std::optional<FileId> after;
    std::vector<LineRange> added;  ///< lines of `after`
  };
  std::vector<File> files;
  std::vector<FileId> unchanged;

  [[nodiscard]] std::vector<FileId> before() const;
  [[nodiscard]] std::vector<FileId> after() const;
};

/// All lines of a file.
inline const std::vector<LineRange> kWholeFile = {{1, UINT32_MAX}};

/// Of the findings in the tree after a change, those that the change brings: on added lines, and
/// elsewhere where they were not before. The latter name what they come from as a related place.
std::vector<Finding> brought_by(const Change& change, std::vector<Finding> findings,
                                const std::vector<ParsedFile>& files, const Catalog& catalog,
                                const RunOptions& options);

}  // namespace credlint
