// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/env_scopes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kSwitch = "AWS_EC2_METADATA_DISABLED";
constexpr std::string_view kSource = "Ec2InstanceMetadata";

/// The setting through which a profile, or one it is assumed through, asks the instance.
const ConfigSetting* instance_source(const ProfileGraph& graph, const Profile& profile) {
  if (graph.chain_end(profile) != ChainEnd::Base) return nullptr;
  for (const Profile* at = &profile; at != nullptr; at = graph.next(*at)) {
    const ConfigSetting* source = at->setting("credential_source");
    if (source != nullptr && at->has("role_arn") && source->value.reveal() == kSource)
      return source;
    const Profile* next = graph.next(*at);
    if (next == nullptr || has_static_keys(*next)) return nullptr;
  }
  return nullptr;
}

resolver::Outcomes outcomes_without_instance(const RuleContext& context) {
  return resolver::stops_or(
      context,
      {context,
       {"[default]", "role_arn = arn:aws:iam::123456789012:role/name",
        "credential_source = Ec2InstanceMetadata"},
       {},
       {{"AWS_EC2_METADATA_DISABLED", "true"}, {"AWS_SDK_LOAD_CONFIG", "1"}}},
      [](const resolver::Resolution&) { return "find no credentials there"; });
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  if (graph.profiles().empty()) return;
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* off = variables.find(kSwitch);
    if (off == nullptr || to_lower(off->value.reveal()) != "true") continue;
    // Keys in the environment come first, and the instance is not asked.
    if (variables.find("AWS_ACCESS_KEY_ID") != nullptr) continue;
    const EnvAssignment* named = variables.find("AWS_PROFILE");
    const std::string_view name = named == nullptr ? "default" : named->value.reveal();
    const Profile* profile = graph.find_above(context.facts.file(*off).path, name);
    const ConfigSetting* source = profile == nullptr ? nullptr : instance_source(graph, *profile);
    if (source == nullptr) continue;
    Finding& finding = sink.report(
        *off,
        fmt::format("The metadata of the instance is switched off here, but profile \"{}\" takes "
                    "its credentials from there. {}",
                    name, context.view<outcomes_without_instance>().sentence()),
        fmt::format("remove {}, or give the profile another source", kSwitch));
    finding.related.push_back({source->at, "the profile asks the instance"});
  }
}

}  // namespace

RuleDefinition imds_disabled_or_blocked() {
  return {.info = {.summary = "Instance metadata is switched off where a profile needs it",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "CredentialRetrievalError"},
          .check = check};
}

}  // namespace credlint::rules
