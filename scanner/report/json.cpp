// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "scanner/report/fingerprint.h"
#include "scanner/report/json_objects.h"
#include "scanner/report/report.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

/// JSON within JSON: all lines but the first are indented. No string in it holds a line end.
void append_json(std::string& text, const Json& json, std::size_t indent) {
  for (const char c : json_text(json, 2)) {
    text += c;
    if (c == '\n') text.append(indent, ' ');
  }
}

void append_member(std::string& text, std::string_view name, const Json& value) {
  text += fmt::format("{}\n  \"{}\": ", text.size() > 1 ? "," : "", name);
  append_json(text, value, 2);
}

}  // namespace

// Findings become text one by one: as a tree, 80,000 of them take 300 MB.
std::string render_json(const ReportInput& input) {
  const RunLookup lookup(input);
  const std::vector<std::string> fingerprints = finding_fingerprints(input);
  std::string text = "{";
  append_member(text, "schema", kReportSchema);
  append_member(text, "version", input.version);
  append_member(text, "summary", summary_object(input));
  text += ",\n  \"findings\": [";
  for (std::size_t i = 0; i < input.findings.size(); ++i) {
    text += i == 0 ? "\n    " : ",\n    ";
    append_json(text, finding_object(lookup, input.findings[i], fingerprints[i]), 4);
  }
  text += input.findings.empty() ? "]" : "\n  ]";
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : input.diagnostics)
    diagnostics.push_back(diagnostic_object(diagnostic));
  append_member(text, "diagnostics", diagnostics);
  append_member(text, "exit_code", input.exit_code);
  text += "\n}\n";
  return text;
}

}  // namespace credlint
