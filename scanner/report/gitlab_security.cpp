// SPDX-License-Identifier: MIT
// Security reports of GitLab: all findings as of static analysis, or the exposed credentials alone
// as of secret detection. Source:
// https://gitlab.com/gitlab-org/security-products/security-report-schemas, version 15.0.7:
// src/security-report-format.json, src/sast-report-format.json,
// src/secret-detection-report-format.json
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/core/utc.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/fingerprint.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchemaVersion = "15.0.7";
/// In bytes, below what the schema allows in characters.
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxSolution = 7000;
/// Stands for "the commit that is checked", as GitLab's own analyzer writes it.
constexpr std::string_view kThisCommit = "0000000";

enum class Scan : std::uint8_t { Sast, SecretDetection };

std::string_view type_of(Scan scan) { return scan == Scan::Sast ? "sast" : "secret_detection"; }
std::string_view schema_of(Scan scan) { return scan == Scan::Sast ? "sast" : "secret-detection"; }

std::string_view security_severity_of(const Finding& finding, const Rule* rule) {
  switch (finding.severity) {
    case Severity::Error:
      return is_exposure(rule) ? "Critical" : "High";
    case Severity::Warning:
      return is_exposure(rule) ? "High" : "Medium";
    case Severity::Note:
      return "Info";
  }
  return "High";
}

/// At most so many bytes, without half a character.
std::string cut(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

/// 32 hexadecimal digits in the shape of a UUID.
std::string uuid(const std::string& digits) {
  return fmt::format("{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                     digits.substr(12, 4), digits.substr(16, 4), digits.substr(20));
}

class SecurityReport {
 public:
  SecurityReport(const ReportInput& input, Scan scan)
      : input_(input), scan_(scan), lookup_(input) {}

  Json report() const {
    return {{"version", kSchemaVersion},
            {"schema", fmt::format("https://gitlab.com/gitlab-org/security-products/"
                                   "security-report-schemas/-/raw/v{}/dist/{}-report-format.json",
                                   kSchemaVersion, schema_of(scan_))},
            {"scan", scan()},
            {"vulnerabilities", vulnerabilities()}};
  }

 private:
  Json tool() const {
    Json object = {{"id", "credlint"},
                   {"name", "credlint"},
                   {"version", input_.version},
                   {"vendor", {{"name", "credlint"}}}};
    if (!input_.homepage.empty()) object["url"] = input_.homepage;
    return object;
  }

  /// The run is judged at one time, so that is its start and its end.
  Json scan() const {
    // The schema's times have no zone; they are in UTC.
    std::string time = utc_text(input_.time.time_since_epoch().count());
    time.pop_back();
    Json messages = Json::array();
    for (const Diagnostic& diagnostic : input_.diagnostics) {
      const std::string path = shown_path(diagnostic.path);
      const std::string text = sentence(mask_unrecognised(diagnostic.message));
      messages.push_back(
          {{"level", "warn"},
           {"value", "Not checked: " + (path.empty() ? text : fmt::format("{}: {}", path, text))}});
    }
    return {{"analyzer", tool()},
            {"scanner", tool()},
            {"type", type_of(scan_)},
            {"start_time", time},
            {"end_time", time},
            {"status", input_.success ? "success" : "failure"},
            {"messages", std::move(messages)}};
  }

  Json vulnerabilities() const {
    const std::vector<std::string> fingerprints = finding_fingerprints(input_);
    Json objects = Json::array();
    for (const std::size_t i : open_findings(input_.findings)) {
      const Finding& finding = input_.findings[i];
      const Rule* rule = lookup_.rule(finding.rule);
      if (scan_ == Scan::SecretDetection && !is_exposure(rule)) continue;
      objects.push_back(vulnerability(finding, rule, fingerprints[i]));
    }
    return objects;
  }

  Json vulnerability(const Finding& finding, const Rule* rule,
                     const std::string& fingerprint) const {
    const std::string name = rule == nullptr ? finding.rule : printable(rule->info.summary);
    Json object = {{"id", uuid(fingerprint)},
                   {"name", cut(name, kMaxName)},
                   {"description", sentence(mask_unrecognised(finding.message))},
                   {"severity", security_severity_of(finding, rule)}};
    if (!finding.help.empty()) object["solution"] = cut(help_sentence(finding), kMaxSolution);
    object["identifiers"] = identifiers(finding, rule);
    object["location"] = location(finding);
    return object;
  }

  Json identifiers(const Finding& finding, const Rule* rule) const {
    Json own = {{"type", "credlint_rule_id"},
                {"name", "credlint " + finding.rule},
                {"value", finding.rule}};
    const std::string url = rule == nullptr ? std::string() : lookup_.page_url(*rule);
    if (!url.empty()) own["url"] = url;
    Json list = Json::array({std::move(own)});
    if (is_exposure(rule))
      list.push_back({{"type", "cwe"},
                      {"name", "CWE-798"},
                      {"value", "798"},
                      {"url", "https://cwe.mitre.org/data/definitions/798.html"}});
    return list;
  }

  Json location(const Finding& finding) const {
    std::string_view path = lookup_.path(finding.at);
    while (path.starts_with("./")) path.remove_prefix(2);
    Json object = {{"file", shown_path(path)},
                   {"start_line", std::max(finding.at.line, 1U)},
                   {"end_line", std::max(finding.at.end_line, 1U)}};
    if (scan_ == Scan::SecretDetection) object["commit"] = commit(finding);
    return object;
  }

  static Json commit(const Finding& finding) {
    if (!finding.introduced) return {{"sha", kThisCommit}};
    return {{"sha", printable(finding.introduced->commit)},
            {"date", printable(finding.introduced->date)}};
  }

  const ReportInput& input_;
  Scan scan_;
  RunLookup lookup_;
};

std::string text_of(const ReportInput& input, Scan scan) {
  return SecurityReport(input, scan).report().dump(2, ' ', false, Json::error_handler_t::replace) +
         '\n';
}

}  // namespace

std::string render_gitlab_sast(const ReportInput& input) { return text_of(input, Scan::Sast); }

std::string render_gitlab_secret_detection(const ReportInput& input) {
  return text_of(input, Scan::SecretDetection);
}

}  // namespace credlint
