// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/views/comments.h"
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
    Platform{"kubernetes-containers", "eks.amazonaws.com/role-arn",
             "the role of the service account"},
};

const Platform* platform_of(std::string_view tool) {
  for (const Platform& platform : kPlatforms)
    if (platform.tool == tool) return &platform;
  return nullptr;
}

constexpr std::string_view kHelp =
    "take the keys out of the variables; the role gives credentials and renews them";

std::string message_of(std::string_view who, std::string_view role) {
  return fmt::format(
      "{} gets {} and static keys in its variables. Every SDK looks at variables "
      "first, so the role is never used: requests go out as whoever owns the keys, "
      "until they are rotated.",
      who, role);
}

void check_variables(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const Platform* platform = platform_of(assignment.tool);
    const KeyName* name = context.catalog.variable(assignment.name);
    if (platform == nullptr || name == nullptr || name->meaning != Meaning::KeyId) continue;
    const PatternMatch* role = matches.first(assignment.at.file, "deployment-role");
    if (role == nullptr || !contains(role->value.reveal(), platform->role)) continue;
    if (assignment.literal && assignment.value.empty()) continue;
    Finding& finding = sink.report(assignment.name_at, assignment.scope,
                                   message_of("The container", platform->name), std::string(kHelp));
    finding.related.push_back({role->at, "the role"});
  }
}

/// What stands in text that no table reads: HCL's container definitions, and user data.
struct Written {
  std::string_view key, role, made;  ///< patterns: the key, what gives a role, what is given both
  std::string_view who, name;
};
constexpr std::array kWritten = {
    Written{"container-key-variable", "task-role", "task-made", "The container", "the task's role"},
    Written{"started-with-key", "instance-role", "instance-made", "The instance",
            "a role by its instance profile"},
};

/// Of two resources in a file nobody knows here which has the role.
bool is_only_one(const FileFacts& facts, std::string_view pattern, FileId file) {
  return std::ranges::count_if(facts.pattern_matches, [&](const PatternMatch& match) {
           return match.pattern == pattern && match.at.file == file;
         }) == 1;
}

void check_text(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  const FileFacts& facts = context.facts.facts();
  for (const PatternMatch& key : facts.pattern_matches) {
    const auto written = std::ranges::find(kWritten, key.pattern, &Written::key);
    if (written == kWritten.end() || !context.facts.file(key).has(Trait::Infra)) continue;
    if (matches.first(key.at.file, key.pattern) != &key) continue;
    const PatternMatch* role = matches.first(key.at.file, written->role);
    if (role == nullptr || matches.in_file_of(key, "endpoint-given")) continue;
    if (stands_in_comment(context, key.at) || stands_in_comment(context, role->at)) continue;
    if (!is_only_one(facts, written->made, key.at.file)) continue;
    const PatternMatch::Group* name = key.group("plain");
    if (name == nullptr || name->value.empty()) name = key.group("plain_setting");
    Finding& finding = sink.report(name->at, key.scope, message_of(written->who, written->name),
                                   std::string(kHelp));
    finding.related.push_back({role->at, "the role"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_variables(context, sink);
  check_text(context, sink);
}

}  // namespace

RuleDefinition static_keys_beside_role() {
  return {.info = {.summary = "A container or instance has static keys and a role as well",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
