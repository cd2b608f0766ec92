// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/file_matches.h"
#include "rules/views/profile_graph.h"
#include "rules/views/undefined_profiles.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The construction that is given this profile: the provider of credentials before the client that
/// it is passed on to. nullptr where none is.
const ClientConstruction* construction_with(const FactStore& facts,
                                            const ProfileReference& reference) {
  const ClientConstruction* found = nullptr;
  for (const ClientConstruction& client : facts.facts().client_constructions) {
    if (!client.profile.literal() || client.profile.at != reference.at) continue;
    if (client.provider) return &client;
    if (found == nullptr) found = &client;
  }
  return found;
}

/// A provider that is told its profile asks nothing else, whatever the SDK's own chain does.
std::string provider_stops(const RuleContext& context, std::string_view sdk) {
  resolver::Outcomes outcomes(context.catalog);
  outcomes.add(sdk, std::string(resolver::kPassesOverEnvironment));
  return outcomes.sentence_for(sdk);
}

std::string consequence(const RuleContext& context, const ProfileReference& reference) {
  using resolver::ProfileNamedBy;
  const auto& by_variable =
      context.view<resolver::outcomes_of_missing_profile<ProfileNamedBy::Variable>>();
  const auto& by_code = context.view<resolver::outcomes_of_missing_profile<ProfileNamedBy::Code>>();
  const ClientConstruction* client = construction_with(context.facts, reference);
  if (client != nullptr && client->provider) return provider_stops(context, client->sdk);
  const std::string_view sdk = client != nullptr              ? std::string_view(client->sdk)
                               : reference.via == "--profile" ? "cli-v2"
                                                              : "";
  const bool variable = context.catalog.variable(reference.via) != nullptr;
  return (variable ? by_variable : by_code).sentence_for(sdk);
}

/// For whoever knows that the profile is on the machine.
std::string need(const RuleContext& context, const ProfileReference& reference) {
  return fmt::format(
      "Profile \"{}\" has to be defined on every machine that runs this. Where it is not: {}",
      *reference.name, consequence(context, reference));
}

void report(const RuleContext& context, const ProfileReference& reference,
            const std::vector<const ProfileHome*>& seen, NameSuggestions& suggestions,
            FindingSink& sink) {
  std::vector<std::string_view> names;
  bool whole = true;
  for (const ProfileHome* home : seen) {
    names.insert(names.end(), home->profiles.begin(), home->profiles.end());
    whole = whole && home->has_config && home->has_credentials;
  }
  const std::string_view near = suggestions.nearest_to(*reference.name, names);
  Finding& finding = sink.report(
      reference,
      fmt::format("Profile \"{}\" is not defined in {}{}. {}", *reference.name,
                  seen.front()->aws_folder, did_you_mean(near), consequence(context, reference)),
      write_or(near, "define this profile"));
  if (!whole) finding.confidence = Confidence::Medium;
  if (!near.empty()) finding.fix = only_candidate(reference.at, *reference.name, names);
}

bool is_for_machines(const FileRecord& record) {
  return record.has(Trait::Code) || record.has(Trait::Ci) || record.has(Trait::Image);
}

/// Where no shared file was read, as on a build machine: says once for each name that only a
/// machine can define it.
void check_without_files(const RuleContext& context, FindingSink& sink) {
  const UndefinedProfiles& undefined = context.view<UndefinedProfiles>();
  const FileMatches& matches = context.view<FileMatches>();
  std::set<std::string_view> names;
  for (const ProfileReference& reference : context.facts.facts().profile_references) {
    const FileRecord& record = context.facts.file(reference);
    if (!is_for_machines(record) || context.view<Purposes>().of(reference) != FilePurpose::Live)
      continue;
    // profile-in-deployed-code knows more.
    if (matches.in_file_of(reference, "lambda-handler")) continue;
    if (matches.in_file_of(reference, "aws-files-made")) continue;
    if (!undefined.is_looked_for(reference) || !names.insert(*reference.name).second) continue;
    Finding& finding =
        sink.report(reference, need(context, reference),
                    "write the profile before this runs (aws configure set), or name none here");
    finding.severity = Severity::Note;
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  if (!context.facts.has_shared_config()) return check_without_files(context, sink);
  const UndefinedProfiles& undefined = context.view<UndefinedProfiles>();
  if (!undefined.any_homes()) return;
  NameSuggestions suggestions;
  for (const ProfileReference& reference : context.facts.facts().profile_references) {
    const std::vector<const ProfileHome*> seen = undefined.missing_from(reference);
    if (!seen.empty()) report(context, reference, seen, suggestions, sink);
  }
}

}  // namespace

RuleDefinition profile_not_found() {
  return {.info = {.summary = "A profile is used that no shared file defines",
                   .reporting = Reporting::InUse,
                   .error = "ProfileNotFound",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"profile-set-but-missing-kills-env"}}},
          .check = check};
}

}  // namespace credlint::rules
