// SPDX-License-Identifier: MIT
#include "rules/views/regionless_clients.h"

#include <algorithm>

#include "rules/views/env_scopes.h"
#include "scanner/core/file_purpose.h"

namespace credlint {
namespace {

/// True when the word is one of those in the blank-separated list.
bool lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// botocore and what is built on it count as boto3.
std::string_view family_of(std::string_view sdk) {
  return sdk == "botocore" || sdk == "aioboto3" ? std::string_view("boto3") : sdk;
}

bool needs_region(const Catalog& catalog, const ClientConstruction& call) {
  if (call.service.empty()) return false;
  const DataRow* row = catalog.table(Table::ServicesWithoutRegion).find(call.service);
  return row == nullptr || !lists(row->value, family_of(call.sdk));
}

}  // namespace

bool RegionlessClient::reads(std::string_view variable) const {
  return lists(sdk->value, variable);
}

std::string_view RegionlessClient::sdk_name() const {
  return sdk->note.substr(0, sdk->note.find('|'));
}

std::string_view RegionlessClient::error() const {
  return sdk->note.substr(sdk->note.find('|') + 1);
}

std::vector<RegionlessClient> regionless_clients(const RuleContext& context) {
  const DataTable& sdks = context.catalog.table(Table::SdkRegions);
  std::vector<RegionlessClient> clients;
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (call.region.given() || call.endpoint.given() || call.open_ended || call.unfollowed)
      continue;
    const FileRecord& record = context.facts.file(call);
    const DataRow* sdk = sdks.find(call.sdk);
    if (sdk == nullptr || !needs_region(context.catalog, call)) continue;
    if (context.view<Purposes>().of(call) != FilePurpose::Live || record.has(Trait::Template))
      continue;
    clients.push_back({&call, record.path, sdk});
  }
  return clients;
}

RegionSources::RegionSources(const RuleContext& context) {
  const FileFacts& facts = context.facts.facts();
  for (const EnvAssignment& assignment : facts.env_assignments) {
    if (!context.facts.file(assignment).has(Trait::Template)) assigned_.insert(assignment.name);
  }
  for (const EnvRead& read : facts.env_reads) read_.insert(read.name);
  for (const ClientConstruction& call : facts.client_constructions) {
    if (call.region.kind == Value::Kind::Env) read_.insert(call.region.name);
    if (call.service.empty() && call.region.given()) sdks_.insert(family_of(call.sdk));
  }
}

bool RegionSources::assigns(std::string_view variable) const {
  return assigned_.contains(variable);
}

bool RegionSources::code_reads(std::string_view variable) const { return read_.contains(variable); }

bool RegionSources::set_in_code(std::string_view sdk) const {
  return sdks_.contains(family_of(sdk));
}

std::string_view profile_in_force(const RuleContext& context) {
  std::string_view name = "default";
  bool named = false;
  for (const std::string_view variable : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) {
    for (const EnvAssignment* assignment : context.facts.env(variable)) {
      if (!is_live_environment(*assignment, context.facts.file(*assignment))) continue;
      const std::string_view value = assignment->value.reveal();
      if (!assignment->literal || (named && value != name)) return {};
      if (value.empty()) continue;
      name = value;
      named = true;
    }
  }
  return name;
}

}  // namespace credlint
