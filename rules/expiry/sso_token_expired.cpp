// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <set>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/timestamps.h"
#include "rules/resolver/sign_ins.h"
#include "rules/views/homes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "scanner/core/digest.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What a profile signs in to, and the file that the sign-in is kept in.
struct SignIn {
  const ConfigSetting* setting = nullptr;  ///< sso_session or sso_start_url
  std::string file;                        ///< name in sso/cache
  bool refreshes = false;  ///< SDKs renew the token; only with the newer form, sso_session
};

std::optional<SignIn> sign_in_of(const Profile& profile) {
  const bool session = profile.has("sso_session");
  const ConfigSetting* setting = profile.setting(session ? "sso_session" : "sso_start_url");
  const bool whole = profile.has("sso_account_id") && profile.has("sso_role_name");
  if (setting == nullptr || !(session || whole)) return std::nullopt;
  return SignIn{setting, sha1_hex(setting->value.reveal()), session};
}

/// What every SDK does with what the cache holds of the sign-in.
std::string outcome(const RuleContext& context, const SignIn& sign_in, const CacheEntry* entry) {
  const auto form = sign_in.refreshes ? resolver::SsoForm::Session : resolver::SsoForm::StartUrl;
  return resolver::outcomes_of_sso(context, form, entry).sentence();
}

bool is_refreshed(const CacheEntry& entry, TimePoint now) {
  const auto registration = parse_timestamp(entry.registration_expires);
  return entry.has_refresh_token && !(registration && is_past(*registration, now));
}

void report_missing(const RuleContext& context, const Profile& profile, const SignIn& sign_in,
                    FindingSink& sink) {
  Finding& finding =
      sink.report(*sign_in.setting,
                  fmt::format("Nobody has signed in here yet: among the files read there is no "
                              "sso/cache/{}.json. {}",
                              sign_in.file, outcome(context, sign_in, nullptr)),
                  fmt::format("run: aws sso login --profile {}", profile.name));
  finding.severity = Severity::Note;
  finding.error = "SSOTokenLoadError";
}

void report_broken(const RuleContext& context, const CacheEntry& entry, const Profile& profile,
                   const SignIn& sign_in, FindingSink& sink) {
  Finding& finding = sink.report(
      entry,
      fmt::format("This sign-in cannot be read: the file is no whole JSON object with a token. "
                  "SDKs take it for missing. {}",
                  outcome(context, sign_in, &entry)),
      fmt::format("run: aws sso login --profile {}", profile.name));
  finding.severity = Severity::Warning;
  finding.error = "SSOTokenLoadError";
  finding.related.push_back({sign_in.setting->at, "used by this profile"});
}

void judge(const RuleContext& context, const CacheEntry& entry, const Profile& profile,
           const SignIn& sign_in, FindingSink& sink) {
  if (!entry.complete || !entry.has_access_token) {
    return report_broken(context, entry, profile, sign_in, sink);
  }
  const std::optional<Timestamp> end = parse_timestamp(entry.expires);
  if (!end || !is_past(*end, context.now)) return;
  if (sign_in.refreshes && is_refreshed(entry, context.now)) return;
  Finding& finding = sink.report(
      entry,
      fmt::format("The sign-in to IAM Identity Center has expired at {}, {} ago, and cannot be "
                  "refreshed. {}",
                  to_text(end->time), to_text(context.now - end->time),
                  outcome(context, sign_in, &entry)),
      fmt::format("run: aws sso login --profile {}", profile.name));
  if (sign_in.refreshes) finding.error = "TokenRetrievalError";
  finding.related.push_back(
      {sign_in.setting->at, fmt::format("profile \"{}\" signs in with it", profile.name)});
}

void check(const RuleContext& context, FindingSink& sink) {
  const Homes& homes = context.view<Homes>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  std::set<std::pair<const Home*, std::string>> seen;
  for (const Profile& profile : graph.profiles()) {
    const std::optional<SignIn> sign_in = sign_in_of(profile);
    if (!sign_in || is_kept_by_other_tool(context.catalog, profile)) continue;
    const Home* home = homes.real_around(context.facts.file(*sign_in->setting).path);
    if (home == nullptr || !seen.emplace(home, sign_in->file).second) continue;
    const CacheEntry* entry = home->cached(CacheKind::Sso, sign_in->file);
    if (entry == nullptr) {
      report_missing(context, profile, *sign_in, sink);
    } else {
      judge(context, *entry, profile, *sign_in, sink);
    }
  }
}

}  // namespace

RuleDefinition sso_token_expired() {
  return {.info = {.summary = "The cached sign-in to IAM Identity Center has expired",
                   .reporting = Reporting::AsFound,
                   .error = "UnauthorizedSSOTokenError"},
          .check = check};
}

}  // namespace credlint::rules
