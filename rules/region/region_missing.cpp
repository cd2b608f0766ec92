// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "rules/anatomy/paths.h"
#include "rules/views/homes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/regionless_clients.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// What runs elsewhere gets its region there: Lambda, ECS and CI set it.
bool is_deployed(const FactStore& facts) {
  return std::any_of(facts.files().begin(), facts.files().end(), [](const FileRecord& record) {
    return record.has(Trait::Image) || record.has(Trait::Ci) || record.has(Trait::Infra);
  });
}

// Any place that is not a profile of this home: a variable, an argument, another tool's setting.
bool is_region_anywhere(const FactStore& facts, const RegionSources& sources) {
  for (const std::string_view name : {"AWS_REGION", "AWS_DEFAULT_REGION", "AMAZON_REGION"}) {
    if (sources.assigns(name) || sources.code_reads(name)) return true;
  }
  const auto& settings = facts.facts().region_settings;
  return std::any_of(settings.begin(), settings.end(), [&](const RegionSetting& setting) {
    return !facts.file(setting).has(Trait::SharedConfig);
  });
}

/// A home whose config file was read, or that has none, or an empty one.
bool is_config_known(const SharedFolder& folder) {
  return folder.has_config || base_name(folder.path) == ".aws";
}

void report(const RegionlessClient& client, const Profile& profile, FindingSink& sink) {
  Finding& finding = sink.report(
      *client.call,
      fmt::format(
          "No region: this client is given none, profile \"{}\" names none, and no variable "
          "that was seen does. {} stops with \"{}\".",
          profile.name, client.sdk_name(), client.error()),
      fmt::format("add a region to profile \"{}\", or give the client one", profile.name));
  if (profile.header != nullptr) {
    finding.related.push_back({profile.header->at, "the profile without a region"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::vector<RegionlessClient>& clients = context.view<regionless_clients>();
  if (clients.empty() || is_deployed(context.facts)) return;
  const RegionSources& sources = context.view<RegionSources>();
  if (is_region_anywhere(context.facts, sources)) return;
  const std::string_view in_force = profile_in_force(context);
  const Homes& homes = context.view<Homes>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const RegionlessClient& client : clients) {
    const bool named = client.call->profile.literal();
    if (client.call->profile.given() && !named) continue;
    const std::string_view name = named ? client.call->profile.text.reveal() : in_force;
    const Profile* profile = name.empty() ? nullptr : graph.find_above(client.path, name);
    if (profile == nullptr || profile->header == nullptr || !profile->folder->complete) continue;
    if (!is_config_known(*profile->folder) || profile->has("region")) continue;
    if (homes.real_around(context.facts.file(*profile->header).path) == nullptr) continue;
    if (sources.set_in_code(client.call->sdk) || profile->has_misspelt("region")) continue;
    report(client, *profile, sink);
  }
}

}  // namespace

RuleDefinition region_missing() {
  return {.info = {.summary = "Nothing names a region for a client that needs one",
                   .reporting = Reporting::InUse,
                   .confidence = Confidence::Medium,
                   .error = "NoRegionError",
                   .yields_at_span = {{"sdk-load-config-needed"}}},
          .check = check};
}

}  // namespace credlint::rules
