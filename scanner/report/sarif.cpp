// SPDX-License-Identifier: MIT
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html and, for what code
// scanning makes of it,
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "scanner/core/excerpt.h"
#include "scanner/core/limits.h"
#include "scanner/core/unicode.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/fingerprint.h"
#include "scanner/report/json_objects.h"
#include "scanner/report/lookup.h"
#include "scanner/report/report.h"
#include "scanner/report/rule_page.h"
#include "scanner/report/uri.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kSourceRoot[] = "%SRCROOT%";
/// Base of files outside, named by absolute paths. Code scanning refuses logs that mix URI schemes,
/// so they are relative references too.
constexpr char kFileSystemRoot[] = "%FSROOT%";
/// Longest description that code scanning takes.
constexpr std::size_t kDescriptionCharacters = 1024;

Json text_object(std::string_view text) { return {{"text", text}}; }

/// Text in which nothing reads as an embedded link.
std::string without_links(std::string safe) {
  for (std::size_t at = safe.find("]("); at != std::string::npos; at = safe.find("](", at + 2))
    safe.insert(at + 1, " ");
  return safe;
}

/// Text of a message: safe to show too.
std::string message_text(std::string_view text) { return without_links(mask_unrecognised(text)); }

std::string link_text(std::string_view text) {
  std::string safe = message_text(text);
  std::replace(safe.begin(), safe.end(), '[', '(');
  std::replace(safe.begin(), safe.end(), ']', ')');
  while (!safe.empty() && safe.back() == '.') safe.pop_back();
  return safe;
}

/// "temp-key-without-token" → "TempKeyWithoutToken".
std::string pascal_case(std::string_view id) {
  std::string name;
  bool start = true;
  for (const char c : id) {
    const bool lower = c >= 'a' && c <= 'z';
    const bool other = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (lower || other) name += start && lower ? static_cast<char>(c - 'a' + 'A') : c;
    start = !(lower || other);
  }
  return name;
}

/// CVSS-like, as code scanning bands it: below 4 low, below 7 medium, below 9 high.
std::string_view security_severity(const Rule& rule) {
  switch (rule.info.severity) {
    case Severity::Error:
      return is_exposure(&rule) ? "8.5" : "5.5";
    case Severity::Warning:
      return is_exposure(&rule) ? "7.0" : "4.5";
    case Severity::Note:
      return is_exposure(&rule) ? "4.0" : "2.0";
  }
  return "5.5";
}

std::string_view problem_severity(Severity severity) {
  return severity == Severity::Note ? "recommendation" : to_string(severity);
}

Json rule_properties(const Rule& rule) {
  Json tags = {"security", "aws", "credentials"};
  tags.push_back(rule.family);
  if (is_exposure(&rule)) tags.push_back("external/cwe/cwe-798");
  Json properties = {{"tags", std::move(tags)},
                     {"precision", to_string(rule.info.confidence)},
                     {"problem.severity", problem_severity(rule.info.severity)},
                     {"security-severity", security_severity(rule)}};
  if (!rule.info.error.empty()) properties["awsError"] = rule.info.error;
  return properties;
}

Json rule_object(const Rule& rule, const RunLookup& lookup) {
  const std::string summary = sentence(printable(rule.info.summary));
  const std::string intro = page_introduction(rule.page, kDescriptionCharacters);
  const std::string page = page_text(rule.page);
  Json object = {{"id", rule.id},
                 {"name", pascal_case(rule.id)},
                 {"shortDescription", text_object(summary)},
                 {"fullDescription", text_object(intro.empty() ? summary : sentence(intro))},
                 {"help", text_object(page.empty() ? summary : page)}};
  if (!page.empty()) object["help"]["markdown"] = page;
  const std::string url = lookup.page_url(rule);
  if (!url.empty()) object["helpUri"] = url;
  object["defaultConfiguration"] = {{"level", to_string(rule.info.severity)}};
  object["properties"] = rule_properties(rule);
  return object;
}

