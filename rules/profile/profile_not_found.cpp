// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "rules/support/file_purpose.h"
#include "rules/support/profile_graph.h"
#include "rules/support/undefined_profiles.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void report(const RuleContext& context, const ProfileReference& reference,
            const std::vector<const ProfileHome*>& seen, NameSuggestions& suggestions,
            FindingSink& sink) {
  std::vector<std::string_view> names;
  bool whole = true;
  for (const ProfileHome* home : seen) {
    names.insert(names.end(), home->profiles.begin(), home->profiles.end());
    whole = whole && home->has_config && home->has_credentials;
  }
  Finding& finding = sink.report(
      reference,
      fmt::format("Profile \"{}\" is not defined in {}{}. boto3 and the AWS CLI stop with \"The "
                  "config profile could not be found\", even when keys stand in the environment; "
                  "the other SDKs find no credentials.",
                  *reference.name, seen.front()->aws_folder,
                  suggestions.hint(*reference.name, names)),
      "name a profile that exists, or define this one");
  if (!whole) finding.confidence = Confidence::Medium;
  lower_for_purpose(finding, context.facts.file(reference));
}

void check(const RuleContext& context, FindingSink& sink) {
  if (!context.facts.has_shared_config()) return;
  const UndefinedProfiles undefined(context.facts);
  if (!undefined.any_homes()) return;
  NameSuggestions suggestions;
  for (const ProfileReference& reference : context.facts.facts().profile_references) {
    const std::vector<const ProfileHome*> seen = undefined.missing_from(reference);
    if (!seen.empty()) report(context, reference, seen, suggestions, sink);
  }
}

}  // namespace

RuleDefinition profile_not_found() {
  return {.info = {.summary = "A profile is used that no shared file defines",
                   .error = "ProfileNotFound",
                   .yields_at_span = {{"profile-set-but-missing-kills-env"}}},
          .check = check};
}

}  // namespace credlint::rules
