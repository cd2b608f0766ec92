// SPDX-License-Identifier: MIT
// Findings that were accepted: a text file of keyed fingerprints that nobody can turn back into
// what they stand for, and that merges as text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"
#include "scanner/core/result.h"

namespace credlint {

/// Where a baseline is looked for.
inline constexpr std::string_view kBaselineName = ".credlint-baseline";

/// One finding that was accepted.
struct BaselineEntry {
  std::string fingerprint;  ///< 32 hex digits
  std::string rule;
  std::string path;  ///< relative to the baseline's folder; masked where it gave away a credential
  auto operator<=>(const BaselineEntry&) const = default;
};

struct Baseline {
  std::string shown;                   ///< its path as reports say it
  std::string folder;                  ///< the real path of its folder: entries are relative to it
  std::string salt;                    ///< 32 hex digits, the key of all fingerprints
  std::vector<BaselineEntry> entries;  ///< sorted, each once
};

/// Reads the text of a baseline: entries in any order, repeated ones once, so that what git merges
/// stays readable. The error names path:line.
Result<Baseline> parse_baseline(std::string_view text, const std::string& shown,
                                const std::string& folder);

/// The text of a baseline: same entries, same bytes.
std::string render_baseline(const Baseline& baseline);

/// For each finding the entry that stands for it: made from the rule, the path, the whole line as
/// it is (so a new credential on it is another finding) and how often these came before in the
/// file. Line numbers play no part. `findings` are sorted and complete for their files.
std::vector<BaselineEntry> baseline_entries(const Baseline& baseline,
                                            std::span<const Finding> findings,
                                            const FactStore& facts);

/// Marks the findings that the baseline holds as suppressed.
void apply_baseline(const Baseline& baseline, std::vector<Finding>& findings,
                    const FactStore& facts);

/// Whether a finding is suppressed because a baseline holds it.
bool is_baselined(const Finding& finding);

/// A path as entries have it: relative to `folder`, a real path.
std::string path_below(const std::string& folder, const std::string& path);

}  // namespace credlint
