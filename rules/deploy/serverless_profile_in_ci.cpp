// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/paths.h"
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// A CI job beside or above the service that deploys it without AWS files of its own; or nullptr.
const PatternMatch* deployment_of(const RuleContext& context, const ToolSetting& profile) {
  const FileMatches& matches = context.view<FileMatches>();
  const std::string_view service = folder_of(context.facts.file(profile).path);
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const FileRecord& job = context.facts.file(match);
    if (match.pattern != "serverless-deploy" || !job.has(Trait::Ci)) continue;
    if (matches.in_file_of(match, "aws-files-made")) continue;
    // A workflow says in which folder it works; only the service at its root is surely meant.
    const std::string_view folder = folder_of(job.path);
    const std::size_t hidden = folder.find(".github/");
    const std::string_view root =
        hidden == std::string_view::npos ? folder : folder.substr(0, hidden);
    if (root == service) return &match;
  }
  return nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool != "serverless" || setting.path != "provider.profile" || !setting.literal)
      continue;
    const PatternMatch* deployment = deployment_of(context, setting);
    if (deployment == nullptr) continue;
    Finding& finding = sink.report(
        setting,
        fmt::format("The service is deployed by {}, where no ~/.aws holds a profile \"{}\": "
                    "Serverless looks for it and at no other credentials, and stops.",
                    base_name(context.facts.file(*deployment).path), setting.value.reveal()),
        "leave the profile out and give it where it is: serverless deploy --aws-profile NAME, or "
        "AWS_PROFILE");
    finding.related.push_back({deployment->at, "deployed here"});
  }
}

}  // namespace

RuleDefinition serverless_profile_in_ci() {
  return {.info = {.summary = "A profile of the laptop in a service that a CI job deploys",
                   .reporting = Reporting::InUse,
                   .error = "ProfileNotFound"},
          .check = check};
}

}  // namespace credlint::rules
