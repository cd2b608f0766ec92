// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <set>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/timestamps.h"
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

bool is_refreshed(const CacheEntry& entry, TimePoint now) {
  const auto registration = parse_timestamp(entry.registration_expires);
  return entry.has_refresh_token && !(registration && is_past(*registration, now));
}

void report_missing(const Profile& profile, const SignIn& sign_in, FindingSink& sink) {
  Finding& finding =
      sink.report(*sign_in.setting,
                  fmt::format("Nobody has signed in here yet: among the files read there is no "
                              "sso/cache/{}.json. Until then an SDK that takes the sign-in stops "
                              "with \"Error loading SSO Token\", or its own words for it.",
                              sign_in.file),
                  fmt::format("run: aws sso login --profile {}", profile.name));
  finding.severity = Severity::Note;
}

void report_broken(const CacheEntry& entry, const Profile& profile, const SignIn& sign_in,
                   FindingSink& sink) {
  Finding& finding = sink.report(
      entry,
      "This sign-in cannot be read: the file is no whole JSON object with a token. SDKs take it "
      "for missing and stop with \"Error loading SSO Token\".",
      fmt::format("run: aws sso login --profile {}", profile.name));
  finding.severity = Severity::Warning;
  finding.related.push_back({sign_in.setting->at, "used by this profile"});
}

void judge(const RuleContext& context, const CacheEntry& entry, const Profile& profile,
           const SignIn& sign_in, FindingSink& sink) {
  if (!entry.complete || !entry.has_access_token) {
    return report_broken(entry, profile, sign_in, sink);
  }
  const std::optional<Timestamp> end = parse_timestamp(entry.expires);
  if (!end || !is_past(*end, context.now)) return;
  if (sign_in.refreshes && is_refreshed(entry, context.now)) return;
  Finding& finding = sink.report(
      entry,
      fmt::format("The sign-in to IAM Identity Center has expired at {}, {} ago, and cannot be "
                  "refreshed. The AWS CLI and boto3 stop with \"Error when retrieving token from "
                  "sso: Token has expired\" or \"The SSO session associated with this profile has "
                  "expired\"; the other SDKs fail likewise.",
                  to_text(end->time), to_text(context.now - end->time)),
      fmt::format("run: aws sso login --profile {}", profile.name));
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
      report_missing(profile, *sign_in, sink);
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
