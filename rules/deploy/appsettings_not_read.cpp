// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/views/file_matches.h"
#include "rules/views/odd_files.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kSection = "AWS.";

bool matches(const RuleContext& context, std::string_view pattern) {
  return context.view<FileMatches>().anywhere(pattern) != nullptr;
}

/// A setting with a value in the section that the SDK's package for .NET reads.
bool is_in_section(const FactStore& facts, const ToolSetting& setting) {
  return setting.tool == "dotnet" && !setting.value.empty() &&
         base_name(facts.file(setting).path).starts_with("appsettings") &&
         (setting.path.starts_with(kSection) || setting.path.starts_with("**.AWS"));
}

/// The options hold profile, region and a role; there is no key among them.
void check_keys(const RuleContext& context, FindingSink& sink) {
  if (!matches(context, "dotnet-options-read") || matches(context, "dotnet-keys-read")) return;
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.meaning != Meaning::KeyId || !is_in_section(context.facts, setting)) continue;
    sink.report(setting.name_at, setting.scope,
                fmt::format("GetAWSOptions takes Profile, Region and the like out of this section, "
                            "but no keys: {} is passed over, and nothing else here reads it. The "
                            "SDK looks for credentials in its usual places.",
                            setting.name),
                "name a Profile here, or set the variables AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY; to keep keys here set the Credentials of the options "
                "in code");
  }
}

/// A client that is made with no word about credentials.
const ClientConstruction* bare_client(const RuleContext& context) {
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    const bool bare = client.sdk == "dotnet" && !client.service.empty() && !client.key_id.given() &&
                      !client.profile.given() && !client.unfollowed && !client.open_ended;
    if (bare && context.view<Purposes>().of(client) == FilePurpose::Live) return &client;
  }
  return nullptr;
}

/// Without the package nobody reads the section.
void check_profile(const RuleContext& context, FindingSink& sink) {
  const FactStore& facts = context.facts;
  if (matches(context, "dotnet-options-read") || matches(context, "dotnet-profile-read")) return;
  if (!facts.env("AWS_PROFILE").empty()) return;
  const ClientConstruction* client = bare_client(context);
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (client == nullptr || setting.path != "AWS.Profile") continue;
    if (!is_in_section(facts, setting) || setting.value.reveal() == "default") continue;
    Finding& finding = sink.report(
        *client,
        fmt::format("{} does not read appsettings.json, so profile \"{}\" that is named there is "
                    "not used: the SDK takes [default], or other credentials.",
                    client->callee, setting.value.reveal()),
        "make clients with GetAWSOptions().CreateServiceClient<…>() or AddAWSService<…>(), or give "
        "them the profile's credentials");
    finding.related.push_back({setting.at, "the profile"});
    return;
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_keys(context, sink);
  check_profile(context, sink);
}

}  // namespace

RuleDefinition appsettings_not_read() {
  return {.info = {.summary = "A setting of appsettings.json that the SDK for .NET does not take",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
