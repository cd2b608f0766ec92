// SPDX-License-Identifier: MIT
// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "scanner/core/digest.h"
#include "scanner/core/excerpt.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/fingerprint.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFingerprintDigits = 32;

std::string_view severity_of(const Finding& finding, const Rule* rule) {
  switch (finding.severity) {
    case Severity::Error:
      return is_exposure(rule) ? "blocker" : "critical";
    case Severity::Warning:
      return is_exposure(rule) ? "major" : "minor";
    case Severity::Note:
      return "info";
  }
  return "critical";
}

/// GitLab finds a file only without "./", and drops reports of which an entry has no line.
Json location(std::string_view path, std::uint32_t line) {
  while (path.starts_with("./")) path.remove_prefix(2);
  const std::string shown = shown_path(path);
  return {{"path", shown.empty() ? "." : shown}, {"lines", {{"begin", std::max(line, 1U)}}}};
}

/// Tells equal diagnostics apart by their number.
class DiagnosticFingerprints {
 public:
  std::string next(const Diagnostic& diagnostic) {
    const std::string identity = fmt::format("not-checked\n{}\n{}\n{}", diagnostic.path,
                                             diagnostic.line, diagnostic.message);
    const std::string numbered = fmt::format("{}\n{}", identity, seen_[identity]++);
    return sha256_hex(numbered).substr(0, kFingerprintDigits);
  }

 private:
  std::map<std::string, std::size_t> seen_;
};

Json entry(const Diagnostic& diagnostic, const std::string& fingerprint) {
  return {{"description", "Not checked: " + sentence(mask_unrecognised(diagnostic.message))},
          {"check_name", "not-checked"},
          {"fingerprint", fingerprint},
          {"severity", "info"},
          {"location", location(diagnostic.path, diagnostic.line)}};
}

}  // namespace

std::string render_gitlab(const ReportInput& input) {
  const RunLookup lookup(input);
  const std::vector<std::string> fingerprints = finding_fingerprints(input);
  Json report = Json::array();
  for (const std::size_t i : open_findings(input.findings)) {
    const Finding& finding = input.findings[i];
    report.push_back({{"description", message_and_help(finding)},
                      {"check_name", finding.rule},
                      {"fingerprint", fingerprints[i]},
                      {"severity", severity_of(finding, lookup.rule(finding.rule))},
                      {"location", location(lookup.path(finding.at), finding.at.line)}});
  }
  DiagnosticFingerprints of_diagnostics;
  for (const Diagnostic& diagnostic : input.diagnostics)
    report.push_back(entry(diagnostic, of_diagnostics.next(diagnostic)));
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace credlint
