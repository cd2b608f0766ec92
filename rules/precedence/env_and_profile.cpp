// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string>

#include "rules/anatomy/paths.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/env_scopes.h"
#include "rules/views/project_sdks.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kKeys = "use the keys";
constexpr std::string_view kProfile = "use the profile";

/// What SDKs end with where a key pair and AWS_PROFILE are given.
resolver::Outcomes outcomes_of_both(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {}, {"[named]", "aws_access_key_id = profile", "aws_secret_access_key = profile"},
      {{"AWS_PROFILE", "named"},
       {"AWS_ACCESS_KEY_ID", "environment"},
       {"AWS_SECRET_ACCESS_KEY", "environment"}});
  return resolver::resolved_by_all(
      context.view<resolver::AllSdks>(), machine.machine(),
      [](const resolver::Sdk&, const resolver::Resolution& resolution) {
        const bool keys =
            resolution.credentials && resolution.credentials->provider == "environment";
        return std::string(keys ? kKeys : kProfile);
      });
}

/// What the SDKs of the project around the file do: " In this project …".
std::string in_this_project(const RuleContext& context, const resolver::Outcomes& outcomes,
                            std::string_view path) {
  const DataTable& names = context.catalog.table(Table::SdkNames);
  std::string keys;
  std::string profile;
  for (const std::string& sdk : context.view<ProjectSdks>().below(folder_of(path))) {
    const DataRow* name = names.find(sdk);
    if (name == nullptr) continue;
    std::string& list = outcomes.of(sdk) == kKeys ? keys : profile;
    list += (list.empty() ? "" : ", ") + std::string(name->value);
  }
  std::string text;
  if (!keys.empty()) text += fmt::format(" In this project the keys are used by {}.", keys);
  if (!profile.empty()) text += fmt::format(" In this project the profile is used by {}.", profile);
  return text;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* key_id = variables.find("AWS_ACCESS_KEY_ID");
    const EnvAssignment* secret = variables.find("AWS_SECRET_ACCESS_KEY");
    const EnvAssignment* profile = variables.find("AWS_PROFILE");
    if (key_id == nullptr || secret == nullptr || profile == nullptr) continue;
    const auto& outcomes = context.view<outcomes_of_both>();
    Finding& finding = sink.report(
        *profile,
        fmt::format("AWS_PROFILE stands beside a key pair in the environment, so that the same "
                    "environment gives different identities. {}{}",
                    outcomes.sentence(),
                    in_this_project(context, outcomes, context.facts.file(*profile).path)),
        "keep either the profile or the keys");
    finding.related.push_back({key_id->at, "the key pair"});
  }
}

}  // namespace

RuleDefinition env_and_profile() {
  return {.info = {.summary = "A key pair and AWS_PROFILE in one environment",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "AccessDenied",
                   .yields_at_span = {{"profile-set-but-missing-kills-env"}}},
          .check = check};
}

}  // namespace credlint::rules
