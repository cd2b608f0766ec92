// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>

#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// A tool whose files give containers variables, and the text by which they give them a role.
struct Platform {
  std::string_view tool, role, name;
};
constexpr std::array kPlatforms = {
    Platform{"ecs", "askRoleArn", "the task's role"},
    Platform{"cloudformation", "TaskRoleArn", "the task's role"},
    Platform{"kubernetes", "eks.amazonaws.com/role-arn", "the role of the service account"},
};

const Platform* platform_of(std::string_view tool) {
  for (const Platform& platform : kPlatforms)
    if (platform.tool == tool) return &platform;
  return nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const Platform* platform = platform_of(assignment.tool);
    const KeyName* name = context.catalog.variable(assignment.name);
    if (platform == nullptr || name == nullptr || name->meaning != Meaning::KeyId) continue;
    const PatternMatch* role = matches.first(assignment.at.file, "deployment-role");
    if (role == nullptr || !contains(role->value.reveal(), platform->role)) continue;
    if (assignment.literal && assignment.value.empty()) continue;
    Finding& finding = sink.report(
        assignment.name_at, assignment.scope,
        fmt::format("The container gets {} and static keys in its variables. Every SDK looks at "
                    "variables first, so the role is never used: requests go out as whoever owns "
                    "the keys, until they are rotated.",
                    platform->name),
        "take the keys out of the variables; the role gives credentials and renews them");
    finding.related.push_back({role->at, "the role"});
  }
}

}  // namespace

RuleDefinition static_keys_beside_role() {
  return {.info = {.summary = "A container has static keys in variables and a role as well",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
