// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool has_source(const Catalog& catalog, const Profile& profile) {
  for (const std::string_view key :
       {"source_profile", "credential_source", "web_identity_token_file"}) {
    if (profile.has(key) || has_wrongly_named(catalog, profile, key)) return true;
  }
  return false;
}

// An empty value is said to be empty; it is not missing.
bool names_source(const Profile& profile) {
  for (const ConfigSetting* setting : profile.settings) {
    if (setting->key == "source_profile" || setting->key == "credential_source") return true;
  }
  return false;
}

resolver::Outcomes outcomes_of_bare_role(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {"[default]", "role_arn = arn:aws:iam::123456789012:role/name"}, {},
      {{"AWS_SDK_LOAD_CONFIG", "1"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution&) {
    return "find no credentials in the profile";
  });
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* role = profile.setting("role_arn");
    if (role == nullptr || has_source(context.catalog, profile) || names_source(profile)) continue;
    // JavaScript and Kotlin use the static pair of such a profile, and what is shadowed is said
    // elsewhere.
    if (has_static_keys(profile) || is_kept_by_other_tool(context.catalog, profile)) continue;
    sink.report(role->key_at, role->scope,
                fmt::format("Profile \"{}\" has a role_arn but nothing to assume the role with. {}",
                            profile.name, context.view<outcomes_of_bare_role>().sentence()),
                "add source_profile, credential_source or web_identity_token_file");
  }
}

}  // namespace

RuleDefinition role_without_source() {
  return {.info = {.summary = "A profile has role_arn but no source of credentials for it",
                   .reporting = Reporting::InUse,
                   .error = "PartialCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
