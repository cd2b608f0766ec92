// SPDX-License-Identifier: MIT
#include "scanner/report/fingerprint.h"
#include "scanner/report/json_objects.h"
#include "scanner/report/report.h"

namespace credlint {

std::string render_json(const ReportInput& input) {
  using Json = nlohmann::ordered_json;
  const RunLookup lookup(input);
  const std::vector<std::string> fingerprints = finding_fingerprints(input);
  Json findings = Json::array();
  for (std::size_t i = 0; i < input.findings.size(); ++i)
    findings.push_back(finding_object(lookup, input.findings[i], fingerprints[i]));
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : input.diagnostics)
    diagnostics.push_back(diagnostic_object(diagnostic));
  const Json report = {{"schema", kReportSchema},
                       {"version", input.version},
                       {"summary", summary_object(input)},
                       {"findings", std::move(findings)},
                       {"diagnostics", std::move(diagnostics)},
                       {"exit_code", input.exit_code}};
  return json_text(report, 2) + '\n';
}

}  // namespace credlint
