// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rules/anatomy/config_words.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kMostRelated = 8;

bool may_have_credentials(const Catalog& catalog, const Profile& profile) {
  // A role without a source is a defect of its own, and a misspelt or foreign key explains the
  // lack.
  if (profile.has("role_arn") || yields_credentials(catalog, profile)) return true;
  if (is_kept_by_other_tool(catalog, profile)) return true;
  return std::any_of(profile.settings.begin(), profile.settings.end(), [&](const auto* setting) {
    return catalog.table(Table::ConfigKeyAliases).find(setting->key) != nullptr ||
           !is_sdk_key(catalog, setting->key);
  });
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  std::map<std::size_t, std::vector<const Profile*>> users;
  for (const Profile& profile : graph.profiles()) {
    const Profile* source = graph.next(profile);
    if (source == nullptr || may_have_credentials(context.catalog, *source)) continue;
    users[static_cast<std::size_t>(source - graph.profiles().data())].push_back(&profile);
  }
  for (const auto& [index, profiles] : users) {
    const Profile& source = graph.profiles()[index];
    if (!source.folder->complete && source.name == "default") continue;
    Finding& finding = sink.report(
        *ProfileGraph::source_of(*profiles.front()),
        fmt::format(
            "source_profile names \"{}\", which has no credentials. A role is assumed with the "
            "credentials of its source profile: keys, SSO, a process or a role of its own.",
            source.name),
        fmt::format("give profile {} credentials, or name another source_profile", source.name));
    if (source.header != nullptr) {
      finding.related.push_back({source.header->at, "the profile without credentials"});
    }
    for (std::size_t i = 1; i < std::min(profiles.size(), kMostRelated); ++i) {
      finding.related.push_back(
          {ProfileGraph::source_of(*profiles[i])->at, "a further role that builds on it"});
    }
    if (source.folder->complete) continue;
    finding.severity = Severity::Warning;
    finding.confidence = Confidence::Medium;
    finding.message += " No credentials file was read beside this file, which may hold them.";
  }
}

}  // namespace

RuleDefinition source_profile_without_credentials() {
  return {.info = {.summary = "source_profile names a profile that has no credentials",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError"},
          .check = check};
}

}  // namespace credlint::rules
