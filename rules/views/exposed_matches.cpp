// SPDX-License-Identifier: MIT
#include "rules/views/exposed_matches.h"

#include <utility>

#include "rules/anatomy/placeholder.h"
#include "rules/views/exposure.h"

namespace credlint {

std::vector<ExposedMatch> exposed_matches(const RuleContext& context, std::string_view pattern,
                                          std::string_view group, Severity full) {
  std::vector<ExposedMatch> out;
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != pattern) continue;
    const PatternMatch::Group* secret = match.group(group);
    const std::string_view value = (secret == nullptr ? match.value : secret->value).reveal();
    const FileRecord& file = context.facts.file(match);
    const auto severity = exposure_in(file, full);
    if (!severity || is_placeholder(value, context.catalog)) continue;
    out.push_back({.match = &match,
                   .at = secret == nullptr ? match.at : secret->at,
                   .value = value,
                   .severity = *severity,
                   .confidence = exposure_confidence(file)});
  }
  return out;
}

Finding& report(FindingSink& sink, const ExposedMatch& found, std::string message,
                std::string help) {
  Finding& finding = sink.report(found.at, found.match->scope, std::move(message), std::move(help));
  finding.severity = found.severity;
  finding.confidence = found.confidence;
  return finding;
}

}  // namespace credlint
