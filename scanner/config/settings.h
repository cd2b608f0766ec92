// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/core/finding.h"
#include "scanner/core/limits.h"
#include "scanner/core/result.h"

namespace credlint {

/// Rules that are expected in some files, from [per-file-ignores]: reported as suppressed.
struct PerFileIgnore {
  std::string glob;                ///< gitignore syntax, relative to the configuration file
  std::vector<std::string> rules;  ///< ids, families or "all"
};

/// What credlint.toml says, and flags on top of it.
struct Settings {
  std::vector<std::string> select;  ///< ids or families; empty = all
  std::vector<std::string> ignore;
  std::vector<std::string> exclude;  ///< gitignore syntax, relative to the configuration file
  std::vector<PerFileIgnore> per_file_ignores;
  Severity fail_on = Severity::Warning;
  Confidence min_confidence = Confidence::Medium;
  bool respect_gitignore = true;
  bool foreign_ignores = false;  ///< comments of other tools count, too
  std::uint64_t max_file_bytes = limits::kMaxFileBytes;
  std::string rulesets;     ///< folder that replaces the built-in rulesets; empty = built in
  std::string baseline;     ///< file of accepted findings; empty: the nearest upward
  std::string config_path;  ///< where they come from; empty without a file

  /// Whether findings of that rule are wanted.
  [[nodiscard]] bool selects(std::string_view rule, std::string_view family) const;
};

/// Reads credlint.toml. `rule_names` are the ids and families that may be named. The error names
/// file:line:column and the nearest right word.
Result<Settings> parse_settings(std::string_view text, const std::string& path,
                                std::span<const std::string> rule_names);

/// The nearest credlint.toml or .credlint.toml in `folder` or above it; empty when there is none.
std::string find_settings_file(const std::string& folder);
/// The other of the two names, where it stands beside the file that was found; empty else.
std::string shadowed_settings_file(const std::string& path);

/// Checks ids and families given as flags. The error suggests the nearest.
Status check_rule_names(std::span<const std::string> names, std::span<const std::string> rule_names,
                        std::string_view flag);

}  // namespace credlint
