// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "rules/anatomy/session_token.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Where a profile, an env file or a call says which region it works in.
struct Place {
  const RegionSetting* region = nullptr;
  const CredentialPart* token = nullptr;
};

using Places = std::map<std::string, Place>;

/// A profile is one thing although its region stands in one file and its token in the other.
class ScopeNames {
 public:
  explicit ScopeNames(const FactStore& facts) {
    for (const ConfigSection& section : facts.facts().config_sections) {
      if (section.kind != SectionKind::Profile && section.kind != SectionKind::Default) continue;
      names_[section.scope] = "profile " + section.name;
    }
  }
  [[nodiscard]] std::string of(ScopeId scope) const {
    const auto found = names_.find(scope);
    return found != names_.end() ? found->second : fmt::format("{}#{}", scope.file, scope.index);
  }

 private:
  std::map<ScopeId, std::string> names_;
};

bool is_opt_in(const Catalog& catalog, std::string_view region) {
  const DataRow* row = catalog.table(Table::Regions).find(region);
  return row != nullptr && row->note == "opt-in";
}

bool is_global_token(const CredentialPart& token) {
  const TokenReading reading = read_session_token(token.value.reveal());
  return reading.shape == TokenShape::Whole && reading.token.generation == TokenGeneration::Global;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ScopeNames names(context.facts);
  Places places;
  for (const RegionSetting& region : context.facts.facts().region_settings) {
    if (region.via == "sso_region" || !is_opt_in(context.catalog, region.value)) continue;
    places[names.of(region.scope)].region = &region;
  }
  if (places.empty()) return;
  for (const CredentialSet& set : context.facts.credential_sets()) {
    const auto place = places.find(names.of(set.scope));
    if (place == places.end() || set.any_token() == nullptr) continue;
    if (is_global_token(*set.any_token())) place->second.token = set.any_token();
  }
  for (const auto& [name, place] : places) {
    if (place.token == nullptr) continue;
    Finding& finding = sink.report(
        *place.token,
        fmt::format(
            "Session token of the global STS endpoint, used in {}. Version 1 tokens are valid "
            "only in regions that are enabled by default; {} needs a version 2 token.",
            place.region->value, place.region->value),
        "log in again through a regional STS endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional, or the "
        "login tool's own region setting)");
    finding.related.push_back({place.region->at, "the opt-in region"});
  }
}

}  // namespace

RuleDefinition v1_token_in_opt_in_region() {
  return {.info = {.summary = "A session token of the global STS endpoint with an opt-in region",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId",
                   .yields_in_scope = {{"token-expired-certain", "expiry-field-past"}}},
          .check = check};
}

}  // namespace credlint::rules
