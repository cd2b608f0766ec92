// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* first = profile.setting("source_profile");
    const ConfigSetting* second = profile.setting("credential_source");
    if (first == nullptr || second == nullptr || !profile.has("role_arn")) continue;
    if (first->at.file == second->at.file && second->at.span < first->at.span)
      std::swap(first, second);
    Finding& finding = sink.report(
        second->key_at, second->scope,
        fmt::format(
            "Profile \"{}\" has both source_profile and credential_source. SDKs refuse a role "
            "with two sources of credentials.",
            profile.name),
        "keep one of the two settings");
    finding.related.push_back({first->key_at, "the other source"});
  }
}

}  // namespace

RuleDefinition both_source_kinds() {
  return {.info = {.summary = "A role has both source_profile and credential_source",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError"},
          .check = check};
}

}  // namespace credlint::rules
