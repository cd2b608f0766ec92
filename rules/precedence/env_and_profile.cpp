// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string>

#include "rules/anatomy/paths.h"
#include "rules/views/env_scopes.h"
#include "rules/views/project_sdks.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What the SDKs of the project around the file do: " Of this project's SDKs, …".
std::string in_this_project(const RuleContext& context, std::string_view path) {
  const DataTable& names = context.catalog.table(Table::SdkNames);
  std::string keys;
  std::string profile;
  for (const std::string& sdk : ProjectSdks(context.facts).below(folder_of(path))) {
    const DataRow* takes = context.catalog.table(Table::KeysOrProfile).find(sdk);
    const DataRow* name = names.find(sdk);
    if (takes == nullptr || name == nullptr) continue;
    std::string& list = takes->value == "keys" ? keys : profile;
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
    Finding& finding = sink.report(
        *profile,
        "AWS_PROFILE stands beside a key pair in the environment. boto3, the AWS CLI, Go, Java, "
        "PHP, Rust and .NET v4 use the keys; JavaScript v3, .NET v3 and Terraform use the profile: "
        "the same environment gives different identities." +
            in_this_project(context, context.facts.file(*profile).path),
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
