// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "rules/anatomy/paths.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/part_of.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Half a pair in an env file.
struct Half {
  const CredentialPart* part = nullptr;
  bool is_key_id = false;
};

// What the env files of each folder give: they are often laid over each other (".env",
// ".env.local").
std::set<std::pair<std::string_view, PartKind>> parts_by_folder(const RuleContext& context) {
  std::set<std::pair<std::string_view, PartKind>> parts;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    const auto part = name == nullptr ? std::nullopt : part_of(name->meaning);
    if (part) parts.emplace(folder_of(context.facts.file(assignment).path), *part);
  }
  return parts;
}

std::vector<Half> halves_in_env_files(const RuleContext& context) {
  const ScopeParts& parts = context.view<ScopeParts>();
  const auto beside = parts_by_folder(context);
  std::vector<Half> halves;
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if ((set.key_id == nullptr) == (set.secret == nullptr)) continue;
    const bool key_id = set.key_id != nullptr;
    const CredentialPart& part = key_id ? *set.key_id : *set.secret;
    const FileRecord& file = context.facts.file(part);
    if (!file.has(Trait::EnvFile) || file.has(Trait::Template)) continue;
    if (context.catalog.variable(part.name) == nullptr) continue;
    const PartKind missing = key_id ? PartKind::Secret : PartKind::KeyId;
    if (parts.of(set.scope, missing) != Presence::Absent) continue;
    if (beside.count({folder_of(file.path), missing}) != 0) continue;
    if (is_judgeable(context.catalog, part.value.reveal())) halves.push_back({&part, key_id});
  }
  return halves;
}

// The profile that an env file chooses; the default one where it names none.
std::map<FileId, std::string_view> chosen_profiles(const FactStore& facts) {
  std::map<FileId, std::string_view> chosen;
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    if (assignment.name != "AWS_PROFILE" || assignment.value.empty()) continue;
    chosen[assignment.at.file] = assignment.value.reveal();
  }
  return chosen;
}

// The profile of that name in the `.aws` folder of the home that the file lies in, or nullptr.
const Profile* profile_seen_from(const RuleContext& context, const ProfileGraph& graph, FileId file,
                                 std::string_view name) {
  std::string_view path = folder_of(context.facts.file(file).path);
  while (true) {
    const std::string aws = path.empty() ? ".aws" : fmt::format("{}/.aws", path);
    const SharedFolder* folder = graph.folder(aws);
    if (folder != nullptr) return graph.find(*folder, name);
    if (path.empty()) return nullptr;
    path = folder_of(path);
  }
}

/// A key id in the environment and a whole pair in the file.
resolver::Outcomes outcomes_beside_file(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {}, {"[default]", "aws_access_key_id = id", "aws_secret_access_key = secret"},
      {{"AWS_ACCESS_KEY_ID", "half"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution&) {
    return "pass over this key and use the pair of the file";
  });
}

void report(const RuleContext& context, const Half& half, const Profile& profile,
            const ConfigSetting& other, bool file_is_whole, FindingSink& sink) {
  const std::string_view own = half.is_key_id ? "access key id" : "secret key";
  const std::string_view rest = half.is_key_id ? "secret key" : "access key id";
  Finding& finding = sink.report(
      *half.part,
      fmt::format(
          "The {} stands here, but a {} only in profile \"{}\". No SDK puts a pair together "
          "from the environment and a file{}",
          own, rest, profile.name,
          file_is_whole ? ". " + context.view<outcomes_beside_file>().sentence()
                        : ", so that neither half is of use."),
      file_is_whole ? "remove the key id here, or add its secret key beside it"
                    : "put both halves into one place");
  finding.related.push_back({other.at, fmt::format("the {} in the shared file", rest)});
  if (!file_is_whole) finding.severity = Severity::Error;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::vector<Half> halves = halves_in_env_files(context);
  if (halves.empty() || !context.facts.has_shared_config()) return;
  const ProfileGraph& graph = context.view<ProfileGraph>();
  const auto chosen = chosen_profiles(context.facts);
  for (const Half& half : halves) {
    const auto choice = chosen.find(half.part->at.file);
    const std::string_view name = choice == chosen.end() ? "default" : choice->second;
    const Profile* profile = profile_seen_from(context, graph, half.part->at.file, name);
    if (profile == nullptr) continue;
    const ConfigSetting* key_id = profile->setting("aws_access_key_id");
    const ConfigSetting* secret = profile->setting("aws_secret_access_key");
    const bool whole = key_id != nullptr && secret != nullptr;
    const ConfigSetting* other = half.is_key_id ? secret : key_id;
    // A lone secret in the environment is passed over where the file has a pair: it does no harm.
    if (other == nullptr || (whole && !half.is_key_id)) continue;
    if (is_judgeable(context.catalog, other->value.reveal())) {
      report(context, half, *profile, *other, whole, sink);
    }
  }
}

}  // namespace

RuleDefinition set_split_across_sources() {
  return {.info = {.summary = "Half a key pair in the environment, the other in a shared file",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "PartialCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
