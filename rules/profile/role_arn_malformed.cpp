// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/anatomy/arn.h"
#include "rules/anatomy/words.h"
#include "rules/views/comments.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_judged(const RuleContext& context, const Fact& fact, std::string_view text) {
  const FileRecord& record = context.facts.file(fact);
  if (text.empty() || is_arn_template(text)) return false;
  return !record.has(Trait::Prose);
}

void judge(const RuleContext& context, const Fact& fact, const Location& at, std::string_view text,
           FindingSink& sink) {
  if (!is_judged(context, fact, text)) return;
  const std::string problem = role_arn_problem(text);
  if (problem.empty()) return;
  Finding& finding = sink.report(
      at, fact.scope,
      fmt::format(
          "Role ARN {}. STS refuses AssumeRole with a ValidationError before it looks at any "
          "permission.",
          problem),
      "write arn:aws:iam::<account>:role/<name> with the role's own ARN");
  if (!has_made_up_account(text, context.catalog)) return;
  finding.severity = Severity::Note;
  finding.message += " The account is made up: somebody will have to fill it in.";
}

// Stubs of tests pass any word; what is meant as an ARN has its marks.
bool resembles_arn(std::string_view text) {
  constexpr std::ptrdiff_t kMostBlanks = 2;  // "arn of the role that may send": a sentence
  if (std::ranges::count(text, ' ') > kMostBlanks) return false;
  return starts_with(text, "arn") || contains(text, ":role") || contains(text, "role/");
}

// A role of another store (MinIO, Ceph) has its own form.
bool has_endpoint(const RuleContext& context, const ConfigSetting& setting) {
  return context.facts.profile_setting(setting.section, "endpoint_url") != nullptr;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  for (const ConfigSetting& setting : facts.config_settings) {
    if (!equals_ignoring_case(setting.key, "role_arn") || !setting.parent.empty()) continue;
    if (setting.exported || has_endpoint(context, setting)) continue;
    judge(context, setting, setting.at, setting.value.reveal(), sink);
  }
  for (const EnvAssignment& assignment : facts.env_assignments) {
    const KeyName* variable = context.catalog.variable(assignment.name);
    if (variable == nullptr || variable->meaning != Meaning::RoleArn) continue;
    if (!assignment.literal || assignment.test) continue;
    judge(context, assignment, assignment.at, assignment.value.reveal(), sink);
  }
  std::set<Location> judged;
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  for (const RoleAssumption& call : facts.role_assumptions) {
    if (endpoints.in_file(call.at.file)) continue;  // of another store, with its own rules
    if (call.setting && context.facts.file(call).has(Trait::SharedConfig)) continue;
    if (!call.role_arn.literal() || !resembles_arn(call.role_arn.text.reveal())) continue;
    judge(context, call, call.role_arn.at, call.role_arn.text.reveal(), sink);
    judged.insert(call.role_arn.at);
  }
  for (const ToolSetting& setting : facts.tool_settings) {
    if (setting.meaning != Meaning::RoleArn || !setting.literal) continue;
    const std::string_view arn = setting.value.reveal();
    if (resembles_arn(arn) && !judged.contains(setting.at))
      judge(context, setting, setting.at, arn, sink);
    judged.insert(setting.at);
  }
  // The annotation of a service account, where no table says what it is: in HCL, in patches.
  for (const PatternMatch& match : facts.pattern_matches) {
    if (match.pattern != "irsa-annotation" || stands_in_comment(context, match.at)) continue;
    const PatternMatch::Group* arn = match.group("plain_arn");
    if (arn != nullptr && !judged.contains(arn->at) && resembles_arn(arn->value.reveal()))
      judge(context, match, arn->at, arn->value.reveal(), sink);
  }
}

}  // namespace

RuleDefinition role_arn_malformed() {
  return {.info = {.summary = "A role ARN that is not the ARN of a role",
                   .reporting = Reporting::InUse,
                   .error = "ValidationError",
                   .yields_at_span = {{"value-whitespace", "value-invisible-char",
                                       "unexpanded-variable", "placeholder-value"}}},
          .check = check};
}

}  // namespace credlint::rules
