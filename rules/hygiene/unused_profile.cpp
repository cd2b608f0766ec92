// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <chrono>
#include <map>
#include <set>
#include <string_view>

#include "rules/anatomy/timestamps.h"
#include "rules/views/expiry_fields.h"
#include "rules/views/homes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::chrono::days kForgotten{90};

// Names that anything of the run uses, in whatever folder.
std::set<std::string_view> used_names(const FactStore& facts) {
  std::set<std::string_view> names;
  for (const ProfileReference& reference : facts.facts().profile_references) {
    if (reference.name) names.insert(*reference.name);
  }
  return names;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<std::string_view> used = used_names(context.facts);
  const Homes& homes = context.view<Homes>();
  const std::map<ScopeId, Timestamp>& ends = context.view<expiry_by_scope>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* key_id = profile.setting("aws_access_key_id");
    if (key_id == nullptr || profile.name == "default" || used.contains(profile.name)) continue;
    const auto end = ends.find(key_id->scope);
    if (end == ends.end() || end->second.time + kForgotten >= context.now) continue;
    if (homes.real_around(context.facts.file(*key_id).path) == nullptr) continue;
    if (profile.header == nullptr) continue;
    sink.report(*profile.header,
                fmt::format("Profile \"{}\" looks forgotten: its credentials ended at {}, and "
                            "nothing that was read names it. Every SDK would send them and get "
                            "\"ExpiredToken\".",
                            profile.name, to_text(end->second.time)),
                "remove the section");
  }
}

}  // namespace

RuleDefinition unused_profile() {
  return {.info = {.summary = "A profile whose credentials ended long ago and that nothing names",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Note,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
