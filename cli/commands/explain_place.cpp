// SPDX-License-Identifier: MIT
#include "cli/commands/explain_place.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "cli/check_plan.h"
#include "cli/explain/place.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json as_json(const std::vector<Gate>& gates) {
  Json list = Json::array();
  for (const Gate& gate : gates)
    list.push_back({{"gate", gate.name}, {"passed", gate.passed}, {"detail", gate.detail}});
  return list;
}

std::string json_of(const PlaceReport& report) {
  Json candidates = Json::array();
  for (const Candidate& each : report.candidates)
    candidates.push_back({{"fact", each.fact}, {"gates", as_json(each.gates)}});
  Json findings = Json::array();
  for (const Said& said : report.findings) {
    findings.push_back({{"rule", said.finding.rule},
                        {"severity", to_string(said.finding.severity)},
                        {"confidence", to_string(said.finding.confidence)},
                        {"line", said.finding.at.line},
                        {"column", said.finding.at.column},
                        {"message", said.finding.message},
                        {"gates", as_json(said.gates)},
                        {"reported", said.reported}});
  }
  const Json out = {{"schema", "credlint.explain-place/1"},
                    {"path", mask_path(report.place.path)},
                    {"line", report.place.line},
                    {"gates", as_json(report.file)},
                    {"candidates", candidates},
                    {"findings", findings}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string text_of(const std::vector<Gate>& gates, std::string_view indent) {
  std::string out;
  for (const Gate& gate : gates) {
    const std::string line =
        fmt::format("{}{:<11} {}{}{}", indent, gate.name, gate.passed ? "passed" : "failed",
                    gate.detail.empty() ? "" : "  ", gate.detail);
    out += printable(line) + "\n";
  }
  return out;
}

std::string text_of(const Candidate& candidate) {
  std::string out = fmt::format("  column {}: {}", candidate.fact["column"].get<unsigned>(),
                                candidate.fact["kind"].get<std::string>());
  for (const auto& [name, value] : candidate.fact.items()) {
    const bool place = name == "kind" || name == "path" || name == "line" || name == "column" ||
                       name == "end_line" || name == "end_column" || name == "scope";
    if (!place)
      out += fmt::format(" {}={}", name, value.dump(-1, ' ', true, Json::error_handler_t::replace));
  }
  return printable(out) + "\n" + text_of(candidate.gates, "    ");
}

std::string text_of(const Said& said) {
  const Finding& finding = said.finding;
  const std::string head =
      fmt::format("  column {}: {}, {}: {}", finding.at.column, finding.rule,
                  said.reported ? "reported" : "not reported", finding.message);
  return printable(head) + "\n" + text_of(said.gates, "    ");
}

std::string text_of(const PlaceReport& report) {
  std::string out =
      fmt::format("{}:{}\n", printable(mask_path(report.place.path)), report.place.line);
  out += text_of(report.file, "  ");
  out += report.candidates.empty() ? "\nNothing was seen on the line.\n" : "\nSeen on the line\n";
  for (const Candidate& each : report.candidates) out += text_of(each);
  out += report.findings.empty() ? "\nNo rule says anything about it.\n" : "\nWhat rules say\n";
  for (const Said& said : report.findings) out += text_of(said);
  return out;
}

/// The whole of the working directory is judged, as `check` does; a file elsewhere alone.
CheckFlags flags_for(const Place& place) {
  CheckFlags flags;
  flags.scan.paths = {place.path};
  const fs::path path(place.path);
  const bool below = path.is_relative() && *path.lexically_normal().begin() != "..";
  if (below) flags.scan.paths.emplace_back(".");
  return flags;
}

}  // namespace

int run_explain_place(const ExplainFlags& flags, const Output& output) {
  const Result<Place> place = read_place(flags.at);
  if (!place) return output.fail(place.error().message);
  Result<Plan> plan = plan_for(flags_for(*place));
  if (!plan) return output.fail(plan.error().message);
  plan->setup.options.keep_unsettled = true;
  const Result<PlaceReport> report = explain_place(*place, plan->setup);
  if (!report) return output.fail(report.error().message);
  const Status written = output.write(flags.format == "json" ? json_of(*report) : text_of(*report));
  if (!written) return output.fail(written.error().message);
  return report->file.front().passed ? kClean : kUnread;
}

}  // namespace credlint
