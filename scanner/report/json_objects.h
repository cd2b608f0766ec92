// SPDX-License-Identifier: MIT
// The objects of the formats json and jsonl; cli/schemas/report.schema.json describes them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "scanner/report/lookup.h"

namespace credlint {

/// Changes whenever a member goes or means something else; new members may come at any time.
inline constexpr char kReportSchema[] = "credlint.report/1";

nlohmann::ordered_json finding_object(const RunLookup& lookup, const Finding& finding,
                                      const std::string& fingerprint);
nlohmann::ordered_json diagnostic_object(const Diagnostic& diagnostic);
nlohmann::ordered_json summary_object(const ReportInput& input);
nlohmann::ordered_json introduction_object(const Introduction& introduced);

/// As text of ASCII alone, so that nothing in it moves a cursor or turns the writing direction.
/// `indent` as nlohmann::json takes it: -1 for one line.
std::string json_text(const nlohmann::ordered_json& json, int indent);

}  // namespace credlint
