// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/support/file_purpose.h"
#include "rules/support/paths.h"
#include "rules/support/profile_graph.h"
#include "rules/support/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// One `.aws` folder whose profiles are what programs below its parent folder see.
struct Home {
  std::string_view aws_folder;
  std::string_view root;
  std::set<std::string_view> profiles;
  bool has_config = false;
  bool has_credentials = false;
  bool tracked = false;
};

std::vector<Home> collect_homes(const FactStore& facts) {
  std::map<std::string_view, Home> homes;
  for (const ProfileDefinition& profile : facts.facts().profile_definitions) {
    const FileRecord& record = facts.file(profile);
    const std::string_view folder = folder_of(record.path);
    if (base_name(folder) != ".aws") continue;
    Home& home = homes[folder];
    home.aws_folder = folder;
    home.root = folder_of(folder);
    home.profiles.insert(profile.name);
    (profile.file_kind == SharedFile::Config ? home.has_config : home.has_credentials) = true;
    home.tracked |= record.tracking == Tracking::Tracked;
  }
  std::vector<Home> found;
  for (auto& [folder, home] : homes) found.push_back(std::move(home));
  return found;
}

// Names that other files define ("aws configure set --profile x").
std::set<std::string_view> defined_elsewhere(const FactStore& facts) {
  std::set<std::string_view> names;
  for (const ProfileDefinition& profile : facts.facts().profile_definitions) {
    if (!facts.file(profile).has(Trait::SharedConfig)) names.insert(profile.name);
  }
  return names;
}

class References {
 public:
  explicit References(const RuleContext& context)
      : facts_(context.facts),
        homes_(collect_homes(context.facts)),
        elsewhere_(defined_elsewhere(context.facts)),
        headers_(misspelt_headers(context.facts)) {
    // A line that also writes a setting of the profile makes the profile.
    for (const CredentialPart& part : facts_.facts().credential_parts) note_writer(part);
    for (const RegionSetting& region : facts_.facts().region_settings) {
      if (region.via == "region") note_writer(region);
    }
    for (const EnvAssignment& assignment : facts_.facts().env_assignments) {
      if (assignment.test) test_lines_.insert({assignment.at.file, assignment.at.line});
    }
  }

  [[nodiscard]] bool any_homes() const { return !homes_.empty(); }

  void judge(const ProfileReference& reference, FindingSink& sink) {
    if (!is_judged(reference)) return;
    const FileRecord& record = facts_.file(reference);
    std::vector<const Home*> seen;
    for (const Home& home : homes_) {
      if (!is_within(folder_of(record.path), home.root)) continue;
      // A machine that builds an image or runs a workflow does not have this user's home.
      const bool machine = record.has(Trait::Ci) || record.has(Trait::Image);
      if (machine && !home.tracked) continue;
      seen.push_back(&home);
    }
    if (seen.empty() || is_defined(*reference.name, seen)) return;
    report(reference, seen, sink);
  }

 private:
  void note_writer(const Fact& fact) {
    if (!facts_.file(fact).has(Trait::SharedConfig)) {
      writer_lines_.insert({fact.at.file, fact.at.line});
    }
  }

  [[nodiscard]] bool is_judged(const ProfileReference& reference) const {
    if (!reference.name || reference.name->empty() || *reference.name == "default") return false;
    if (reference.name->find_first_of("${}<>%`*\"'") != std::string::npos) return false;
    const FileRecord& record = facts_.file(reference);
    if (record.has(Trait::SharedConfig) || record.has(Trait::Prose) ||
        record.has(Trait::Template)) {
      return false;
    }
    // This input of the GitHub action makes the profile.
    if (record.has(Trait::Ci) && reference.via == "aws-profile") return false;
    const std::pair line(reference.at.file, reference.at.line);
    return writer_lines_.count(line) == 0 && test_lines_.count(line) == 0;
  }

  [[nodiscard]] bool is_defined(std::string_view name, const std::vector<const Home*>& seen) const {
    if (elsewhere_.count(name) != 0) return true;
    return std::any_of(seen.begin(), seen.end(), [&](const Home* home) {
      return home->profiles.count(name) != 0 || headers_.count({home->aws_folder, name}) != 0;
    });
  }

  void report(const ProfileReference& reference, const std::vector<const Home*>& seen,
              FindingSink& sink) {
    std::vector<std::string_view> names;
    bool whole = true;
    for (const Home* home : seen) {
      names.insert(names.end(), home->profiles.begin(), home->profiles.end());
      whole = whole && home->has_config && home->has_credentials;
    }
    Finding& finding = sink.report(
        reference,
        fmt::format("Profile \"{}\" is not defined in {}{}. boto3 and the AWS CLI stop with \"The "
                    "config profile could not be found\", even when keys stand in the environment; "
                    "the other SDKs find no credentials.",
                    *reference.name, seen.front()->aws_folder,
                    suggestions_.hint(*reference.name, names)),
        "name a profile that exists, or define this one");
    if (!whole) finding.confidence = Confidence::Medium;
    lower_for_purpose(finding, facts_.file(reference));
  }

  const FactStore& facts_;
  std::vector<Home> homes_;
  std::set<std::string_view> elsewhere_;
  MisspeltHeaders headers_;
  std::set<std::pair<FileId, std::uint32_t>> writer_lines_;
  std::set<std::pair<FileId, std::uint32_t>> test_lines_;
  NameSuggestions suggestions_;
};

void check(const RuleContext& context, FindingSink& sink) {
  if (!context.facts.has_shared_config()) return;
  References references(context);
  if (!references.any_homes()) return;
  for (const ProfileReference& reference : context.facts.facts().profile_references) {
    references.judge(reference, sink);
  }
}

}  // namespace

RuleDefinition profile_not_found() {
  return {.info = {.summary = "A profile is used that no shared file defines",
                   .error = "ProfileNotFound",
                   .yields_at_span = {{"profile-set-but-missing-kills-env"}}},
          .check = check};
}

}  // namespace credlint::rules
