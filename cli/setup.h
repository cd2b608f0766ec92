// SPDX-License-Identifier: MIT
// From flags and configuration file to what the pipeline needs: common to all commands that read
// files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "scanner/config/ruleset.h"
#include "scanner/core/catalog.h"
#include "scanner/core/result.h"
#include "scanner/engine/pipeline.h"
#include "scanner/report/report.h"

namespace credlint {

/// A run that is ready to start.
struct Setup {
  RunOptions options;
  std::optional<Ruleset> ruleset;       ///< where it is not the built-in one
  std::vector<Diagnostic> diagnostics;  ///< of standard input
  /// What is worth a line on standard error and changes nothing: a conventional place, such as
  /// ~/.aws, that was named beside others and is not there.
  std::vector<std::string> remarks;

  [[nodiscard]] const Catalog& catalog() const;
};

/// Reads the configuration, the list of files and standard input.
Result<Setup> prepare(const ScanFlags& flags);

/// All bytes of a file or pipe; an error, which names the path, beyond `limit` bytes.
Result<std::string> read_whole_file(const std::string& path, std::uint64_t limit);

/// scan() and check(), with what went wrong before them among the diagnostics.
Result<ScanResult> scan(const Setup& setup);
Result<CheckResult> check(const Setup& setup);

/// What a report says about how much was read.
Summary summary_of(const ScanResult& result);

/// Ids and families of all rules.
std::vector<std::string> rule_names();

/// A glob in gitignore syntax that is meant relative to the folder `below`, as it must read one or
/// more folders further up. `below` is relative: "sub/folder"; empty changes nothing.
std::string rebase_glob(const std::string& glob, const std::string& below);

}  // namespace credlint
