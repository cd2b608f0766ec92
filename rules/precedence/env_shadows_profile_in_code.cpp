// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/placeholder.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/env_file_readers.h"
#include "rules/views/env_scopes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Code below the folder that leaves it to the SDK to find credentials.
const ClientConstruction* client_of_the_chain(const FactStore& facts, std::string_view folder) {
  const auto& clients = facts.facts().client_constructions;
  const auto found =
      std::find_if(clients.begin(), clients.end(), [&](const ClientConstruction& client) {
        const FileRecord& record = facts.file(client);
        return is_within(record.path, folder) && purpose_of(record) == FilePurpose::Live &&
               !client.open_ended && !client.service.empty() && !client.key_id.given() &&
               !client.secret.given() && !client.profile.given() && !client.endpoint.given();
      });
  return found == clients.end() ? nullptr : &*found;
}

/// The default profile holds credentials, and not those of the file.
bool is_shadowed(const Profile& profile, std::string_view key_id) {
  if (const ConfigSetting* own = profile.setting("aws_access_key_id")) {
    return own->value.reveal() != key_id;
  }
  return profile.has("sso_session") || profile.has("sso_start_url") || profile.has("role_arn") ||
         profile.has("credential_process") || profile.has("login_session");
}

resolver::Outcomes outcomes_beside_default(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {}, {"[default]", "aws_access_key_id = file", "aws_secret_access_key = file"},
      {{"AWS_ACCESS_KEY_ID", "environment"}, {"AWS_SECRET_ACCESS_KEY", "environment"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    const bool theirs = resolution.credentials->provider == "environment";
    return theirs ? "take these keys" : "take the profile's";
  });
}

void check(const RuleContext& context, FindingSink& sink) {
  if (!context.facts.has_shared_config()) return;
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* key_id = variables.find("AWS_ACCESS_KEY_ID");
    const EnvAssignment* secret = variables.find("AWS_SECRET_ACCESS_KEY");
    if (key_id == nullptr || secret == nullptr || variables.find("AWS_PROFILE") != nullptr)
      continue;
    const FileRecord& record = context.facts.file(*key_id);
    const EnvFileReading* reading =
        readers.first(key_id->at.file, {EnvFileReader::Dotenv, EnvFileReader::Shell});
    if (reading == nullptr || is_placeholder(key_id->value.reveal(), context.catalog)) continue;
    const Profile* profile = graph.find_above(record.path, "default");
    if (profile == nullptr || !is_shadowed(*profile, key_id->value.reveal())) continue;
    const ClientConstruction* client = client_of_the_chain(context.facts, folder_of(record.path));
    if (client == nullptr) continue;
    Finding& finding = sink.report(
        *key_id,
        fmt::format("The keys of this file come before the default profile of {}, which holds "
                    "others. Elsewhere the same code has the profile's identity. Where the file is "
                    "loaded: {}",
                    profile->folder->path,
                    context.view<outcomes_beside_default>().sentence_for(client->sdk)),
        "remove the keys from the file, or name a profile in it (AWS_PROFILE)");
    finding.related.push_back({client->at, "a client that takes what the SDK finds first"});
    relate_reader(finding, *reading);
  }
}

}  // namespace

RuleDefinition env_shadows_profile_in_code() {
  return {.info = {.summary = "Keys of an env file come before the default profile",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"env-and-profile", "placeholder-value"}},
                   .yields_in_scope = {{"token-expired-certain", "temp-key-without-token"}}},
          .check = check};
}

}  // namespace credlint::rules
