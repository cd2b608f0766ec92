// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/core/fact_store.h"
#include "scanner/core/result.h"
#include "scanner/engine/file_scanner.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// The parsing half of a run: from sources of files to parsed files, in parallel. FileIds are given
/// in order of arrival; nothing is ordered by them.
class ParseRun {
 public:
  static Result<std::unique_ptr<ParseRun>> start(const Catalog& catalog, const RunOptions& options);
  /// With what has been made ready already.
  static std::unique_ptr<ParseRun> start(std::shared_ptr<const Preparation> ready,
                                         const RunOptions& options);

  /// Where files come from: calls the visitor with each of them.
  using Source = std::function<Result<ReadSummary>(const ReadOptions&, const Visit&)>;
  /// What becomes of a file once it was looked at: its id where it was parsed, else nothing.
  using Then = std::function<void(const InputFile&, std::optional<FileId>)>;

  /// Whether a file is to be looked at at all.
  using Wanted = std::function<bool(const InputFile&)>;

  /// Reads and parses all files of a source. May be called for several sources, one after the
  /// other; what they say of their reading is summed up.
  Status read(const Source& source, const Then& then = {}, const Wanted& wanted = {});
  /// Parses one file that is at hand, for one worker at a time; nothing where it holds nothing of
  /// interest.
  std::optional<FileId> parse(const InputFile& file, std::string_view read_as);
  /// Parses another content of a file that is there; what it held is forgotten, what is known of it
  /// beside its content stays. One call at a time, after read().
  void parse_again(FileId id, const InputFile& file);
  /// Whether a piece of text may hold a credential, whatever file it is from.
  bool may_expose(std::string_view text, unsigned worker);
  /// Adds a file that was parsed elsewhere. `make` is given its id.
  FileId add(const std::function<ParsedFile(FileId)>& make);

  /// What parsing a file yielded. Valid once read() is over.
  [[nodiscard]] std::vector<ParsedFile>& files() { return files_; }
  [[nodiscard]] const std::vector<ParsedFile>& files() const { return files_; }
  [[nodiscard]] ReadSummary& summary() { return summary_; }
  /// What reading source code has cost in this run (and in others at the same time that share its
  /// preparation).
  [[nodiscard]] CodeCost code_cost() const;
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  [[nodiscard]] const RunOptions& options() const { return options_; }

 private:
  ParsedFile parse_guarded(FileId id, const InputFile& file, std::string_view read_as,
                           FileScanner::Worker& worker) const;
  ParseRun(std::shared_ptr<const Preparation> ready, const RunOptions& options);
  FileId reserve();
  /// The file with what counts instead of its content on disk.
  [[nodiscard]] InputFile overlaid(InputFile file) const;

  const Catalog& catalog_;
  const RunOptions& options_;
  const FileScanner scanner_;
  const CodeCost cost_before_;  ///< of earlier runs
  std::vector<FileScanner::Worker> workers_;
  std::mutex mutex_;
  std::vector<ParsedFile> files_;
  ReadSummary summary_;
};

/// Whether rules may judge a file's facts together with those of other files.
bool meets_others(const ParsedFile& file);

/// Freezes the facts of all files that were parsed; nothing is left in the run.
ScanResult freeze(ParseRun& run);
/// Freezes copies of the facts of some files. Records of the others are empty, so that every store
/// made of one run numbers files alike.
std::unique_ptr<FactStore> freeze_some(const Catalog& catalog, const std::vector<ParsedFile>& files,
                                       const std::vector<FileId>& wanted);
/// The rest of a result, where `facts` are at hand: what reading and parsing said and cost.
ScanResult result_of(ParseRun& run, std::unique_ptr<FactStore> facts);

}  // namespace credlint
