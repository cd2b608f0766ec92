// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/words.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

struct Option {
  const ConfigSetting* setting = nullptr;
  bool sdk_only = false;
};

// The option that says most: one that no other tool reads by itself comes first.
Option first_option(const Catalog& catalog, const Profile& profile) {
  Option found;
  for (const ConfigSetting* setting : profile.settings) {
    if (setting->value.empty()) continue;
    const DataRow* row = catalog.table(Table::AssumeRoleOptions).find(to_lower(setting->key));
    if (row == nullptr) continue;
    const bool sdk_only = row->value == "sdk";
    if (found.setting == nullptr || (sdk_only && !found.sdk_only)) found = {setting, sdk_only};
  }
  return found;
}

bool names_role(const Profile& profile) {
  for (const ConfigSetting* setting : profile.settings) {
    if (equals_ignoring_case(setting->key, "role_arn")) return true;
  }
  return false;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    if (names_role(profile) || has_wrongly_named(context.catalog, profile, "role_arn")) continue;
    if (is_kept_by_other_tool(context.catalog, profile)) continue;
    const Option option = first_option(context.catalog, profile);
    if (option.setting == nullptr) continue;
    Finding& finding = sink.report(
        option.setting->key_at, option.setting->scope,
        fmt::format(
            "\"{}\" has no effect in profile \"{}\", which has no role_arn. SDKs ignore it "
            "without a word: no role is assumed, and calls are made as somebody else or fail "
            "for lack of credentials.",
            option.setting->key, profile.name),
        "add role_arn, or remove the line");
    if (option.sdk_only) continue;
    finding.severity = Severity::Note;
    finding.message += " Other tools read it for an MFA session.";
  }
}

}  // namespace

RuleDefinition assume_options_without_role() {
  return {.info = {.summary = "Settings for assuming a role in a profile without role_arn",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
