// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "rules/anatomy/arn.h"
#include "rules/anatomy/region_names.h"
#include "rules/views/profile_graph.h"
#include "rules/views/region_uses.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kProvider = "fromTemporaryCredentials";
constexpr std::string_view kCommercial = "aws";

/// The partition of a role, if it is another one than the commercial one.
std::string other_partition(const Catalog& catalog, std::string_view role_arn) {
  if (is_arn_template(role_arn)) return {};
  const std::optional<Arn> arn = parse_arn(role_arn);
  if (!arn || arn->partition == kCommercial) return {};
  return catalog.table(Table::Partitions).find(arn->partition) == nullptr ? "" : arn->partition;
}

void judge_providers(const RuleContext& context, FindingSink& sink) {
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    if (call.operation != kProvider || !call.role_arn.literal() || call.region.given()) continue;
    const std::string_view role = call.role_arn.text.reveal();
    const std::string partition = other_partition(context.catalog, role);
    if (partition.empty()) continue;
    Finding& finding = sink.report(
        call,
        fmt::format("{} makes an STS client of its own and gives it no region, so it asks the "
                    "commercial endpoint, us-east-1, for a role of partition {}. Versions of "
                    "JavaScript v3 that do not hand over the region of the client around it get "
                    "\"The security token included in the request is invalid\".",
                    kProvider, partition),
        "add clientConfig: { region } with the region of the client around it");
    if (call.role_arn.at.line > 0) {
      finding.related.push_back(
          {call.role_arn.at, fmt::format("the role belongs to partition {}", partition)});
    }
  }
}

/// Partitions for which anything outside the shared files names a region: then the region may come
/// from there.
std::set<std::string> partitions_named_elsewhere(const RuleContext& context) {
  std::set<std::string> partitions;
  for (const RegionUse& use : context.view<region_uses>()) {
    if (context.facts.file(use.at.file).has(Trait::SharedConfig)) continue;
    partitions.insert(partition_of_region(context.catalog, use.value));
  }
  return partitions;
}

// Who gives the source profile its region does not mean to give it in the environment, but takes it
// for inherited.
bool keeps_regions_in_profiles(const Catalog& catalog, const ProfileGraph& graph,
                               const Profile& profile, std::string_view partition) {
  const Profile* source = graph.next(profile);
  const ConfigSetting* region = source == nullptr ? nullptr : source->setting("region");
  return region != nullptr && partition_of_region(catalog, region->value.reveal()) == partition;
}

void judge_profiles(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  std::optional<std::set<std::string>> elsewhere;
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* role = profile.setting("role_arn");
    if (role == nullptr || profile.has("region") || profile.has_misspelt("region")) continue;
    if (profile.has("endpoint_url") || profile.has("services")) continue;
    const std::string partition = other_partition(context.catalog, role->value.reveal());
    if (partition.empty() || !keeps_regions_in_profiles(context.catalog, graph, profile, partition))
      continue;
    if (!elsewhere) elsewhere = partitions_named_elsewhere(context);
    if (elsewhere->contains(partition)) continue;
    sink.report(
        *role,
        fmt::format("Profile \"{}\" has a role of partition {} but no region, so the role is asked "
                    "for at the commercial endpoint of STS. boto3, the AWS CLI and JavaScript v3 "
                    "get \"The security token included in the request is invalid\" unless "
                    "AWS_REGION or --region names a region of {}; the other SDKs miss a region.",
                    profile.name, partition, partition),
        fmt::format("add a region of {} to the profile", partition));
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  judge_providers(context, sink);
  judge_profiles(context, sink);
}

}  // namespace

RuleDefinition sts_global_for_other_partition() {
  return {.info = {.summary = "A role of another partition is asked for at the commercial STS",
                   .reporting = Reporting::InUse,
                   .confidence = Confidence::Medium,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