/// For a finding whose rule is not in the table.
Json bare_rule_object(const Finding& finding) {
  const std::string name = pascal_case(finding.rule);
  return {{"id", finding.rule},
          {"name", name},
          {"shortDescription", text_object(name + ".")},
          {"fullDescription", text_object(name + ".")},
          {"help", text_object(name + ".")},
          {"defaultConfiguration", {{"level", to_string(finding.severity)}}}};
}

/// Column behind the last character of the line, in UTF-16 units; known only of whole lines.
std::optional<std::uint32_t> line_end_column(const Excerpt* excerpt) {
  if (excerpt == nullptr || excerpt->cut_before || excerpt->cut_after) return std::nullopt;
  std::uint32_t column = 1;
  for (std::size_t at = 0; at < excerpt->text.size();) {
    const DecodedCharacter character = decode_utf8(excerpt->text, at);
    column += character.code_point >= 0x10000 ? 2 : 1;
    at += character.length;
  }
  return column;
}

/// A place of several lines is cut to its first: code scanning shows an alert in a pull request
/// only when all its lines were changed. Without an end column a region ends with its line.
Json region(const Location& at, const Excerpt* excerpt) {
  if (at.line == 0) return {{"startLine", 1}, {"startColumn", 1}, {"endLine", 1}, {"endColumn", 1}};
  const std::uint32_t start = std::max(at.utf16_column, 1U);
  Json object = {{"startLine", at.line}, {"startColumn", start}, {"endLine", at.line}};
  std::optional<std::uint32_t> end = at.utf16_end_column;
  if (at.end_line > at.line) end = line_end_column(excerpt);
  if (end) object["endColumn"] = std::max(start, *end);
  return object;
}

Json artifact_location(std::string_view path) {
  return {{"uri", path_to_uri(mask_path(path))},
          {"uriBaseId", is_absolute_path(path) ? kFileSystemRoot : kSourceRoot}};
}

Json physical_location(const RunLookup& lookup, const Location& at) {
  const Excerpt* excerpt = lookup.excerpt(at);
  Json object = {{"artifactLocation", artifact_location(lookup.path(at))},
                 {"region", region(at, excerpt)}};
  if (excerpt != nullptr && line_end_column(excerpt))
    object["contextRegion"] = {{"startLine", at.line},
                               {"endLine", at.line},
                               {"snippet", text_object(printable(excerpt->text))}};
  return object;
}

Json related_locations(const RunLookup& lookup, const Finding& finding) {
  Json locations = Json::array();
  for (const Related& related : finding.related)
    locations.push_back({{"id", locations.size() + 1},
                         {"physicalLocation", physical_location(lookup, related.at)},
                         {"message", text_object(message_text(related.message))}});
  return locations;
}

/// A place that may be empty or reach over lines, unlike those of results.
Json exact_region(const Location& at) {
  return {{"startLine", at.line},
          {"startColumn", at.utf16_column},
          {"endLine", at.end_line},
          {"endColumn", at.utf16_end_column}};
}

/// The UTF-8 byte order mark, which no line and column can name.
constexpr int kMarkBytes = 3;

/// What changes in each file. That all lines shall end otherwise is nothing that SARIF could say.
std::map<std::string_view, Json> replacements_of(const RunLookup& lookup, const Finding& finding) {
  std::map<std::string_view, Json> files;
  if (finding.fix->whole == FileFix::NoByteOrderMark)
    files[lookup.path(finding.at)] =
        Json::array({{{"deletedRegion", {{"byteOffset", 0}, {"byteLength", kMarkBytes}}}}});
  for (const Edit& edit : finding.fix->edits) {
    Json& replacements = files.try_emplace(lookup.path(edit.at), Json::array()).first->second;
    replacements.push_back(
        {{"deletedRegion", exact_region(edit.at)}, {"insertedContent", text_object(edit.after)}});
  }
  return files;
}

