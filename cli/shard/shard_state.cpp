// SPDX-License-Identifier: MIT
#include "cli/shard/shard_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "cli/shard/fact_archive.h"
#include "scanner/core/excerpt.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "credlint.shard/1";

/// The counts of a ReadSummary, in a fixed order.
template <typename Summary, typename Visit>
void for_each_count(Summary& summary, Visit&& visit) {
  visit("files", summary.files);
  visit("bytes", summary.bytes);
  visit("binary", summary.binary);
  visit("utf32", summary.utf32);
  visit("ignored", summary.ignored);
  visit("excluded", summary.excluded);
  visit("symlinks", summary.symlinks);
  visit("not_regular", summary.not_regular);
  visit("too_large", summary.too_large);
  visit("unreadable", summary.unreadable);
}

Json fix_to_json(const std::optional<Fix>& fix) {
  if (!fix) return nullptr;
  Json edits = Json::array();
  for (const Edit& edit : fix->edits)
    edits.push_back({{"at", location_to_json(edit.at)}, {"after", edit.after}});
  return {{"title", fix->title},
          {"safe", fix->safety == FixSafety::Safe},
          {"whole", static_cast<int>(fix->whole)},
          {"edits", std::move(edits)}};
}

/// For a report only: what is to stand there before is not kept.
std::optional<Fix> fix_from_json(const Json& json, FileId first_file) {
  if (!json.is_object()) return std::nullopt;
  Fix fix{.title = json.at("title").get<std::string>(),
          .safety = json.at("safe").get<bool>() ? FixSafety::Safe : FixSafety::Unsafe,
          .edits = {},
          .whole = static_cast<FileFix>(json.at("whole").get<int>())};
  for (const Json& edit : json.at("edits")) {
    fix.edits.push_back(
        {location_from_json(edit.at("at"), first_file), {}, edit.at("after").get<std::string>()});
  }
  return fix;
}

/// Texts of findings are masked as reports mask them: a message may quote what is none of a file's
/// known credentials.
Json finding_to_json(const Finding& finding) {
  Json related = Json::array();
  for (const Related& place : finding.related) {
    related.push_back(
        {{"at", location_to_json(place.at)}, {"message", mask_unrecognised(place.message)}});
  }
  return {{"rule", finding.rule},
          {"severity", static_cast<int>(finding.severity)},
          {"confidence", static_cast<int>(finding.confidence)},
          {"at", location_to_json(finding.at)},
          {"scope", {finding.scope.file, finding.scope.index}},
          {"message", mask_unrecognised(finding.message)},
          {"help", mask_unrecognised(finding.help)},
          {"related", std::move(related)},
          {"fix", fix_to_json(finding.fix)}};
}

Finding finding_from_json(const Json& json, FileId first_file) {
  Finding finding;
  finding.rule = json.at("rule").get<std::string>();
  finding.severity = static_cast<Severity>(json.at("severity").get<int>());
  finding.confidence = static_cast<Confidence>(json.at("confidence").get<int>());
  finding.at = location_from_json(json.at("at"), first_file);
  finding.scope = {json.at("scope").at(0).get<FileId>() + first_file,
                   json.at("scope").at(1).get<std::uint32_t>()};
  finding.message = json.at("message").get<std::string>();
  finding.help = json.at("help").get<std::string>();
  for (const Json& place : json.at("related")) {
    finding.related.push_back(
        {location_from_json(place.at("at"), first_file), place.at("message").get<std::string>()});
  }
  finding.fix = fix_from_json(json.value("fix", Json()), first_file);
  return finding;
}

ShardState state_from_json(const Json& json, FileId first_file) {
  ShardState state;
  state.first_file = first_file;
  state.shard = {json.at("shard").get<std::uint32_t>(), json.at("of").get<std::uint32_t>()};
  state.version = json.at("version").get<std::string>();
  state.now = TimePoint(std::chrono::seconds(json.at("now").get<std::int64_t>()));
  for_each_count(state.summary, [&](const char* name, std::uint64_t& count) {
    count = json.at("summary").at(name).get<std::uint64_t>();
  });
  for (const Json& trouble : json.at("diagnostics")) {
    state.diagnostics.push_back({trouble.at(0).get<std::string>(),
                                 trouble.at(1).get<std::uint32_t>(),
                                 trouble.at(2).get<std::string>()});
  }
  for (const Json& file : json.at("files")) state.files.push_back(record_from_json(file));
  state.facts = facts_from_json(json.at("facts"), first_file);
  for (const Json& finding : json.at("findings"))
    state.findings.push_back(finding_from_json(finding, first_file));
  return state;
}

/// Where a report keeps the state of its shard: in a run of SARIF, or in a line of JSONL.
std::optional<Json> state_in(std::string_view report) {
  const Json whole = Json::parse(report, nullptr, false);
  if (whole.is_object() && whole.contains("runs")) {
    for (const Json& run : whole.at("runs")) {
      if (run.contains("properties") && run.at("properties").contains("credlint.shard"))
        return run.at("properties").at("credlint.shard");
    }
    return std::nullopt;
  }
  while (!report.empty()) {
    const std::size_t end = std::min(report.find('\n'), report.size());
    const std::string_view line = report.substr(0, end);
    report.remove_prefix(std::min(end + 1, report.size()));
    if (line.find(kSchema) == std::string_view::npos) continue;
    Json object = Json::parse(line, nullptr, false);
    if (object.is_object() && object.value("schema", "") == kSchema) return object;
  }
  return std::nullopt;
}

}  // namespace

std::string shard_state_json(const Shard& shard, const ScanResult& scanned,
                             const std::vector<Finding>& raw, TimePoint now) {
  const FactStore& facts = *scanned.facts;
  Json counts = Json::object();
  for_each_count(scanned.summary,
                 [&](const char* name, std::uint64_t count) { counts[name] = count; });
  Json diagnostics = Json::array();
  for (const Diagnostic& trouble : scanned.diagnostics)
    diagnostics.push_back(
        {mask_path(trouble.path), trouble.line, mask_unrecognised(trouble.message)});
  Json files = Json::array();
  for (const FileRecord& record : facts.files()) files.push_back(record_to_json(record));
  Json findings = Json::array();
  for (const Finding& finding : raw) findings.push_back(finding_to_json(finding));
  const Json state = {{"type", "shard"},
                      {"schema", kSchema},
                      {"version", CREDLINT_VERSION},
                      {"shard", shard.number},
                      {"of", shard.count},
                      {"now", now.time_since_epoch().count()},
                      {"summary", std::move(counts)},
                      {"diagnostics", std::move(diagnostics)},
                      {"files", std::move(files)},
                      {"facts", facts_to_json(facts.facts(), StandIns(facts))},
                      {"findings", std::move(findings)}};
  return state.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ShardState> read_shard_state(std::string_view report, const std::string& path,
                                    FileId first_file) {
  try {  // the library throws where a member is missing or has another type
    const std::optional<Json> json = state_in(report);
    if (!json) {
      return Error{fmt::format(
          "{}: holds no shard (merge reads what check --shard I/N writes as sarif or jsonl)",
          path)};
    }
    ShardState state = state_from_json(*json, first_file);
    if (state.version != CREDLINT_VERSION) {
      return Error{fmt::format("{}: written by credlint {}, this is {}", path, state.version,
                               CREDLINT_VERSION)};
    }
    return state;
  } catch (const nlohmann::json::exception&) {
    return Error{fmt::format("{}: the shard in it is broken", path)};
  }
}

}  // namespace credlint
