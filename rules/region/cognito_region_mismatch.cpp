// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "rules/support/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

struct NamedRegion {
  std::string_view region;  ///< empty where it cannot be followed
  Location at;
};

const PatternMatch::Group* group_of(const PatternMatch& match, std::string_view name) {
  const PatternMatch::Group* group = match.group(name);
  return group != nullptr && !group->value.empty() ? group : nullptr;
}

/// What names a region for Cognito in the pool's file: a client of it, or a setting beside the
/// pool.
std::vector<NamedRegion> regions_for(const RuleContext& context, const PatternMatch::Group& pool) {
  std::vector<NamedRegion> named;
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    const bool cognito = client.service == "cognito-idp" || client.service == "cognito-identity";
    if (client.at.file != pool.at.file || !cognito || !client.region.given()) continue;
    const bool known = client.region.literal();
    named.push_back({known ? client.region.text.reveal() : std::string_view(), client.region.at});
  }
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "cognito-pool-and-region" || match.at.file != pool.at.file) continue;
    for (const auto& [region, id] :
         {std::pair("plain_region", "plain_pool"), std::pair("plain_region2", "plain_pool2")}) {
      const PatternMatch::Group* beside = group_of(match, id);
      const PatternMatch::Group* name = group_of(match, region);
      if (beside != nullptr && name != nullptr && beside->at == pool.at)
        named.push_back({name->value.reveal(), name->at});
    }
  }
  return named;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& pool : context.facts.facts().pattern_matches) {
    if (pool.pattern != "cognito-pool") continue;
    const PatternMatch::Group* id = group_of(pool, "plain");
    if (id == nullptr) continue;
    const std::string_view text = id->value.reveal();
    const std::string_view region = text.substr(0, text.find_first_of("_:"));
    const std::vector<NamedRegion> named = regions_for(context, *id);
    const bool fits = std::any_of(named.begin(), named.end(), [&](const NamedRegion& other) {
      return other.region == region || other.region.empty();
    });
    if (named.empty() || fits || context.facts.file(pool).has(Trait::Template)) continue;
    Finding& finding = report_in_use(
        context, sink, id->at, pool.scope,
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
