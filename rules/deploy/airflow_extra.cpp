// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The extra of a connection stands in a text of its own: it has to be an object of JSON.
void check(const RuleContext& context, FindingSink& sink) {
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool != "airflow-connections" || setting.path != "*.extra" || !setting.literal)
      continue;
    const std::string_view text = setting.value.reveal();
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || text[begin] == '{') continue;
    sink.report(
        setting,
        "The extra of an Airflow connection has to be a JSON object. What is none is passed "
        "over, so region, role and session token in it are never seen.",
        "write it as JSON: '{\"region_name\": \"us-east-1\"}'");
  }
}

}  // namespace

RuleDefinition airflow_extra() {
  return {.info = {.summary = "The extra of an Airflow connection is no JSON object",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoRegionError"},
          .check = check};
}

}  // namespace credlint::rules
