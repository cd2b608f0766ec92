// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <set>

#include "scanner/core/unicode.h"
#include "scanner/report/report.h"

namespace credlint {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

struct Counts {
  std::array<std::size_t, 3> by_severity{};
  std::size_t suppressed = 0;
  std::size_t in_baseline = 0;
  std::set<FileId> files;
};

Counts count(const std::vector<Finding>& findings) {
  Counts counts;
  for (const Finding& finding : findings) {
    if (finding.suppressed) {
      const bool external = finding.suppression_reason.starts_with("baseline");
      ++(external ? counts.in_baseline : counts.suppressed);
      continue;
    }
    ++counts.by_severity[static_cast<std::size_t>(finding.severity)];
    counts.files.insert(finding.at.file);
  }
  return counts;
}

std::string found(const Counts& counts) {
  std::string text;
  for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
    const std::size_t number = counts.by_severity[static_cast<std::size_t>(severity)];
    if (number == 0) continue;
    if (!text.empty()) text += ", ";
    text += counted(number, to_string(severity));
  }
  return text.empty() ? "no findings" : text + " in " + counted(counts.files.size(), "file");
}

}  // namespace

std::string render_summary(const ReportInput& input) {
  const Counts counts = count(input.findings);
  std::string text =
      fmt::format("{} ({} read", found(counts), counted(input.summary.files_read, "file"));
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
