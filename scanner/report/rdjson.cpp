// SPDX-License-Identifier: MIT
// The Diagnostic Format of reviewdog.
// Source: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
#include <nlohmann/json.hpp>
#include <optional>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "ERROR";
    case Severity::Warning:
      return "WARNING";
    case Severity::Note:
      return "INFO";
  }
  return "ERROR";
}

/// The column in bytes of UTF-8, as far as the line that is kept tells: each character of it stands
/// for one of the line, and U+FFFD for one of unknown size.
std::optional<std::size_t> byte_column(const Excerpt& excerpt, std::uint32_t column) {
  if (excerpt.cut_before || excerpt.first_column != 1) return std::nullopt;
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < column; ++i) {
    if (at >= excerpt.text.size()) return std::nullopt;
    const DecodedCharacter character = decode_utf8(excerpt.text, at);
    if (character.code_point == kReplacement) return std::nullopt;
    at += character.length;
  }
  return at + 1;
}

Json position(std::uint32_t line, std::size_t column) {
  return {{"line", line}, {"column", column}};
}

/// Without columns it means whole lines.
Json range_of(const Location& at, const Excerpt* excerpt) {
  if (excerpt != nullptr && at.line == at.end_line) {
    const std::optional<std::size_t> start = byte_column(*excerpt, at.column);
    std::optional<std::size_t> end = byte_column(*excerpt, at.end_column);
    if (start && !end && excerpt->cut_after) end = *start + at.span.size();
    if (start && end)
      return {{"start", position(at.line, *start)}, {"end", position(at.line, *end)}};
  }
  return {{"start", {{"line", at.line}}}, {"end", {{"line", at.end_line}}}};
}

Json location(std::string_view path) { return {{"path", shown_path(path)}}; }

Json diagnostic_of(const RunLookup& lookup, const Finding& finding) {
  Json where = location(lookup.path(finding.at));
  if (finding.at.line > 0) where["range"] = range_of(finding.at, lookup.excerpt(finding.at));
  Json code = {{"value", finding.rule}};
  const Rule* rule = lookup.rule(finding.rule);
  const std::string url = rule == nullptr ? std::string() : lookup.page_url(*rule);
  if (!url.empty()) code["url"] = url;
  return {{"message", message_and_help(finding)},
          {"location", std::move(where)},
          {"severity", severity_of(finding.severity)},
          {"code", std::move(code)}};
}

Json diagnostic_of(const Diagnostic& diagnostic) {
  Json where = location(diagnostic.path);
  if (diagnostic.line > 0) where["range"] = {{"start", {{"line", diagnostic.line}}}};
  return {{"message", "Not checked: " + sentence(mask_unrecognised(diagnostic.message))},
          {"location", std::move(where)},
          {"severity", "WARNING"},
          {"code", {{"value", "not-checked"}}}};
}

}  // namespace

std::string render_rdjson(const ReportInput& input) {
  const RunLookup lookup(input);
  Json diagnostics = Json::array();
  for (const std::size_t i : open_findings(input.findings))
    diagnostics.push_back(diagnostic_of(lookup, input.findings[i]));
  for (const Diagnostic& diagnostic : input.diagnostics)
    diagnostics.push_back(diagnostic_of(diagnostic));
  Json source = {{"name", "credlint"}};
  if (!input.homepage.empty()) source["url"] = input.homepage;
  const Json report = {{"source", std::move(source)}, {"diagnostics", std::move(diagnostics)}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace credlint
