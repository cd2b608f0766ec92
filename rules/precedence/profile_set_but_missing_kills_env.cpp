// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/env_file_readers.h"
#include "rules/views/env_scopes.h"
#include "rules/views/undefined_profiles.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_profile_variable(const EnvAssignment& assignment) {
  return assignment.name == "AWS_PROFILE" || assignment.name == "AWS_DEFAULT_PROFILE";
}

/// What the files of a run say about environments.
class Environments {
 public:
  explicit Environments(const FactStore& facts) : facts_(facts), readers_(facts) {
    for (const EnvAssignment& assignment : facts.facts().env_assignments) {
      const bool passed_on = !assignment.literal || !assignment.value.empty();
      if (passed_on) set_.insert({assignment.scope, assignment.name});
    }
    // What names `.aws` writes or mounts it, or at least speaks of it: then nothing is certain.
    for (const PatternMatch& match : facts.facts().pattern_matches) {
      if (match.pattern == "aws-folder") with_folder_.insert(match.at.file);
    }
    for (const ImageCopy& copy : facts.facts().image_copies) with_folder_.insert(copy.at.file);
    for (const ProfileDefinition& profile : facts.facts().profile_definitions) {
      with_folder_.insert(profile.at.file);
    }
  }

  [[nodiscard]] bool sets(ScopeId scope, std::string_view name) const {
    return set_.contains({scope, name});
  }
  [[nodiscard]] bool sets_keys(ScopeId scope) const {
    return sets(scope, "AWS_ACCESS_KEY_ID") && sets(scope, "AWS_SECRET_ACCESS_KEY");
  }

  /// True when the environment is one of a container or a build machine that, as far as its files
  /// tell, has no `.aws`.
  [[nodiscard]] bool lacks_folder(const EnvAssignment& assignment) const {
    if (sets(assignment.scope, "AWS_CONFIG_FILE") ||
        sets(assignment.scope, "AWS_SHARED_CREDENTIALS_FILE")) {
      return false;
    }
    const FileRecord& record = facts_.file(assignment);
    const EnvFileReading* container =
        readers_.first(assignment.at.file, {EnvFileReader::DockerRun, EnvFileReader::Compose});
    if (container != nullptr && container->use != nullptr) {
      return !with_folder_.contains(container->use->at.file);
    }
    const bool image = record.has(Trait::Image) && assignment.syntax != EnvSyntax::DockerArg;
    return (image || is_compose(record.path)) && !is_mounted_near(record.path) &&
           !with_folder_.contains(assignment.at.file);
  }

 private:
  static bool is_compose(std::string_view path) {
    const std::string_view name = base_name(path);
    return contains(name, "compose") && (ends_with(name, ".yml") || ends_with(name, ".yaml"));
  }

  /// True when a file in the same folder or below speaks of `.aws`: a script that mounts it.
  [[nodiscard]] bool is_mounted_near(std::string_view path) const {
    const std::string_view folder = folder_of(path);
    return std::any_of(with_folder_.begin(), with_folder_.end(), [&](FileId file) {
      const FileRecord& record = facts_.file(file);
      return !record.has(Trait::SharedConfig) && is_within(record.path, folder);
    });
  }

  const FactStore& facts_;
  EnvFileReaders readers_;
  std::set<std::pair<ScopeId, std::string_view>> set_;
  std::set<FileId> with_folder_;
};

std::string sentences_with_keys(const RuleContext& context) {
  constexpr auto outcomes =
      resolver::outcomes_of_missing_profile<resolver::ProfileNamedBy::Variable>;
  return fmt::format("{} {}", context.view<outcomes>().sentence(),
                     resolver::version_remark(context.catalog, "profile-missing"));
}

void report_in_home(const RuleContext& context, const EnvAssignment& profile,
                    const ProfileHome& home, FindingSink& sink) {
  sink.report(
      profile,
      fmt::format("{} names \"{}\", which {} does not define, and a key pair stands beside it. {}",
                  profile.name, profile.value.reveal(), home.aws_folder,
                  sentences_with_keys(context)),
      fmt::format("remove {}, or define the profile", profile.name));
}

void report_without_files(const RuleContext& context, const EnvAssignment& profile, bool keys,
                          FindingSink& sink) {
  Finding& finding = sink.report(
      profile,
      fmt::format("{} names \"{}\", but nothing brings the AWS files that define it into this "
                  "container{}. {}",
                  profile.name, profile.value.reveal(),
                  keys ? "" : " (unless ~/.aws is mounted when it starts)",
                  sentences_with_keys(context)),
      fmt::format("remove {}", profile.name));
  if (keys) return;
  finding.severity = Severity::Warning;
  finding.confidence = Confidence::Medium;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  const Environments environments(context.facts);
  const UndefinedProfiles& undefined = context.view<UndefinedProfiles>();
  std::map<Location, const ProfileReference*> references;
  for (const ProfileReference& reference : facts.profile_references) {
    references[reference.at] = &reference;
  }
  for (const EnvAssignment& assignment : facts.env_assignments) {
    if (!is_profile_variable(assignment) || !assignment.literal) continue;
    const std::string_view name = assignment.value.reveal();
    if (name.empty() || is_expansion(name)) continue;
    if (placeholder_kind(name, context.catalog) == PlaceholderKind::FillIn) continue;
    if (!is_live_environment(assignment, context.facts.file(assignment))) continue;
    const bool keys = environments.sets_keys(assignment.scope);
    if (environments.lacks_folder(assignment)) {
      report_without_files(context, assignment, keys, sink);
      continue;
    }
    const auto reference = references.find(assignment.at);
    if (!keys || reference == references.end()) continue;
    const auto homes = undefined.missing_from(*reference->second);
    if (!homes.empty()) report_in_home(context, assignment, *homes.front(), sink);
  }
}

}  // namespace

RuleDefinition profile_set_but_missing_kills_env() {
  return {.info = {.summary = "AWS_PROFILE names nothing, which also makes boto3 ignore the keys",
                   .reporting = Reporting::InUse,
                   .error = "ProfileNotFound"},
          .check = check};
}

}  // namespace credlint::rules
