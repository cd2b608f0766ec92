// SPDX-License-Identifier: MIT
// The stages of a run, in order: find → read → prefilter → detect format → parse (in parallel, by
// file) → freeze facts → rules → suppress → sort → baseline.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parsers/parser.h"
#include "scanner/config/settings.h"
#include "scanner/core/catalog.h"
#include "scanner/core/diagnostic.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"
#include "scanner/core/result.h"
#include "scanner/core/rule.h"
#include "scanner/engine/preparation.h"
#include "scanner/input/read_files.h"
#include "scanner/match/prefilter.h"
#include "scanner/suppress/baseline.h"

namespace credlint {

/// Content that does not come from a walk: standard input, files that the caller has read.
struct InMemoryFile {
  std::string path;
  std::string bytes;
  std::string read_as = {};  ///< path whose name tells the format; empty: `path`
};

/// A variable of a process's environment.
struct EnvironmentVariable {
  std::string name;
  std::string value;
};

/// What of a git repository is checked instead of files on disk.
struct GitTask {
  enum class What : std::uint8_t {
    Staged,   ///< what the index holds for the next commit
    Diff,     ///< lines that are new since `revision`
    History,  ///< what the commits of `revision` brought in; empty: all commits
  };
  What what = What::Staged;
  std::string revision;
};

struct RunOptions {
  /// Files and folders; with `git`, all of the repository where there are none.
  std::vector<std::string> paths;
  std::optional<GitTask> git;
  /// Read the rest of the work tree, too, where what is named may depend on it.
  bool context = false;
  std::vector<InMemoryFile> in_memory;
  /// Contents that count instead of those on disk, by path: what an editor holds, what fixes make.
  std::map<std::string, std::string, std::less<>> overlay = {};
  /// Read as facts of a file "environment".
  std::vector<EnvironmentVariable> environment;
  ReadOptions read;
  Engine engine = Engine::Auto;
  /// Of the same catalog and engine, where an earlier run has made it; null: made anew.
  std::shared_ptr<const Preparation> preparation = nullptr;
  TimePoint now;
  Settings settings;
  /// Give values that stand in other files to those that use them; false for a part of a tree that
  /// is merged with others.
  bool linked = true;
  /// Keep what find_all() says, for a report that is merged with others.
  bool keep_unsettled = false;
  std::optional<Baseline> baseline;  ///< findings that were accepted
  /// Compute FileRecord::excerpts' line_hash, which only SARIF needs.
  bool line_hashes = false;
  /// Keep an excerpt of every line of a file that is parsed, for a diff.
  bool every_line = false;
};

/// What parsers saw, before any rule.
struct ScanResult {
  std::unique_ptr<FactStore> facts;
  std::vector<Diagnostic> diagnostics;  ///< sorted
  ReadSummary summary;
  std::size_t parsed_files = 0;
  CodeCost code_cost;
};

/// Finds, reads and parses. Error when nothing that was asked for exists.
Result<ScanResult> scan(const Catalog& catalog, const RunOptions& options);

/// What all rules say of the facts, in rule order.
std::vector<Finding> find_all(const Catalog& catalog, const FactStore& facts, TimePoint now);
/// Lets the most specific of such findings speak, applies selection and suppressions. Sorted by
/// (path, offset, rule).
std::vector<Finding> settle(std::vector<Finding> findings, const Catalog& catalog,
                            const FactStore& facts, const RunOptions& options);
/// find_all() and settle().
std::vector<Finding> judge(const Catalog& catalog, const FactStore& facts,
                           const RunOptions& options);
/// The same with some of the rules, and without a word about comments that ignore nothing.
std::vector<Finding> judge_by(std::span<const Rule> rules, const Catalog& catalog,
                              const FactStore& facts, const RunOptions& options);

/// All that a report is made from.
struct CheckResult {
  ScanResult scanned;
  std::vector<Finding> findings;
  std::vector<Finding> unsettled;  ///< what find_all() said, where RunOptions asks for it
};

/// scan() and judge(), or what options.git asks for. Error when nothing that was asked for exists.
Result<CheckResult> check(const Catalog& catalog, const RunOptions& options);

}  // namespace credlint
