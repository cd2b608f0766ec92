// SPDX-License-Identifier: MIT
// The stages of a run, in order: find → read → prefilter → detect format → parse (in parallel, by
// file) → freeze facts → rules → suppress → sort.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
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
#include "scanner/input/read_files.h"
#include "scanner/match/prefilter.h"

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

struct RunOptions {
  std::vector<std::string> paths;
  std::vector<InMemoryFile> in_memory;
  /// Read as facts of a file "environment".
  std::vector<EnvironmentVariable> environment;
  ReadOptions read;
  Engine engine = Engine::Auto;
  TimePoint now;
  Settings settings;
  /// Compute FileRecord::excerpts' line_hash, which only SARIF needs.
  bool line_hashes = false;
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

/// Runs all rules over the facts, lets the most specific one speak, applies selection and
/// suppressions. Sorted by (path, offset, rule).
std::vector<Finding> judge(const Catalog& catalog, const FactStore& facts,
                           const RunOptions& options);

}  // namespace credlint
