// SPDX-License-Identifier: MIT
#include "scanner/report/selection.h"

#include <fmt/format.h>

#include <algorithm>

namespace credlint {

std::vector<std::size_t> open_findings(const std::vector<Finding>& findings) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (!findings[i].suppressed) open.push_back(i);
  return open;
}

std::vector<std::size_t> gravest_first(const std::vector<Finding>& findings) {
  std::vector<std::size_t> open = open_findings(findings);
  std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
    return findings[a].severity > findings[b].severity;
  });
  return open;
}

FindingCounts count_findings(const std::vector<Finding>& findings) {
  FindingCounts counts;
  for (const Finding& finding : findings) {
    if (finding.suppressed) {
      const bool external = finding.suppression_reason.starts_with("baseline");
      ++(external ? counts.in_baseline : counts.suppressed);
    } else {
      ++counts.by_severity[static_cast<std::size_t>(finding.severity)];
    }
  }
  return counts;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string counts_in_words(const FindingCounts& counts) {
  std::string text;
  for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
    if (counts.of(severity) == 0) continue;
    if (!text.empty()) text += ", ";
    text += counted(counts.of(severity), to_string(severity));
  }
  return text.empty() ? "no findings" : text;
}

}  // namespace credlint
