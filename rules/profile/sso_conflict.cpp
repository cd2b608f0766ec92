// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
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

void report_difference(const ConfigSetting& own, const ConfigSetting& shared, FindingSink& sink) {
  Finding& finding = sink.report(
      own,
      fmt::format("{} differs from the value in [sso-session {}]. The AWS CLI and boto3 stop with "
                  "\"The value for {} is inconsistent\", JavaScript, C++ and Rust stop, too.",
                  own.key, shared.section, to_lower(own.key)),
      fmt::format("delete the line: the session gives {}", to_lower(own.key)));
  finding.related.push_back({shared.at, "the value of the session"});
}

void report_repetition(const ConfigSetting& own, const ConfigSetting& shared, FindingSink& sink) {
  Finding& finding = sink.report(
      own.key_at, own.scope,
      fmt::format("{} repeats what [sso-session {}] says. The SDK for Rust refuses such a profile "
                  "(\"can only be specified in the [sso-session] config\"); the AWS CLI, boto3 and "
                  "JavaScript accept equal values.",
                  own.key, shared.section),
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
      report_difference(*own, *shared, sink);
    } else if (!std::exchange(repeated, true)) {
      report_repetition(*own, *shared, sink);
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
