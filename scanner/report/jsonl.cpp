// SPDX-License-Identifier: MIT
#include "scanner/report/fingerprint.h"
#include "scanner/report/json_objects.h"
#include "scanner/report/report.h"

namespace credlint {
namespace {

std::string line(std::string_view type, const nlohmann::ordered_json& members) {
  nlohmann::ordered_json object = {{"type", type}};
  object.update(members);
  return json_text(object, -1) + '\n';
}

}  // namespace

std::string render_jsonl(const ReportInput& input) {
  const RunLookup lookup(input);
  const std::vector<std::string> fingerprints = finding_fingerprints(input);
  std::string text;
  for (std::size_t i = 0; i < input.findings.size(); ++i)
    text += line("finding", finding_object(lookup, input.findings[i], fingerprints[i]));
  for (const Diagnostic& diagnostic : input.diagnostics)
    text += line("diagnostic", diagnostic_object(diagnostic));
  nlohmann::ordered_json summary = {{"schema", kReportSchema}, {"version", input.version}};
  summary.update(summary_object(input));
  summary["exit_code"] = input.exit_code;
  return text + line("summary", summary);
}

}  // namespace credlint
