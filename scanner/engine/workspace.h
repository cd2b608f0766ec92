// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/engine/parse_run.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// The files of a tree, parsed once, and those among them that change while somebody edits them.
/// Each is judged beside the others, as far as they fit into a bound.
class Workspace {
 public:
  /// Reads options.paths; where nothing is there, the workspace is empty.
  static Result<std::unique_ptr<Workspace>> open(const Catalog& catalog, RunOptions options);

  /// Takes a text for the content of the file, be it on disk or not.
  void set(const std::string& path, std::string_view text);
  /// Forgets a file; it may be set again.
  void forget(const std::string& path);

  /// What is found in one file.
  struct Judged {
    std::unique_ptr<FactStore> facts;
    std::vector<Finding> findings;  ///< of that file alone, suppressed ones included
    FileId file = 0;
    bool known = false;  ///< false where the file holds nothing of interest
  };
  /// `now` judges expiry.
  [[nodiscard]] Judged judge(const std::string& path, TimePoint now);

 private:
  Workspace(const Catalog& catalog, RunOptions options)
      : catalog_(catalog), options_(std::move(options)) {}
  Status read();
  [[nodiscard]] std::vector<FileId> context_of(FileId file) const;

  const Catalog& catalog_;
  RunOptions options_;
  std::unique_ptr<ParseRun> run_;
  std::map<std::string, FileId, std::less<>> ids_;
};

}  // namespace credlint
