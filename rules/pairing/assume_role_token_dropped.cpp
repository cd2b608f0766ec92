// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "rules/support/file_purpose.h"
#include "rules/support/sts_calls.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_from_sts(const Value& value) {
  return value.kind == Value::Kind::Member && value.source == Value::Source::RoleAssumption &&
         !value.inherited;
}

bool is_missing(const Value& token) {
  return !token.given() || (token.literal() && token.text.empty());
}

void check_calls(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (call.open_ended || !is_missing(call.token)) continue;
    if (!is_from_sts(call.key_id) || !is_from_sts(call.secret)) continue;
    Finding& finding =
        sink.report(call,
                    fmt::format("{} is given the key and secret that STS issued but not their "
                                "session token. AWS refuses "
                                "temporary credentials without it.",
                                call.constructor),
                    call.carries_token
                        ? "pass the session token of the same answer too"
                        : fmt::format("use the class that also takes a session token instead of {}",
                                      call.constructor));
    finding.related.push_back({call.key_id.at, "the key id comes from the answer of STS"});
  }
}

/// Whether the variable is set to what STS answered: to what comes from the call, or to the member
/// of that name of some answer: $(… jq -r .Credentials.AccessKeyId).
bool takes_member(const EnvAssignment& assignment, std::string_view member) {
  if (assignment.literal || assignment.test) return false;
  const bool exported =
      assignment.syntax == EnvSyntax::ShellExport || assignment.syntax == EnvSyntax::ShellPrefix;
  if (assignment.source == Value::Source::RoleAssumption)
    return exported || assignment.syntax == EnvSyntax::Code;
  const std::string_view value = assignment.value.reveal();
  // An answer of "aws iam create-access-key" holds a long-term key.
  return exported && value.find(member) != std::string_view::npos &&
         value.find("AccessKey.") == std::string_view::npos;
}

/// Whether the script sets the token, or does what may set it (eval, source).
bool may_set_token(const RuleContext& context, FileId file) {
  const auto& all = context.facts.facts().env_assignments;
  return std::any_of(all.begin(), all.end(), [&](const EnvAssignment& assignment) {
    if (assignment.at.file != file) return false;
    const KeyName* name = context.catalog.variable(assignment.name);
    return assignment.name.empty() || (name != nullptr && name->meaning == Meaning::Token);
  });
}

/// The variable of that meaning that is set behind the call, if it takes the member.
const EnvAssignment* variable_behind(const RuleContext& context, const RoleAssumption& call,
                                     Meaning meaning, std::string_view member) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.at.file != call.at.file || assignment.at.span.end < call.at.span.begin) continue;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || name->meaning != meaning || !takes_member(assignment, member)) continue;
    return &assignment;
  }
  return nullptr;
}

void check_variables(const RuleContext& context, FindingSink& sink) {
  const EnvAssignment* told = nullptr;
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    const auto* key = variable_behind(context, call, Meaning::KeyId, "AccessKeyId");
    const auto* secret = variable_behind(context, call, Meaning::Secret, "SecretAccessKey");
    if (key == nullptr || secret == nullptr || key == told) continue;
    if (may_set_token(context, call.at.file)) continue;
    told = key;
    Finding& finding = report_in_use(
        context, sink, key->name_at, key->scope,
        "The environment is given the key and secret that STS issued but not their session token. "
        "AWS refuses temporary credentials without it.",
        "set AWS_SESSION_TOKEN to the SessionToken of the same answer too");
    finding.related.push_back({call.at, "STS is asked here"});
  }
}

/// The setting of that meaning in a file; `from_sts` leaves out what does not come from STS.
const PropertyAssignment* setting_in(const RuleContext& context, FileId file, Meaning meaning,
                                     bool from_sts) {
  for (const PropertyAssignment& set : context.facts.facts().property_assignments) {
    const KeyName* name = context.catalog.key(set.name);
    if (set.at.file != file || name == nullptr || name->meaning != meaning) continue;
    if (!from_sts || set.value.source == Value::Source::RoleAssumption) return &set;
  }
  return nullptr;
}

/// What "aws configure set" writes, and system properties.
void check_settings(const RuleContext& context, FindingSink& sink) {
  const PropertyAssignment* told = nullptr;
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    const FileId file = call.at.file;
    const auto* key = setting_in(context, file, Meaning::KeyId, true);
    const auto* secret = setting_in(context, file, Meaning::Secret, true);
    if (key == nullptr || secret == nullptr || key == told) continue;
    if (setting_in(context, file, Meaning::Token, false) || may_set_token(context, file)) continue;
    told = key;
    Finding& finding =
        report_in_use(context, sink, *key,
                      "The key and secret that STS issued are set but not their session token. AWS "
                      "refuses temporary credentials without it.",
                      "set the session token of the same answer too");
    finding.related.push_back({call.at, "STS is asked here"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_calls(context, sink);
  check_variables(context, sink);
  check_settings(context, sink);
}

}  // namespace

RuleDefinition assume_role_token_dropped() {
  return {.info = {.summary = "Credentials issued by STS are used without their session token",
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
