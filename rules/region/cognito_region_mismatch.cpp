// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string_view>
#include <utility>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Regions that are named for Cognito, and where; empty where one cannot be followed.
using Regions = std::map<std::string_view, Location>;
using Place = std::pair<FileId, std::uint32_t>;

std::string_view text_of(const PatternMatch::Group* group) {
  return group == nullptr ? std::string_view() : group->value.reveal();
}

/// The service that knows the pool: "us-east-1_…" is a user pool, "us-east-1:…" an identity pool.
std::string_view service_of_pool(std::string_view pool) {
  return contains(pool, ":") ? "cognito-identity" : "cognito-idp";
}

using Service = std::pair<FileId, std::string_view>;

/// Those that clients of a file are given, by file and service.
std::map<Service, Regions> regions_of_clients(const FactStore& facts) {
  std::map<Service, Regions> regions;
  for (const ClientConstruction& client : facts.facts().client_constructions) {
    if (!client.region.given()) continue;
    const bool known = client.region.literal();
    regions[{client.at.file, client.service}].try_emplace(
        known ? client.region.text.reveal() : std::string_view(), client.region.at);
  }
  return regions;
}

/// Those that stand beside a pool in one object, by where the pool stands.
std::map<Place, Regions> regions_beside_pools(const FactStore& facts) {
  std::map<Place, Regions> regions;
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    if (match.pattern != "cognito-pool-and-region") continue;
    for (const auto& [region, id] :
         {std::pair("plain_region", "plain_pool"), std::pair("plain_region2", "plain_pool2"),
          std::pair("plain_region3", "plain_pool3")}) {
      const PatternMatch::Group* pool = match.group(id);
      const PatternMatch::Group* name = match.group(region);
      if (text_of(pool).empty() || text_of(name).empty()) continue;
      regions[{pool->at.file, pool->at.span.begin}].try_emplace(name->value.reveal(), name->at);
    }
  }
  return regions;
}

void check(const RuleContext& context, FindingSink& sink) {
  const auto by_client = regions_of_clients(context.facts);
  const auto by_pool = regions_beside_pools(context.facts);
  for (const PatternMatch& pool : context.facts.facts().pattern_matches) {
    const PatternMatch::Group* id = pool.pattern == "cognito-pool" ? pool.group("plain") : nullptr;
    if (id == nullptr) continue;
    Regions named;
    const auto asked_by = by_client.find({id->at.file, service_of_pool(text_of(id))});
    if (asked_by != by_client.end()) named = asked_by->second;
    const auto beside = by_pool.find({id->at.file, id->at.span.begin});
    if (beside != by_pool.end()) named.insert(beside->second.begin(), beside->second.end());
    const std::string_view region = text_of(id).substr(0, text_of(id).find_first_of("_:"));
    if (named.empty() || named.contains(region) || named.contains(std::string_view())) continue;
    const auto& [asked, at] = *named.begin();
    Finding& finding =
        sink.report(id->at, pool.scope,
                    fmt::format("This pool is in {}, as its id says, but it is looked for in {}: "
                                "ResourceNotFoundException.",
                                region, asked),
                    fmt::format("use the region {}, or the pool of {}", region, asked));
    finding.related.push_back({at, "the region that is asked"});
  }
}

}  // namespace

RuleDefinition cognito_region_mismatch() {
  return {.info = {.summary = "A Cognito pool of one region is asked for in another",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "ResourceNotFoundException"},
          .check = check};
}

}  // namespace credlint::rules
