// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

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
  bool whole = false;      ///< an account and a role are there, so that it gives credentials
};

std::optional<SignIn> sign_in_of(const Profile& profile) {
  const bool session = profile.has("sso_session");
  const ConfigSetting* setting = profile.setting(session ? "sso_session" : "sso_start_url");
  const bool whole = profile.has("sso_account_id") && profile.has("sso_role_name");
  if (setting == nullptr || !(session || whole)) return std::nullopt;
  return SignIn{setting, sha1_hex(setting->value.reveal()), session, whole};
}

/// What every SDK does with what the cache holds of the sign-in.
std::string outcome(const RuleContext& context, const SignIn& sign_in, const CacheEntry* entry) {
  using resolver::SsoForm;
  const SsoForm session = sign_in.whole ? SsoForm::Session : SsoForm::SessionAlone;
  const SsoForm form = sign_in.refreshes ? session : SsoForm::StartUrl;
  const std::string sdks = resolver::outcomes_of_sso(context, form, entry).sentence();
  if (sign_in.whole) return sdks;
  return "The profile names no account and role, so it serves only what takes bearer tokens. For "
         "credentials, " +
         sdks;
}

/// Without an account and a role nothing but bearer tokens hangs on the sign-in.
void lower_unless_whole(const SignIn& sign_in, Finding& finding) {
  if (!sign_in.whole) finding.severity = Severity::Note;
}

bool is_refreshed(const CacheEntry& entry, TimePoint now) {
  const auto registration = parse_timestamp(entry.registration_expires);
  return entry.has_refresh_token && !(registration && is_past(*registration, now));
}

void report_missing(const RuleContext& context, const Profile& profile, const SignIn& sign_in,
                    FindingSink& sink) {
  Finding& finding =
      sink.report(*sign_in.setting,
                  fmt::format("No sign-in is seen here: among the files read there is no "
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
  lower_unless_whole(sign_in, finding);
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
  lower_unless_whole(sign_in, finding);
  finding.related.push_back(
      {sign_in.setting->at, fmt::format("profile \"{}\" signs in with it", profile.name)});
}

/// Each sign-in once, for a profile that wants credentials where there is one.
std::vector<std::pair<const Profile*, SignIn>> sign_ins(const RuleContext& context) {
  std::vector<std::pair<const Profile*, SignIn>> found;
  for (const Profile& profile : context.view<ProfileGraph>().profiles()) {
    const std::optional<SignIn> sign_in = sign_in_of(profile);
    if (sign_in && !is_kept_by_other_tool(context.catalog, profile))
      found.emplace_back(&profile, *sign_in);
  }
  std::stable_partition(found.begin(), found.end(),
                        [](const auto& each) { return each.second.whole; });
  return found;
}

void check(const RuleContext& context, FindingSink& sink) {
  const Homes& homes = context.view<Homes>();
  std::set<std::pair<const Home*, std::string>> seen;
  for (const auto& [profile, sign_in] : sign_ins(context)) {
    const Home* home = homes.real_around(context.facts.file(*sign_in.setting).path);
    if (home == nullptr || !seen.emplace(home, sign_in.file).second) continue;
    const CacheEntry* entry = home->cached(CacheKind::Sso, sign_in.file);
    if (entry == nullptr) {
      report_missing(context, *profile, sign_in, sink);
    } else {
      judge(context, *entry, *profile, sign_in, sink);
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
