// SPDX-License-Identifier: MIT
#include "cli/explain/place.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "cli/facts_json.h"
#include "rules/resolver/credential_summary.h"
#include "scanner/core/file_purpose.h"
#include "scanner/engine/file_scanner.h"
#include "scanner/input/read_files.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What reading came to, and the bytes where there are any.
struct Read {
  std::optional<std::string> bytes;
  ReadSummary summary;
};

Result<Read> read_one(const std::string& path, const ReadOptions& options) {
  Read read;
  CREDLINT_TRY(read.summary, read_files({path}, options, [&](const InputFile& file) {
                 read.bytes = std::string(file.bytes);
               }));
  return read;
}

Gate reading_gate(const Read& read) {
  const ReadSummary& summary = read.summary;
  const std::string_view why = summary.excluded > 0    ? "the configuration excludes it"
                               : summary.binary > 0    ? "it is binary"
                               : summary.utf32 > 0     ? "it is in UTF-32"
                               : summary.too_large > 0 ? "it is too large (--max-file-size)"
                                                       : "it cannot be read";
  return {"read", read.bytes.has_value(), read.bytes ? "" : std::string(why)};
}

/// Whether a walk comes by: git ignores and excludes count for what is not named itself.
Gate walk_gate(const Place& place, const ReadOptions& options) {
  const fs::path folder = fs::path(place.path).parent_path();
  bool met = false;
  ReadOptions alone = options;
  alone.workers = 1;
  const Result<ReadSummary> walked = read_files(
      {folder.empty() ? std::string(".") : folder.string()}, alone,
      [&](const InputFile& file) { met = met || file.path == display_path(place.path); });
  if (walked && met) return {"walk", true, ""};
  return {"walk", false, "git ignores it, or it is left out: check reads it only by its name"};
}

