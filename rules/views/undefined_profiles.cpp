// SPDX-License-Identifier: MIT
#include "rules/views/undefined_profiles.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "scanner/core/spans.h"

namespace credlint {
namespace {

std::vector<ProfileHome> collect_homes(const FactStore& facts) {
  std::map<std::string_view, ProfileHome> homes;
  for (const ProfileDefinition& profile : facts.facts().profile_definitions) {
    const FileRecord& record = facts.file(profile);
    const std::string_view folder = folder_of(record.path);
    if (base_name(folder) != ".aws") continue;
    ProfileHome& home = homes[folder];
    home.aws_folder = folder;
    home.root = folder_of(folder);
    home.profiles.insert(profile.name);
    (profile.file_kind == SharedFile::Config ? home.has_config : home.has_credentials) = true;
    home.tracked |= record.tracking == Tracking::Tracked;
  }
  std::vector<ProfileHome> found;
  for (auto& [folder, home] : homes) found.push_back(std::move(home));
  return found;
}

/// Whether code in that folder meets the home: it lies below, or the home was named by itself, from
/// elsewhere ("check ~/.aws ."), so it is the one of whoever asks.
bool is_met_in(std::string_view folder, std::string_view home) {
  const auto is_outside = [](std::string_view path) {
    return path.starts_with('/') || path == ".." || path.starts_with("../");
  };
  return is_within(folder, home) || (is_outside(home) && !is_outside(folder));
}

// Names that other files define ("aws configure set --profile x").
std::set<std::string_view> defined_elsewhere(const FactStore& facts) {
  std::set<std::string_view> names;
  for (const ProfileDefinition& profile : facts.facts().profile_definitions) {
    if (!facts.file(profile).has(Trait::SharedConfig)) names.insert(profile.name);
  }
  return names;
}

/// In a shared file that a script writes: the profile may stand in another one on that machine.
bool is_of_written_file(const ProfileReference& reference) {
  return reference.via == "source_profile";
}

/// This input of configure-aws-credentials makes the profile, for the steps that follow.
bool is_made_by_step(const FactStore& facts, const ProfileReference& reference) {
  return reference.via == "aws-profile" && facts.file(reference).has(Trait::Ci);
}

}  // namespace

UndefinedProfiles::UndefinedProfiles(const FactStore& facts)
    : facts_(facts),
      homes_(collect_homes(facts)),
      elsewhere_(defined_elsewhere(facts)),
      headers_(misspelt_headers(facts)) {
  // A line that also writes a setting of the profile makes the profile.
  for (const CredentialPart& part : facts_.facts().credential_parts) note_writer(part);
  // The region of a client stands beside the profile that it reads.
  std::set<ScopeId> clients;
  for (const ClientConstruction& call : facts_.facts().client_constructions) {
    clients.insert(call.scope);
  }
  for (const RegionSetting& region : facts_.facts().region_settings) {
    if (region.via == "region" && clients.count(region.scope) == 0) note_writer(region);
  }
  for (const ProfileReference& reference : facts_.facts().profile_references) {
    if (reference.name && is_made_by_step(facts_, reference))
      made_by_steps_.emplace(reference.at.file, *reference.name);
  }
  for (const PatternMatch& match : facts_.facts().pattern_matches) {
    if (match.pattern == "profile-default") defaults_[match.at.file].push_back(match.at.span);
  }
  for (const EnvAssignment& assignment : facts_.facts().env_assignments) {
    if (assignment.test) test_lines_.insert({assignment.at.file, assignment.at.line});
  }
}

std::vector<const ProfileHome*> UndefinedProfiles::missing_from(
    const ProfileReference& reference) const {
  std::vector<const ProfileHome*> seen;
  if (!is_judged(reference)) return seen;
  const FileRecord& record = facts_.file(reference);
  for (const ProfileHome& home : homes_) {
    if (!is_met_in(folder_of(record.path), home.root)) continue;
    // A machine that builds an image or runs a workflow does not have this user's home.
    const bool machine = record.has(Trait::Ci) || record.has(Trait::Image);
    if (machine && !home.tracked) continue;
    seen.push_back(&home);
  }
  if (is_defined(*reference.name, seen)) seen.clear();
  return seen;
}

void UndefinedProfiles::note_writer(const Fact& fact) {
  if (!facts_.file(fact).has(Trait::SharedConfig)) {
    writer_lines_.insert({fact.at.file, fact.at.line});
  }
}

bool UndefinedProfiles::is_judged(const ProfileReference& reference) const {
  if (!reference.name || reference.name->empty() || *reference.name == "default") return false;
  if (reference.name->find_first_of("${}<>%`*\"'") != std::string::npos) return false;
  // "xxxxxxxx-prod": blanked out before it was published.
  if (to_lower(*reference.name).find("xxxx") != std::string::npos) return false;
  const FileRecord& record = facts_.file(reference);
  if (record.has(Trait::SharedConfig) || record.has(Trait::Prose) || record.has(Trait::Template)) {
    return false;
  }
  if (is_of_written_file(reference)) return false;
  if (made_by_steps_.contains({reference.at.file, *reference.name})) return false;
  const auto defaults = defaults_.find(reference.at.file);
  if (defaults != defaults_.end() && hold(defaults->second, reference.at.span)) return false;
  const std::pair line(reference.at.file, reference.at.line);
  return writer_lines_.count(line) == 0 && test_lines_.count(line) == 0;
}

bool UndefinedProfiles::is_defined(std::string_view name,
                                   const std::vector<const ProfileHome*>& seen) const {
  if (elsewhere_.count(name) != 0) return true;
  return std::any_of(seen.begin(), seen.end(), [&](const ProfileHome* home) {
    return home->profiles.count(name) != 0 || headers_.count({home->aws_folder, name}) != 0;
  });
}

}  // namespace credlint
