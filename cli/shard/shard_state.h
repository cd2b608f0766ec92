// SPDX-License-Identifier: MIT
// What a run over one shard of a tree leaves for `credlint merge`: facts without credentials, and
// what the rules said, so that what crosses shards can be judged once all are there.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/diagnostic.h"
#include "scanner/core/facts.h"
#include "scanner/core/file_record.h"
#include "scanner/core/finding.h"
#include "scanner/core/result.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// Which part of a tree a run reads: shard `number` of `count`, from 1.
struct Shard {
  std::uint32_t number = 1;
  std::uint32_t count = 1;

  /// Whether a file belongs to it: by its path as shown alone, so every machine says the same.
  [[nodiscard]] bool holds(std::string_view path) const;
};

/// Reads "2/4"; or "auto", or "auto/4", where the environment of a CI or batch system tells which
/// of its parallel jobs this is.
Result<Shard> parse_shard(std::string_view text);

/// The state of one shard, as read from a report.
struct ShardState {
  Shard shard;
  std::string version;
  TimePoint now;
  ReadSummary summary;
  std::vector<Diagnostic> diagnostics;
  FileId first_file = 0;  ///< number of its first file among those of all shards
  std::vector<FileRecord> files;
  FileFacts facts;                ///< with stand-ins for credentials
  std::vector<Finding> findings;  ///< of all rules, before any is dropped
};

/// JSON for a report; no credential is in it.
std::string shard_state_json(const Shard& shard, const ScanResult& scanned,
                             const std::vector<Finding>& raw, TimePoint now);
/// Finds the state in a SARIF or JSONL report; its files get the numbers from `first_file` on.
/// `path` is for the error: it is no report of a shard, or that of another version.
Result<ShardState> read_shard_state(std::string_view report, const std::string& path,
                                    FileId first_file);

/// Joins shards, whose files are numbered one after the other, to what a run over all their files
/// would have said.
Result<CheckResult> join_shards(std::vector<ShardState> shards, const Catalog& catalog,
                                const RunOptions& options);

}  // namespace credlint
