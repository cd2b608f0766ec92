// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Keys that are missing, without those that are there in another spelling or with an empty value.
std::vector<std::string_view> missing_of(const Catalog& catalog, const Profile& profile,
                                         std::initializer_list<std::string_view> wanted) {
  std::vector<std::string_view> missing;
  for (const std::string_view key : wanted) {
    const bool named =
        std::any_of(profile.settings.begin(), profile.settings.end(),
                    [&](const auto* setting) { return equals_ignoring_case(setting->key, key); });
    if (!named && !has_wrongly_named(catalog, profile, key)) missing.push_back(key);
  }
  return missing;
}

const ConfigSetting* first_of(const Profile& profile,
                              std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const ConfigSetting* setting = profile.setting(key)) return setting;
  }
  return nullptr;
}

/// A machine whose default profile has those settings, and the session that they name.
resolver::SmallMachine machine_with(const RuleContext& context, const Profile& profile) {
  std::vector<std::string> config = {"[default]"};
  for (const ConfigSetting* setting : profile.settings) {
    if (starts_with(setting->key, "sso_"))
      config.push_back(fmt::format("{} = {}", setting->key, setting->value.reveal()));
  }
  if (const ConfigSetting* session = profile.setting("sso_session")) {
    config.push_back(fmt::format("[sso-session {}]", session->value.reveal()));
    config.emplace_back("sso_region = us-east-1");
    config.emplace_back("sso_start_url = https://example.awsapps.com/start");
  }
  return {context, config, {}, {{"AWS_SDK_LOAD_CONFIG", "1"}}};
}

void report(const RuleContext& context, const ConfigSetting& anchor, const Profile& profile,
            const std::vector<std::string_view>& missing, FindingSink& sink) {
  sink.report(anchor.key_at, anchor.scope,
              fmt::format("Profile \"{}\" is set up for SSO but lacks {}. {}", profile.name,
                          fmt::join(missing, " and "),
                          resolver::stops_or(context, machine_with(context, profile),
                                             [](const resolver::Resolution&) {
                                               return "find no credentials in the profile";
                                             })
                              .sentence()),
              fmt::format("add {}", fmt::join(missing, " and ")));
}

void judge_profile(const RuleContext& context, const Profile& profile, FindingSink& sink) {
  const ConfigSetting* account_or_role = first_of(profile, {"sso_account_id", "sso_role_name"});
  const bool has_session = profile.has("sso_session");
  if (account_or_role == nullptr) {
    // A session alone serves bearer tokens; the old pair alone serves nothing.
    const ConfigSetting* anchor = first_of(profile, {"sso_start_url", "sso_region"});
    if (has_session || anchor == nullptr || has_static_keys(profile)) return;
    if (profile.has("role_arn") || profile.has("credential_process")) return;
    const auto missing = missing_of(context.catalog, profile, {"sso_account_id", "sso_role_name"});
    if (missing.size() == 2) report(context, *anchor, profile, missing, sink);
    return;
  }
  const auto missing =
      has_session ? missing_of(context.catalog, profile, {"sso_account_id", "sso_role_name"})
      : has_wrongly_named(context.catalog, profile, "sso_session")
          ? std::vector<std::string_view>{}
          : missing_of(context.catalog, profile,
                       {"sso_account_id", "sso_role_name", "sso_start_url", "sso_region"});
  if (!missing.empty()) report(context, *account_or_role, profile, missing, sink);
}

// Names of profiles whose settings others take over by aws-vault's include_profile.
std::set<std::string_view> included_profiles(const FactStore& facts) {
  std::set<std::string_view> names;
  for (const ConfigSetting& setting : facts.facts().config_settings) {
    if (setting.key == "include_profile" || setting.key == "parent_profile") {
      names.insert(setting.value.reveal());
    }
  }
  return names;
}

struct Session {
  const ConfigSection* header = nullptr;
  Profile settings;
};

void judge_sessions(const RuleContext& context, FindingSink& sink) {
  std::map<ScopeId, Session> sessions;
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    if (section.kind == SectionKind::SsoSession) sessions[section.scope].header = &section;
  }
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const auto session = sessions.find(setting.scope);
    if (session != sessions.end()) session->second.settings.settings.push_back(&setting);
  }
  for (const auto& [scope, session] : sessions) {
    const auto missing =
        missing_of(context.catalog, session.settings, {"sso_start_url", "sso_region"});
    if (missing.empty()) continue;
    sink.report(*session.header,
                fmt::format("SSO session \"{}\" lacks {}. No profile that uses it can log in.",
                            session.header->name, fmt::join(missing, " and ")),
                fmt::format("add {}", fmt::join(missing, " and ")));
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<std::string_view> included = included_profiles(context.facts);
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    if (included.count(profile.name) != 0 || profile.has("include_profile")) continue;
    judge_profile(context, profile, sink);
  }
  judge_sessions(context, sink);
}

}  // namespace

RuleDefinition sso_incomplete() {
  return {.info = {.summary = "SSO settings that lack a part",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError"},
          .check = check};
}

}  // namespace credlint::rules