/// Empty where there is no fix, or none that SARIF could say.
Json fix_objects(const RunLookup& lookup, const Finding& finding) {
  if (!finding.fix) return Json::array();
  Json changes = Json::array();
  for (auto& [path, replacements] : replacements_of(lookup, finding))
    changes.push_back(
        {{"artifactLocation", artifact_location(path)}, {"replacements", std::move(replacements)}});
  if (changes.empty()) return changes;
  return Json::array({{{"description", text_object(sentence(message_text(finding.fix->title)))},
                       {"artifactChanges", std::move(changes)}}});
}

/// The message, what to do, and links to the related places, which code scanning shows only when
/// they are linked.
std::string result_text(const Finding& finding) {
  std::string text = without_links(message_and_help(finding));
  for (std::size_t i = 0; i < finding.related.size(); ++i)
    text += fmt::format("{}[{}]({})", i == 0 ? " See: " : ", ",
                        link_text(finding.related[i].message), i + 1);
  return finding.related.empty() ? text : text + '.';
}

Json suppression(const Finding& finding) {
  const bool external = finding.suppression_reason.starts_with("baseline");
  Json object = {{"kind", external ? "external" : "inSource"}};
  if (!finding.suppression_reason.empty())
    object["justification"] = mask_unrecognised(finding.suppression_reason);
  return object;
}

/// Indices of the findings to keep, in order: where there are too many, the gravest, those that
/// are not suppressed first.
std::vector<std::size_t> kept_findings(const std::vector<Finding>& findings) {
  std::vector<std::size_t> kept(findings.size());
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = i;
  if (kept.size() <= limits::kMaxSarifResults) return kept;
  std::stable_sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) {
    if (findings[a].suppressed != findings[b].suppressed) return findings[b].suppressed;
    return findings[a].severity > findings[b].severity;
  });
  kept.resize(limits::kMaxSarifResults);
  std::sort(kept.begin(), kept.end());
  return kept;
}

class SarifReport {
 public:
  explicit SarifReport(const ReportInput& input)
      : input_(input), lookup_(input), kept_(kept_findings(input.findings)) {}

  Json log() {
    index_rules();
    Json run = {{"tool", {{"driver", driver()}}},
                {"automationDetails", {{"id", "credlint/"}}},
                {"invocations", Json::array({invocation()})},
                {"originalUriBaseIds", uri_bases()},
                {"columnKind", "utf16CodeUnits"},
                {"results", results()}};
    if (!input_.shard.empty())
      run["properties"] = {{"credlint.shard", Json::parse(input_.shard, nullptr, false)}};
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", Json::array({std::move(run)})}};
  }

 private:
  /// Only rules with results are listed, in the order of their ids.
  void index_rules() {
    for (const std::size_t i : kept_) rule_index_.emplace(input_.findings[i].rule, 0);
    std::size_t next = 0;
    for (auto& [id, index] : rule_index_) index = next++;
  }

  Json rules() {
    Json objects = Json::array();
    for (std::size_t i = 0; i < rule_index_.size(); ++i) objects.push_back(nullptr);
    for (const std::size_t i : kept_) {
      const Finding& finding = input_.findings[i];
      Json& object = objects[rule_index_.at(finding.rule)];
      if (!object.is_null()) continue;
      const Rule* rule = lookup_.rule(finding.rule);
      object = rule == nullptr ? bare_rule_object(finding) : rule_object(*rule, lookup_);
    }
    return objects;
  }

  Json driver() {
    Json object = {
        {"name", "credlint"}, {"version", input_.version}, {"semanticVersion", input_.version}};
    if (!input_.homepage.empty()) object["informationUri"] = input_.homepage;
    object["rules"] = rules();
    object["notifications"] = Json::array(
        {notification_kind("not-checked", "Something that was asked for could not be checked."),
         notification_kind("results-cut", "There are more results than a report may hold.")});
    return object;
  }

  static Json notification_kind(std::string_view id, std::string_view text) {
    return {{"id", id},
            {"name", pascal_case(id)},
            {"shortDescription", text_object(text)},
            {"fullDescription", text_object(text)},
            {"help", text_object(text)}};
  }

