// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <string>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/timestamps.h"
#include "rules/views/homes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// aws-mfa keeps the long-term pair of [dev] in [dev-long-term] and writes sessions into [dev].
constexpr std::string_view kSuffix = "-long-term";
constexpr std::string_view kMark = "assumed_role";

void check(const RuleContext& context, FindingSink& sink) {
  const Homes& homes = context.view<Homes>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* expiry = profile.setting("expiration");
    if (expiry == nullptr || !profile.has(kMark) || !has_static_keys(profile)) continue;
    if (homes.real_around(context.facts.file(*expiry).path) == nullptr) continue;
    const std::optional<Timestamp> end =
        read_expiry(context.catalog, expiry->key, expiry->value.reveal());
    if (!end || !is_past(*end, context.now)) continue;
    const std::string base = std::string(profile.name) + std::string(kSuffix);
    if (graph.find(*profile.folder, base) != nullptr) continue;
    sink.report(
        expiry->key_at, expiry->scope,
        fmt::format("aws-mfa wrote this session, which has ended, but the long-term pair it would "
                    "be renewed from is gone: there is no section [{}], and aws-mfa stops. The "
                    "SDKs do not look at the date and go on sending the expired session.",
                    base),
        fmt::format("put the user's own key pair into [{}] and run aws-mfa again", base));
  }
}

}  // namespace

RuleDefinition session_name_key_long_term_mix() {
  return {
      .info = {.summary = "A session of aws-mfa has ended, and its long-term section is missing",
               .reporting = Reporting::InUse,
               .severity = Severity::Note,
               .error = "ExpiredToken"},
      .check = check};
}

}  // namespace credlint::rules
