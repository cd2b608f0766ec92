// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/timestamps.h"
#include "rules/resolver/sign_ins.h"
#include "rules/views/homes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/digest.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

std::string login_command(const Profile& profile) {
  return fmt::format("run: aws login --profile {}", profile.name);
}

void report_missing(const RuleContext& context, const Profile& profile,
                    const ConfigSetting& session, const std::string& file, FindingSink& sink) {
  Finding& finding = sink.report(
      session,
      fmt::format("There is no login for this session: among the files read there is no "
                  "login/cache/{}.json. {}",
                  file, resolver::outcomes_of_login(context, nullptr).sentence()),
      login_command(profile));
  finding.severity = Severity::Note;
}

void judge(const RuleContext& context, const CacheEntry& entry, const Profile& profile,
           const ConfigSetting& session, FindingSink& sink) {
  const std::optional<Timestamp> end = parse_timestamp(entry.expires);
  if (entry.has_refresh_token || !end || !is_past(*end, context.now)) return;
  Finding& finding = sink.report(
      entry,
      fmt::format("The login of profile \"{}\" has expired at {}, {} ago, and holds no refresh "
                  "token. {}",
                  profile.name, to_text(end->time), to_text(context.now - end->time),
                  resolver::outcomes_of_login(context, &entry).sentence()),
      login_command(profile));
  finding.related.push_back({session.at, "the profile's login"});
}

void check(const RuleContext& context, FindingSink& sink) {
  const Homes& homes = context.view<Homes>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  std::set<std::pair<const Home*, std::string>> seen;
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* session = profile.setting("login_session");
    if (session == nullptr) continue;
    const Home* home = homes.real_around(context.facts.file(*session).path);
    const std::string file = sha256_hex(session->value.reveal());
    if (home == nullptr || !seen.emplace(home, file).second) continue;
    const CacheEntry* entry = home->cached(CacheKind::Login, file);
    if (entry == nullptr) {
      report_missing(context, profile, *session, file, sink);
    } else if (entry->complete) {
      judge(context, *entry, profile, *session, sink);
    }
  }
}

}  // namespace

RuleDefinition login_session_expired() {
  return {.info = {.summary = "The cached login of a profile has expired",
                   .reporting = Reporting::AsFound,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
