// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "rules/support/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// A region that is named further away from a pool than this many lines may be about something
/// else.
constexpr std::uint32_t kNearLines = 6;

struct NamedRegion {
  std::string_view region;
  Location at;
};

std::string_view plain(const PatternMatch& match) {
  const PatternMatch::Group* group = match.group("plain");
  return group == nullptr ? std::string_view() : group->value.reveal();
}

std::uint32_t lines_between(const Location& a, const Location& b) {
  return a.line > b.line ? a.line - b.line : b.line - a.line;
}

/// What names a region for Cognito in the pool's file: a client of it anywhere, or a setting close
/// by.
std::vector<NamedRegion> regions_for(const RuleContext& context, const PatternMatch& pool) {
  std::vector<NamedRegion> named;
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    const bool cognito = client.service == "cognito-idp" || client.service == "cognito-identity";
    if (client.at.file == pool.at.file && cognito && client.region.given()) {
      const bool known = client.region.literal();
      named.push_back({known ? client.region.text.reveal() : std::string_view(), client.region.at});
    }
  }
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "cognito-region" || match.at.file != pool.at.file) continue;
    if (lines_between(match.at, pool.at) > kNearLines) continue;
    named.push_back({plain(match), match.group("plain")->at});
  }
  return named;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& pool : context.facts.facts().pattern_matches) {
    if (pool.pattern != "cognito-pool") continue;
    const std::string_view id = plain(pool);
    const std::string_view region = id.substr(0, id.find_first_of("_:"));
    const std::vector<NamedRegion> named = regions_for(context, pool);
    const bool fits = std::any_of(named.begin(), named.end(), [&](const NamedRegion& other) {
      return other.region == region || other.region.empty();
    });
    if (named.empty() || fits || context.facts.file(pool).has(Trait::Template)) continue;
    Finding& finding = report_in_use(
        context, sink, pool.group("plain")->at, pool.scope,
        fmt::format("This pool is in {}, as its id says, but it is looked for in {}: "
                    "ResourceNotFoundException.",
                    region, named.front().region),
        fmt::format("use the region {}, or the pool of {}", region, named.front().region));
    finding.related.push_back({named.front().at, "the region that is asked"});
  }
}

}  // namespace

RuleDefinition cognito_region_mismatch() {
  return {.info = {.summary = "A Cognito pool of one region is asked for in another",
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "ResourceNotFoundException"},
          .check = check};
}

}  // namespace credlint::rules
