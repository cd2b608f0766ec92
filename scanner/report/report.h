// SPDX-License-Identifier: MIT
// What a run has to say, and the formats it can be said in. A new format is one .cpp with its
// render function, declared here, and one row in formats.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/core/diagnostic.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"
#include "scanner/core/rule.h"

namespace credlint {

/// How much was looked at.
struct Summary {
  std::size_t files_read = 0;
  std::size_t files_with_facts = 0;
  std::uint64_t bytes = 0;
  /// Files not read, by reason in words ("binary", "too large"), in the order in which to say them.
  std::vector<std::pair<std::string, std::size_t>> skipped;
};

/// All that a report is made from; everything referred to must outlive it.
struct ReportInput {
  const std::vector<Finding>&
      findings;  ///< sorted by (path, offset, rule id), suppressed ones included
  const std::vector<Diagnostic>& diagnostics;
  const FactStore& facts;       ///< for the files' paths and excerpts
  std::span<const Rule> rules;  ///< all rules, or those that ran
  std::string_view version;
  const Summary& summary;
  bool success = true;  ///< false when the run did not do all that was asked for
  int exit_code = 0;
  /// Address of the repository, without a slash at its end; empty: no links to it.
  std::string_view homepage = {};
  /// When the run took place, as it judged expiry.
  std::chrono::sys_seconds time = {};
  /// Where this is the report of a shard: JSON for `credlint merge`, on one line; else empty. SARIF
  /// and JSONL hold it.
  std::string_view shard = {};
};

struct TextStyle {
  bool color = false;
  /// Makes rule ids clickable (OSC 8), where ReportInput::homepage is set.
  bool hyperlinks = false;
};

/// For people: one block per finding that is not suppressed, then what could not be checked. Empty
/// when there is nothing to say.
std::string render_text(const ReportInput& input, const TextStyle& style);

/// SARIF 2.1.0, as code scanning takes it. A suppression whose reason begins with "baseline" is
/// external, any other is in the source.
std::string render_sarif(const ReportInput& input);

/// One document with everything, suppressed findings included; cli/schemas/report.schema.json.
std::string render_json(const ReportInput& input);
/// The same as one object a line: findings, diagnostics, a summary.
std::string render_jsonl(const ReportInput& input);

/// Workflow commands that GitHub turns into annotations.
std::string render_github(const ReportInput& input);
/// A job summary, within what GitHub takes.
std::string render_markdown(const ReportInput& input);

/// A page for people, complete in itself.
std::string render_html(const ReportInput& input);

/// Code Quality of GitLab.
std::string render_gitlab(const ReportInput& input);
/// Security reports of GitLab: all findings; exposed credentials alone.
std::string render_gitlab_sast(const ReportInput& input);
std::string render_gitlab_secret_detection(const ReportInput& input);

/// A suite for each file with findings, a failed test for each finding.
std::string render_junit(const ReportInput& input);
/// The Diagnostic Format of reviewdog.
std::string render_rdjson(const ReportInput& input);

/// The line for stderr, without a line end: "3 errors, 1 warning in 2 files (120 files read;
/// skipped: 3 binary)".
std::string render_summary(const ReportInput& input);

/// A format that --format and --report know.
struct ReportFormat {
  std::string_view name;
  std::string (*render)(const ReportInput&, const TextStyle&);
};

/// The format of that name, or nullptr.
const ReportFormat* report_format(std::string_view name);
/// All names, in the order in which to list them.
std::vector<std::string_view> report_format_names();

}  // namespace credlint
