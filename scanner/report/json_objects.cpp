// SPDX-License-Identifier: MIT
#include "scanner/report/json_objects.h"

#include <optional>

#include "scanner/core/excerpt.h"
#include "scanner/core/fix.h"
#include "scanner/core/unicode.h"
#include "scanner/report/selection.h"
#include "scanner/report/uri.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

/// Null where a place is a file as a whole.
Json number(const Location& at, std::uint32_t value) { return at.line == 0 ? Json() : Json(value); }

/// The path is the one that opens the file, as far as JSON can say it; the URI escapes each byte.
void put_place(Json& object, const RunLookup& lookup, const Location& at) {
  const std::string path = mask_path(lookup.path(at));
  object["path"] = path;
  object["uri"] = path_to_uri(path);
  object["line"] = number(at, at.line);
  object["column"] = number(at, at.column);
  object["end_line"] = number(at, at.end_line);
  object["end_column"] = number(at, at.end_column);
}

Json excerpt_object(const Excerpt* excerpt) {
  if (excerpt == nullptr) return nullptr;
  return {{"text", printable(excerpt->text)},
          {"first_column", excerpt->first_column},
          {"cut_before", excerpt->cut_before},
          {"cut_after", excerpt->cut_after}};
}

Json related_objects(const RunLookup& lookup, const Finding& finding) {
  Json objects = Json::array();
  for (const Related& related : finding.related) {
    Json object = {{"message", mask_unrecognised(related.message)}};
    put_place(object, lookup, related.at);
    object["excerpt"] = excerpt_object(lookup.excerpt(related.at));
    objects.push_back(std::move(object));
  }
  return objects;
}

/// Null where there is none. A fix of a whole file has no edits.
Json fix_object(const RunLookup& lookup, const std::optional<Fix>& fix) {
  if (!fix) return nullptr;
  Json edits = Json::array();
  for (const Edit& edit : fix->edits) {
    Json object = Json::object();
    put_place(object, lookup, edit.at);
    object["text"] = edit.after;
    edits.push_back(std::move(object));
  }
  Json object = {{"title", mask_unrecognised(fix->title)}, {"safety", to_string(fix->safety)}};
  object["whole_file"] = fix->whole == FileFix::LineFeeds         ? Json("line-feeds")
                         : fix->whole == FileFix::NoByteOrderMark ? Json("no-byte-order-mark")
                                                                  : Json();
  object["edits"] = std::move(edits);
  return object;
}

}  // namespace

Json finding_object(const RunLookup& lookup, const Finding& finding,
                    const std::string& fingerprint) {
  const Rule* rule = lookup.rule(finding.rule);
  Json object = {{"rule", finding.rule},
                 {"family", rule == nullptr ? Json() : Json(rule->family)},
                 {"severity", to_string(finding.severity)},
                 {"confidence", to_string(finding.confidence)}};
  put_place(object, lookup, finding.at);
  const std::string_view error = lookup.error(finding);
  object["message"] = mask_unrecognised(finding.message);
  object["help"] = mask_unrecognised(finding.help);
  object["error"] = error.empty() ? Json() : Json(error);
  const std::string url = rule == nullptr ? std::string() : lookup.page_url(*rule);
  object["url"] = url.empty() ? Json() : Json(url);
  object["excerpt"] = excerpt_object(lookup.excerpt(finding.at));
  object["related"] = related_objects(lookup, finding);
  object["fix"] = fix_object(lookup, finding.fix);
  object["fingerprint"] = fingerprint;
  object["suppressed"] = finding.suppressed;
  if (finding.suppressed)
    object["suppression_reason"] = mask_unrecognised(finding.suppression_reason);
  if (finding.introduced) object["introduced"] = introduction_object(*finding.introduced);
  return object;
}

Json diagnostic_object(const Diagnostic& diagnostic) {
  const std::string path = mask_path(diagnostic.path);
  return {{"path", path.empty() ? Json() : Json(path)},
          {"line", diagnostic.line == 0 ? Json() : Json(diagnostic.line)},
          {"message", mask_unrecognised(diagnostic.message)}};
}

Json summary_object(const ReportInput& input) {
  const FindingCounts counts = count_findings(input.findings);
  Json skipped = Json::array();
  for (const auto& [reason, count] : input.summary.skipped)
    skipped.push_back({{"reason", printable(reason)}, {"count", count}});
  return {{"errors", counts.of(Severity::Error)},
          {"warnings", counts.of(Severity::Warning)},
          {"notes", counts.of(Severity::Note)},
          {"suppressed", counts.suppressed + counts.in_baseline},
          {"files_read", input.summary.files_read},
          {"files_with_facts", input.summary.files_with_facts},
          {"bytes", input.summary.bytes},
          {"skipped", std::move(skipped)}};
}

Json introduction_object(const Introduction& introduced) {
  return {{"commit", printable(introduced.commit)},
          {"date", printable(introduced.date)},
          {"path", mask_path(introduced.path)},
          {"in_head", introduced.in_head}};
}

std::string json_text(const Json& json, int indent) {
  return json.dump(indent, ' ', true, Json::error_handler_t::replace);
}

}  // namespace credlint
