// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/plain_settings.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::array<std::string_view, 2> kRepeated = {"sso_start_url", "sso_region"};

using Folder = std::string_view;
using Session = std::string_view;
// The last value of each key of the sessions of each folder.
using SessionSettings =
    std::map<std::pair<Folder, Session>, std::array<const ConfigSetting*, kRepeated.size()>>;

SessionSettings settings_of_sessions(const FactStore& facts) {
  SessionSettings sessions;
  for (const ConfigSetting& setting : facts.facts().config_settings) {
    if (setting.section_kind != SectionKind::SsoSession || setting.value.empty()) continue;
    for (std::size_t i = 0; i < kRepeated.size(); ++i) {
      if (!equals_ignoring_case(setting.key, kRepeated[i])) continue;
      sessions[{folder_of(facts.file(setting).path), setting.section}][i] = &setting;
    }
  }
  return sessions;
}

/// What SDKs make of a profile that says for itself what its session says.
resolver::Outcomes outcomes_of(const RuleContext& context, const ConfigSetting& own,
                               const ConfigSetting& shared, std::string_view accepts) {
  const std::string key = to_lower(own.key);
  const std::string_view other = key == kRepeated[0] ? kRepeated[1] : kRepeated[0];
  const resolver::SmallMachine machine(
      context,
      {"[default]", "sso_session = corp", "sso_account_id = 123456789012", "sso_role_name = role",
       fmt::format("{} = {}", key, own.value.reveal()), "[sso-session corp]",
       fmt::format("{} = {}", key, shared.value.reveal()), fmt::format("{} = x", other)},
      {}, {{"AWS_SDK_LOAD_CONFIG", "1"}});
  return resolver::resolved_by_all(
      context.view<resolver::AllSdks>(), machine.machine(),
      [&](const resolver::Sdk&, const resolver::Resolution& resolution) {
        const bool stops = resolution.failure && resolution.failure->defect == "sso-conflict";
        return std::string(stops ? "stop with an error" : accepts);
      });
}

void report_difference(const RuleContext& context, const ConfigSetting& own,
                       const ConfigSetting& shared, FindingSink& sink) {
  Finding& finding = sink.report(
      own,
      fmt::format("{} differs from the value in [sso-session {}]. {}", own.key, shared.section,
                  outcomes_of(context, own, shared, "take no notice").sentence()),
      fmt::format("delete the line: the session gives {}", to_lower(own.key)));
  finding.related.push_back({shared.at, "the value of the session"});
}

void report_repetition(const RuleContext& context, const ConfigSetting& own,
                       const ConfigSetting& shared, FindingSink& sink) {
  Finding& finding =
      sink.report(own.key_at, own.scope,
                  fmt::format("{} repeats what [sso-session {}] says. {}", own.key, shared.section,
                              outcomes_of(context, own, shared, "accept equal values").sentence()),
                  fmt::format("delete the line: the session gives {}", to_lower(own.key)));
  finding.severity = Severity::Warning;
  finding.related.push_back({shared.at, "the value of the session"});
}

void judge(const RuleContext& context, const Profile& profile, const SessionSettings& sessions,
           FindingSink& sink) {
  const ConfigSetting* name = profile.setting("sso_session");
  if (name == nullptr) return;
  const auto session = sessions.find({profile.folder->path, name->value.reveal()});
  if (session == sessions.end()) return;
  bool repeated = false;
  for (std::size_t i = 0; i < kRepeated.size(); ++i) {
    const ConfigSetting* own = profile.setting(kRepeated[i]);
    const ConfigSetting* shared = session->second[i];
    if (own == nullptr || shared == nullptr) continue;
    if (!is_plain_setting(context, *own) || !is_plain_setting(context, *shared)) continue;
    if (own->value != shared->value) {
      report_difference(context, *own, *shared, sink);
    } else if (!std::exchange(repeated, true)) {
      report_repetition(context, *own, *shared, sink);
    }
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const SessionSettings sessions = settings_of_sessions(context.facts);
  if (sessions.empty()) return;
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) judge(context, profile, sessions, sink);
}

}  // namespace

RuleDefinition sso_conflict() {
  return {.info = {.summary = "A profile contradicts or repeats its SSO session",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError",
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value",
                                       "region-malformed", "region-is-az"}}},
          .check = check};
}

}  // namespace credlint::rules
