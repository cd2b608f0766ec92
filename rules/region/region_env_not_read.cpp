// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "rules/anatomy/paths.h"
#include "rules/views/env_scopes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/regionless_clients.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kNew = "AWS_REGION";
constexpr std::string_view kOld = "AWS_DEFAULT_REGION";

/// Only whole environments: what a shell sets for one command says little about others.
bool is_environment(const EnvAssignment& assignment) {
  return assignment.syntax == EnvSyntax::EnvFile || assignment.syntax == EnvSyntax::DockerEnv ||
         assignment.syntax == EnvSyntax::ShellExport;
}

/// The first client below the folder if none of them reads the variable but all read the other;
/// nullptr where one does, or there is none.
const RegionlessClient* blind_client(const std::vector<RegionlessClient>& clients,
                                     std::string_view folder, std::string_view set,
                                     std::string_view missing) {
  const RegionlessClient* first = nullptr;
  for (const RegionlessClient& client : clients) {
    if (!is_within(client.path, folder)) continue;
    if (client.reads(set) || !client.reads(missing)) return nullptr;
    if (first == nullptr) first = &client;
  }
  return first;
}

bool is_region_in_profiles(const FactStore& facts) {
  for (const ConfigSetting& setting : facts.facts().config_settings) {
    if (setting.key == "region" && !setting.value.empty()) return true;
  }
  return false;
}

void judge(const RuleContext& context, const std::vector<RegionlessClient>& clients,
           const RegionSources& sources, std::string_view set, std::string_view missing,
           FindingSink& sink) {
  if (sources.assigns(missing) || sources.code_reads(set) || sources.code_reads(missing)) return;
  for (const EnvAssignment* assignment : context.facts.env(set)) {
    const FileRecord& record = context.facts.file(*assignment);
    const std::string_view value = assignment->value.reveal();
    if (!is_environment(*assignment) || !is_live_environment(*assignment, record)) continue;
    if (!assignment->literal || !is_judgeable(context.catalog, value)) continue;
    const RegionlessClient* client = blind_client(clients, folder_of(record.path), set, missing);
    if (client == nullptr || sources.set_in_code(client->call->sdk)) continue;
    Finding& finding = sink.report(
        assignment->name_at, assignment->scope,
        fmt::format(
            "{} is not read by {}, which looks for {}. Its clients here are given no region "
            "and stop with \"{}\".",
            set, client->sdk_name(), missing, client->error()),
        fmt::format("set {} too, so that every SDK finds its region", missing));
    finding.related.push_back({client->call->at, "this client is given no region"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  if (is_region_in_profiles(context.facts)) return;
  const std::vector<RegionlessClient>& clients = context.view<regionless_clients>();
  if (clients.empty()) return;
  const RegionSources& sources = context.view<RegionSources>();
  judge(context, clients, sources, kNew, kOld, sink);
  judge(context, clients, sources, kOld, kNew, sink);
}

}  // namespace

RuleDefinition region_env_not_read() {
  return {.info = {.summary = "The region stands in a variable that the SDK in use does not read",
                   .reporting = Reporting::InUse,
                   .error = "NoRegionError"},
          .check = check};
}

}  // namespace credlint::rules
