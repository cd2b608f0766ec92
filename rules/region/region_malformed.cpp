// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/region_names.h"
#include "rules/anatomy/value_errors.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"
#include "rules/views/region_uses.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What stands around the name; empty where that is nothing.
std::string_view stray_part(std::string_view value) {
  if (trim(value).size() == value.size()) return {};
  return value.find('\n') != std::string_view::npos ? "a line break" : "blanks";
}

std::string what_is_wrong(std::string_view value, const RegionReading& reading) {
  const std::string_view stray = stray_part(value);
  if (!stray.empty() && trim(value) == reading.suggestion)
    return fmt::format("The value is the region {} with {} beside it", reading.suggestion, stray);
  return fmt::format("\"{}\" is not the name of a region", value);
}

void report_malformed(const RegionUse& use, const RegionReading& reading, FindingSink& sink) {
  Finding& finding =
      sink.report(use.at, use.scope,
                  fmt::format("{}. Depending on the SDK it is refused (\"Invalid region\"), or "
                              "becomes part of a host name that does not exist.",
                              what_is_wrong(use.value, reading)),
                  reading.suggestion.empty()
                      ? "write the code of the region, like eu-central-1"
                      : fmt::format("write the code of the region: {}", reading.suggestion));
  // What may be a host's name is looked for.
  if (is_host_label(use.value)) finding.error = "EndpointConnectionError";
  if (!reading.suggestion.empty())
    finding.fix = replacement(use.at, use.value, reading.suggestion, FixSafety::Safe);
  if (use.certain) return;
  finding.severity = std::min(finding.severity, Severity::Warning);
  finding.confidence = std::min(finding.confidence, Confidence::Medium);
}

void report_foreign(const RegionUse& use, const RegionReading& reading, FindingSink& sink) {
  const std::string whose =
      reading.suggestion.empty()
          ? "is a region of another store than AWS"
          : fmt::format("is no region of AWS; another store than AWS has {}", reading.suggestion);
  Finding& finding = sink.report(use.at, use.scope,
                                 fmt::format("\"{}\" {}, but no endpoint is set beside it. Without "
                                             "one the SDK looks for it at AWS.",
                                             use.value, whose),
                                 reading.suggestion.empty()
                                     ? "set the endpoint of that store beside it"
                                     : fmt::format("if that store is meant, write {} and set its "
                                                   "endpoint beside it",
                                                   reading.suggestion));
  finding.severity = Severity::Note;
  finding.confidence = Confidence::Low;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  for (const RegionUse& use : context.view<region_uses_and_defaults>()) {
    const RegionReading reading = read_region(context.catalog, use.value);
    if (reading.kind == RegionKind::Foreign && use.certain) report_foreign(use, reading, sink);
    if (reading.kind != RegionKind::Malformed) continue;
    // Session and client may be made apart; a name of its own belongs to the store that is named.
    if (reading.suggestion.empty() && endpoints.in_file(use.at.file)) continue;
    // "region: EMEA" in a file about something else says nothing about AWS.
    if (use.certain || !reading.suggestion.empty()) report_malformed(use, reading, sink);
  }
}

}  // namespace

RuleDefinition region_malformed() {
  return {.info = {.summary = "A region that is written in a way no SDK understands",
                   .reporting = Reporting::InUse,
                   .error = "InvalidRegionError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