  /// The bases that are used. Neither tells anything about the machine.
  Json uri_bases() const {
    Json bases = {{kSourceRoot, {{"description", text_object("The root of the scanned files.")}}}};
    if (names_absolute_path()) bases[kFileSystemRoot] = {{"uri", "file:///"}};
    return bases;
  }

  bool names_absolute_path() const {
    const auto absolute = [&](const Location& at) { return is_absolute_path(lookup_.path(at)); };
    for (const Diagnostic& diagnostic : input_.diagnostics)
      if (is_absolute_path(diagnostic.path)) return true;
    for (const std::size_t i : kept_) {
      if (absolute(input_.findings[i].at)) return true;
      for (const Related& related : input_.findings[i].related)
        if (absolute(related.at)) return true;
    }
    return false;
  }

  Json invocation() {
    Json notifications = Json::array();
    for (const Diagnostic& diagnostic : input_.diagnostics)
      notifications.push_back(notification(diagnostic));
    const std::size_t cut = input_.findings.size() - kept_.size();
    if (cut > 0)
      notifications.push_back(
          {{"descriptor", {{"id", "results-cut"}, {"index", 1}}},
           {"level", "warning"},
           {"message", text_object(fmt::format("{} results were left out; the {} gravest are kept.",
                                               cut, kept_.size()))}});
    return {{"executionSuccessful", input_.success},
            {"exitCode", input_.exit_code},
            {"toolExecutionNotifications", std::move(notifications)}};
  }

  static Json notification(const Diagnostic& diagnostic) {
    Json object = {{"descriptor", {{"id", "not-checked"}, {"index", 0}}},
                   {"level", "warning"},
                   {"message", text_object(sentence(message_text(diagnostic.message)))}};
    if (diagnostic.path.empty()) return object;
    Json physical = {{"artifactLocation", artifact_location(diagnostic.path)}};
    if (diagnostic.line > 0) physical["region"] = {{"startLine", diagnostic.line}};
    object["locations"] = Json::array({{{"physicalLocation", std::move(physical)}}});
    return object;
  }

  Json results() {
    const std::vector<std::string> fingerprints = finding_fingerprints(input_);
    Json objects = Json::array();
    for (const std::size_t i : kept_)
      objects.push_back(result(input_.findings[i], fingerprints[i]));
    return objects;
  }

  [[nodiscard]] Json result(const Finding& finding, const std::string& fingerprint) const {
    Json object = {{"ruleId", finding.rule},
                   {"ruleIndex", rule_index_.at(finding.rule)},
                   {"level", to_string(finding.severity)},
                   {"message", text_object(result_text(finding))},
                   {"locations",
                    Json::array({{{"physicalLocation", physical_location(lookup_, finding.at)}}})}};
    if (!finding.related.empty()) object["relatedLocations"] = related_locations(lookup_, finding);
    Json prints;
    const Excerpt* excerpt = lookup_.excerpt(finding.at);
    if (excerpt != nullptr && !excerpt->line_hash.empty())
      prints["primaryLocationLineHash"] = excerpt->line_hash;
    prints[kFingerprintName] = fingerprint;
    object["partialFingerprints"] = std::move(prints);
    if (Json fixes = fix_objects(lookup_, finding); !fixes.empty())
      object["fixes"] = std::move(fixes);
    if (finding.suppressed) object["suppressions"] = Json::array({suppression(finding)});
    object["properties"] = {{"confidence", to_string(finding.confidence)}};
    if (finding.introduced)
      object["properties"]["introduced"] = introduction_object(*finding.introduced);
    return object;
  }

  const ReportInput& input_;
  RunLookup lookup_;
  std::vector<std::size_t> kept_;
  std::map<std::string_view, std::size_t> rule_index_;
};

}  // namespace

std::string render_sarif(const ReportInput& input) {
  return SarifReport(input).log().dump(2, ' ', true, Json::error_handler_t::replace) + '\n';
}

}  // namespace credlint
