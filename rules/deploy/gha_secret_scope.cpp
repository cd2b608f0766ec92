// SPDX-License-Identifier: MIT
#include <set>
#include <string_view>

#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  std::set<FileId> told;
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool != "github-actions" || setting.meaning != Meaning::KeyId || setting.literal ||
        !contains(setting.value.reveal(), "secrets."))
      continue;
    const PatternMatch* trigger = matches.first(setting.at.file, "gha-pull-request");
    if (trigger == nullptr || matches.in_file_of(setting, "gha-who-runs")) continue;
    if (!told.insert(setting.at.file).second) continue;  // all jobs have the trigger
    Finding& finding = sink.report(
        setting,
        "Pull requests of forks and of Dependabot get no secrets: this input is empty for them, "
        "and "
        "the step fails with \"Credentials could not be loaded\".",
        "run the job where secrets are: `if: github.event.pull_request.head.repo.full_name == "
        "github.repository`, or on push");
    finding.related.push_back({trigger->at, "the trigger"});
  }
}

}  // namespace

RuleDefinition gha_secret_scope() {
  return {.info = {.summary = "Secrets that pull requests of forks do not get",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .confidence = Confidence::Medium,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