std::string names_of(const Prefilter::Hits& hits, const Catalog& catalog) {
  std::vector<std::string> names;
  if (hits.key_name || hits.setting_name) names.emplace_back("the name of a setting");
  for (const std::uint32_t pattern : hits.patterns)
    names.emplace_back(catalog.patterns[pattern].id);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string_view text_of_line(std::string_view bytes, std::uint32_t line, std::uint32_t& offset) {
  std::size_t begin = 0;
  for (std::uint32_t at = 1; at < line && begin <= bytes.size(); ++at) {
    const std::size_t end = bytes.find('\n', begin);
    begin = end == std::string_view::npos ? bytes.size() + 1 : end + 1;
  }
  if (begin > bytes.size()) begin = bytes.size();
  offset = static_cast<std::uint32_t>(begin);
  return bytes.substr(begin, bytes.find('\n', begin) - begin);
}

Gate prefilter_gate(const Place& place, std::string_view bytes, std::string_view line,
                    std::shared_ptr<const Preparation> ready) {
  const Catalog& catalog = ready->catalog;
  const FileScanner scanner(std::move(ready), {});
  FileScanner::Worker worker(scanner);
  if (!scanner.deserves_parsing(place.path, bytes, worker))
    return {"prefilter", false, "nothing in the file is worth parsing it"};
  const std::string in_file = worker.hits.any() ? names_of(worker.hits, catalog) : "its own name";
  (void)scanner.deserves_parsing({}, line, worker);
  const std::string here = worker.hits.any() ? names_of(worker.hits, catalog) : "nothing";
  return {"prefilter", true, fmt::format("on the line: {}; in the file: {}", here, in_file)};
}

std::string_view purpose_text(FilePurpose purpose) {
  switch (purpose) {
    case FilePurpose::Live:
      return "used as it stands";
    case FilePurpose::Data:
      return "data";
    case FilePurpose::Cache:
      return "a cache";
    case FilePurpose::Prose:
      return "documentation";
    case FilePurpose::Sample:
      return "a sample";
    case FilePurpose::MadeUp:
      return "made up, as its name says";
    case FilePurpose::Hint:
      return "sample text of an input field";
    case FilePurpose::Accepted:
      return "what a secret scanner is told not to report";
    case FilePurpose::Test:
      return "test code";
    case FilePurpose::Vendored:
      return "a copy of somebody else's code";
    case FilePurpose::Fixture:
      return "a recording, or data of tests";
  }
  return "";
}

/// Not passed: what is wrong there is said lower, or not at all.
Gate purpose_gate(const FactStore& facts, std::uint32_t offset) {
  const FileRecord& file = facts.files().front();
  if (file.has(Trait::Template))
    return {"purpose", false, "a template: placeholders belong there, little is said of it"};
  Location at;
  at.span = {offset, offset};
  const FilePurpose purpose = Purposes(facts).of(at);
  std::string detail(purpose_text(purpose));
  if (purpose != FilePurpose::Live) detail += ": findings are lowered, those in use most of all";
  return {"purpose", purpose == FilePurpose::Live, std::move(detail)};
}

std::string_view recognition_text(Recognition recognition) {
  switch (recognition) {
    case Recognition::Named:
      return "by its name";
    case Recognition::Adjacent:
      return "by its shape, beside the other half of a pair";
    case Recognition::Shape:
      return "by its shape alone";
  }
  return "";
}

const CredentialPart* part_at(const FactStore& facts, const Json& fact) {
  const auto& parts = facts.facts().credential_parts;
  const auto found = std::ranges::find_if(parts, [&](const CredentialPart& part) {
    return part.at.line == fact["line"] && part.at.column == fact["column"];
  });
  return found == parts.end() ? nullptr : &*found;
}

std::vector<Gate> gates_of(const CredentialPart& part, const Catalog& catalog) {
  std::vector<Gate> gates;
  gates.push_back({"recognised", true, std::string(recognition_text(part.recognition))});
  const resolver::Doubt doubt = resolver::doubt_about(part, catalog);
  gates.push_back({"shape", doubt.shape.empty(), std::string(doubt.shape)});
  gates.push_back({"real", doubt.made_up.empty(), std::string(doubt.made_up)});
  return gates;
}

bool is_on(const Place& place, std::uint32_t first, std::uint32_t last) {
  return first <= place.line && place.line <= last;
}

std::vector<Candidate> candidates_of(const Place& place, const FactStore& facts,
                                     const Catalog& catalog) {
  std::vector<Candidate> out;
  const std::string lines = facts_as_jsonl(facts, catalog);
  for (std::string_view rest = lines; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    Json fact = Json::parse(line, nullptr, false);
    if (fact.is_discarded() || !is_on(place, fact["line"], fact["end_line"])) continue;
    const CredentialPart* part = fact["kind"] == "credential-part" ? part_at(facts, fact) : nullptr;
    std::vector<Gate> gates = part == nullptr ? std::vector<Gate>() : gates_of(*part, catalog);
    out.push_back({std::move(fact), std::move(gates)});
  }
  return out;
}

const Finding* same_in(const std::vector<Finding>& findings, const Finding& wanted) {
  const auto found = std::ranges::find_if(findings, [&](const Finding& each) {
    return each.rule == wanted.rule && each.at == wanted.at;
  });
  return found == findings.end() ? nullptr : &*found;
}

/// The stages behind the rules, each asked by running it.
class Settlement {
 public:
  Settlement(const CheckResult& checked, const Setup& setup)
      : checked_(checked), options_(setup.options) {
    RunOptions open = options_;
    open.settings.select.clear();
    open.settings.ignore.clear();
    open.settings.min_confidence = Confidence::Low;
    open.baseline.reset();
    specific_ = settle(checked.unsettled, setup.catalog(), *checked.scanned.facts, open);
  }

  [[nodiscard]] Said of(const Finding& finding) const {
    Said said{.finding = finding, .gates = {}};
    const Settings& settings = options_.settings;
    const bool specific = same_in(specific_, finding) != nullptr;
    add(said, "specific", specific, specific ? "" : "a more specific rule speaks of it");
    const bool selected = settings.selects(finding.rule, family_of(finding.rule));
    add(said, "selection", selected, selected ? "" : "the rule is not asked for");
    const bool sure = finding.confidence >= settings.min_confidence;
    add(said, "confidence", sure,
        fmt::format("{}; told from {} on", to_string(finding.confidence),
                    to_string(settings.min_confidence)));
    const Finding* settled = same_in(checked_.findings, finding);
    const bool accepted = settled != nullptr && settled->suppressed;
    add(said, "ignores", !accepted, accepted ? settled->suppression_reason : "");
    said.reported = settled != nullptr && !accepted;
    said.gates.push_back({"severity", finding.severity >= settings.fail_on,
                          fmt::format("{}; the exit code counts {} and above",
                                      to_string(finding.severity), to_string(settings.fail_on))});
    return said;
  }

 private:
  static void add(Said& said, std::string_view name, bool passed, std::string detail) {
    said.gates.push_back({name, passed, std::move(detail)});
  }

  static std::string_view family_of(std::string_view id) {
    const auto rules = all_rules();
    const auto rule = std::ranges::find_if(rules, [&](const Rule& each) { return each.id == id; });
    return rule == rules.end() ? std::string_view() : rule->family;
  }

  const CheckResult& checked_;
  const RunOptions& options_;
  std::vector<Finding> specific_;
};

std::vector<Said> findings_of(const Place& place, const CheckResult& checked, const Setup& setup) {
  const FactStore& facts = *checked.scanned.facts;
  const Settlement settlement(checked, setup);
  std::vector<Said> out;
  for (const Finding& finding : checked.unsettled) {
    const bool here = facts.file(finding.at.file).path == display_path(place.path) &&
                      is_on(place, finding.at.line, finding.at.end_line);
    if (here) out.push_back(settlement.of(finding));
  }
  return out;
}

}  // namespace

Result<Place> read_place(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::uint32_t line = 0;
  if (colon != std::string_view::npos && colon > 0) {
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, line);
    if (error == std::errc() && rest == end && line > 0)
      return Place{std::string(text.substr(0, colon)), line};
  }
  return Error{fmt::format("--at takes FILE:LINE, not '{}'", text)};
}

Result<PlaceReport> explain_place(const Place& place, const Setup& setup) {
  const Catalog& catalog = setup.catalog();
  PlaceReport report{.place = place, .file = {}, .candidates = {}, .findings = {}};
  CREDLINT_TRY(const Read read, read_one(place.path, setup.options.read));
  report.file.push_back(reading_gate(read));
  if (!read.bytes) return report;
  report.file.push_back(walk_gate(place, setup.options.read));
  std::uint32_t offset = 0;
  const std::string_view line = text_of_line(*read.bytes, place.line, offset);
  RunOptions alone = setup.options;
  CREDLINT_TRY(alone.preparation, Preparation::make(catalog, alone.engine));
  report.file.push_back(prefilter_gate(place, *read.bytes, line, alone.preparation));
  alone.paths = {place.path};
  CREDLINT_TRY(const ScanResult scanned, scan(catalog, alone));
  if (!scanned.facts->files().empty()) {
    report.file.push_back({"format", true, scanned.facts->files().front().format});
    report.file.push_back(purpose_gate(*scanned.facts, offset));
  }
  report.candidates = candidates_of(place, *scanned.facts, catalog);
  CREDLINT_TRY(const CheckResult checked, check(setup));
  report.findings = findings_of(place, checked, setup);
  return report;
}

}  // namespace credlint
