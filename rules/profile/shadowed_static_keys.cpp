// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What stands against the static keys of a profile.
struct Rival {
  const ConfigSetting* setting = nullptr;
  std::string_view text;
};

// Only a whole SSO setup yields credentials; half of one is an error of its own.
const ConfigSetting* sso_of(const Profile& profile) {
  if (!profile.has("sso_account_id") || !profile.has("sso_role_name")) return nullptr;
  const ConfigSetting* session = profile.setting("sso_session");
  return session != nullptr ? session : profile.setting("sso_start_url");
}

// A role that is assumed with the profile's own keys needs them.
bool assumes_with_own_keys(const Profile& profile) {
  const ConfigSetting* source = profile.setting("source_profile");
  return source != nullptr && source->value.reveal() == profile.name;
}

Rival rival_of(const Profile& profile) {
  const bool source = profile.has("source_profile") || profile.has("credential_source");
  const bool own = assumes_with_own_keys(profile);
  for (const Rival& rival :
       {Rival{profile.setting("web_identity_token_file"), "a web identity token"},
        Rival{own ? nullptr : profile.setting("role_arn"),
              source ? "a role to assume" : "a role_arn without a source"},
        Rival{sso_of(profile), "an SSO sign-in"},
        Rival{profile.setting("login_session"), "a login session"},
        Rival{profile.setting("credential_process"), "a credential_process"}}) {
    if (rival.setting != nullptr) return rival;
  }
  return {};
}

/// A machine with that profile as the default one, and with what it refers to.
resolver::SmallMachine machine_with(const RuleContext& context, const Profile& profile) {
  const auto& written = context.view<resolver::WrittenLines>();
  std::vector<std::string> config = {"[default]"};
  std::vector<std::string> credentials = {"[default]"};
  for (const ConfigSetting* setting : profile.settings) {
    std::vector<std::string>& file =
        setting->file_kind == SharedFile::Config ? config : credentials;
    if (setting->parent.empty()) file.emplace_back(written.at(setting->key_at));
  }
  if (const ConfigSetting* session = profile.setting("sso_session")) {
    config.push_back(fmt::format("[sso-session {}]", session->value.reveal()));
    config.emplace_back("sso_region = us-east-1");
    config.emplace_back("sso_start_url = https://example.awsapps.com/start");
  }
  if (const ConfigSetting* source = profile.setting("source_profile")) {
    config.push_back(fmt::format("[profile {}]", source->value.reveal()));
    config.emplace_back("aws_access_key_id = source");
    config.emplace_back("aws_secret_access_key = source");
  }
  return {context, config, credentials, {{"AWS_SDK_LOAD_CONFIG", "1"}}};
}

std::string what_is_taken(const resolver::Resolution& resolution) {
  if (resolution.failure) {
    const std::string& defect = resolution.failure->defect;
    // Nobody is signed in on this machine.
    if (starts_with(defect, "sso-")) return "take the SSO sign-in";
    if (starts_with(defect, "login-")) return "take the login session";
    return fmt::format("stop ({})", resolution.failure->type);
  }
  const std::string_view provider =
      resolution.credentials ? std::string_view(resolution.credentials->provider) : "";
  if (provider == "assume-role") return "take the role";
  if (provider == "assume-role-with-web-identity") return "take the web identity token";
  if (provider == "sso") return "take the SSO sign-in";
  if (provider == "login") return "take the login session";
  if (provider == "process") return "take the credential_process";
  return provider.empty() ? "" : "take the static keys";
}

resolver::Outcomes outcomes_of(const RuleContext& context, const Profile& profile) {
  const resolver::SmallMachine machine = machine_with(context, profile);
  return resolver::resolved_by_all(
      context.view<resolver::AllSdks>(), machine.machine(),
      [](const resolver::Sdk&, const resolver::Resolution& resolution) {
        return what_is_taken(resolution);
      });
}

bool is_real_pair(const Catalog& catalog, const Profile& profile) {
  const ConfigSetting* key_id = profile.setting("aws_access_key_id");
  const ConfigSetting* secret = profile.setting("aws_secret_access_key");
  return key_id != nullptr && secret != nullptr && is_judgeable(catalog, key_id->value.reveal()) &&
         is_judgeable(catalog, secret->value.reveal());
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    if (!is_real_pair(context.catalog, profile)) continue;
    const ConfigSetting& key_id = *profile.setting("aws_access_key_id");
    const Rival rival = rival_of(profile);
    if (rival.setting == nullptr) continue;
    Finding& finding =
        sink.report(key_id,
                    fmt::format("Profile \"{}\" holds static keys and {}, of which one counts. {}",
                                profile.name, rival.text, outcomes_of(context, profile).sentence()),
                    "remove the static keys, or give them a profile of their own");
    finding.related.push_back({rival.setting->at, "stands against the static keys"});
    // Some tools write fresh keys beside an SSO setup on purpose, for programs that know no SSO.
    if (is_kept_by_other_tool(context.catalog, profile)) finding.severity = Severity::Note;
  }
}

}  // namespace

RuleDefinition shadowed_static_keys() {
  return {.info = {.summary = "A profile holds static keys beside another kind of credentials",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
