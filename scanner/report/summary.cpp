// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "scanner/core/unicode.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"

namespace credlint {
namespace {

/// In how many files there are findings that are not suppressed.
std::size_t files_with_findings(const std::vector<Finding>& findings) {
  std::set<FileId> files;
  for (const std::size_t i : open_findings(findings)) files.insert(findings[i].at.file);
  return files.size();
}

}  // namespace

std::string render_summary(const ReportInput& input) {
  const FindingCounts counts = count_findings(input.findings);
  const bool nothing = input.summary.files_read == 0 && input.findings.empty();
  std::string text = nothing ? "nothing was checked" : counts_in_words(counts);
  const std::size_t files = files_with_findings(input.findings);
  if (files > 0) text += " in " + counted(files, "file");
  text += fmt::format(" ({} read", counted(input.summary.files_read, "file"));
  if (counts.in_baseline > 0) text += fmt::format("; {} in the baseline", counts.in_baseline);
  if (counts.suppressed > 0) text += fmt::format("; {} suppressed", counts.suppressed);
  std::string_view separator = "; skipped: ";
  for (const auto& [reason, number] : input.summary.skipped) {
    if (number == 0) continue;
    text += fmt::format("{}{} {}", separator, number, printable(reason));
    separator = ", ";
  }
  return text + ")";
}

}  // namespace credlint
