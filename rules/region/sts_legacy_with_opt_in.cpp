// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string_view>
#include <vector>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/views/env_scopes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kVariable = "AWS_STS_REGIONAL_ENDPOINTS";

/// A client that works in a region for which tokens of the global endpoint do not count.
struct OptInClient {
  const ClientConstruction* call = nullptr;
  std::string_view path;
};

std::vector<OptInClient> opt_in_clients(const RuleContext& context) {
  const DataTable& regions = context.catalog.table(Table::Regions);
  const DataTable& readers = context.catalog.table(Table::StsLegacyReaders);
  std::vector<OptInClient> clients;
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    const FileRecord& record = context.facts.file(call);
    if (!call.region.literal() || call.service == "sts" || call.key_id.given()) continue;
    if (readers.find(call.sdk) == nullptr || context.view<Purposes>().of(call) != FilePurpose::Live)
      continue;
    const DataRow* region = regions.find(call.region.text.reveal());
    if (region != nullptr && region->note == "opt-in") clients.push_back({&call, record.path});
  }
  return clients;
}

bool goes_to_global_endpoint(const Catalog& catalog, std::string_view region) {
  return catalog.table(Table::StsGlobalRegions).find(region) != nullptr;
}

/// True when the client takes its credentials from that profile.
bool uses(const ClientConstruction& call, std::string_view profile, std::string_view in_force) {
  if (call.profile.literal()) return call.profile.text.reveal() == profile;
  return !call.profile.given() && profile == in_force;
}

/// The profile that AWS_PROFILE names, where it names one; else the default one.
std::string_view profile_in_force(const FactStore& facts) {
  std::string_view name = "default";
  for (const EnvAssignment* assignment : facts.env("AWS_PROFILE")) {
    const bool known = assignment->literal && !assignment->value.empty();
    if (known && is_live_environment(*assignment, facts.file(*assignment)))
      name = assignment->value.reveal();
  }
  return name;
}

void report(const Fact& legacy, const OptInClient& client, std::string_view own_region,
            FindingSink& sink) {
  const std::string_view region = client.call->region.text.reveal();
  Finding& finding = sink.report(
      legacy,
      fmt::format("With \"legacy\", sessions are asked for at the global STS endpoint, since {} is "
                  "a region of its; but a client works in {}, where tokens of that endpoint are "
                  "not valid. boto3, AWS CLI v1, Go v1, Java v1 and JavaScript v2 get \"The "
                  "security token included in the request is invalid\"; JavaScript v3, Go v2 and "
                  "Java v2 always ask a regional endpoint.",
                  own_region, region),
      "write \"regional\"");
  finding.related.push_back({client.call->region.at, fmt::format("a client in {}", region)});
}

void judge_profiles(const RuleContext& context, const std::vector<OptInClient>& clients,
                    FindingSink& sink) {
  const std::string_view in_force = profile_in_force(context.facts);
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* legacy = profile.setting("sts_regional_endpoints");
    const ConfigSetting* region = profile.setting("region");
    if (legacy == nullptr || to_lower(legacy->value.reveal()) != "legacy") continue;
    // Only a profile that asks STS for a session gets a token of that endpoint.
    if (region == nullptr || !profile.has("role_arn")) continue;
    if (!goes_to_global_endpoint(context.catalog, region->value.reveal())) continue;
    const std::string_view root = folder_of(profile.folder->path);
    for (const OptInClient& client : clients) {
      if (!uses(*client.call, profile.name, in_force) || !is_within(client.path, root)) continue;
      report(*legacy, client, region->value.reveal(), sink);
      break;
    }
  }
}

/// Folders in whose files code asks STS for a session.
bool assumes_role_below(const FactStore& facts, std::string_view folder) {
  for (const RoleAssumption& call : facts.facts().role_assumptions) {
    if (!call.setting && is_within(facts.file(call).path, folder)) return true;
  }
  return false;
}

void judge_environments(const RuleContext& context, const std::vector<OptInClient>& clients,
                        FindingSink& sink) {
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* legacy = variables.find(kVariable);
    if (legacy == nullptr || to_lower(legacy->value.reveal()) != "legacy") continue;
    const EnvAssignment* region = variables.find("AWS_DEFAULT_REGION");
    if (region == nullptr) region = variables.find("AWS_REGION");
    if (region == nullptr || !goes_to_global_endpoint(context.catalog, region->value.reveal()))
      continue;
    const std::string_view folder = folder_of(context.facts.file(*legacy).path);
    if (!assumes_role_below(context.facts, folder)) continue;
    for (const OptInClient& client : clients) {
      if (!is_within(client.path, folder)) continue;
      report(*legacy, client, region->value.reveal(), sink);
      break;
    }
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::vector<OptInClient> clients = opt_in_clients(context);
  if (clients.empty()) return;
  judge_profiles(context, clients, sink);
  judge_environments(context, clients, sink);
}

}  // namespace

RuleDefinition sts_legacy_with_opt_in() {
  return {.info = {.summary = "Sessions of the global STS endpoint are used in an opt-in region",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
