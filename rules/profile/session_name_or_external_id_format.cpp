// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/plain_values.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"
#include "rules/views/plain_settings.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// What STS accepts. Source: botocore sts/2011-06-15/service-2.json (roleSessionNameType,
// externalIdType).
struct Shape {
  std::string_view what;
  std::string_view marks;  // allowed beside letters, digits and '_'
  std::size_t longest = 0;
};

constexpr std::size_t kShortest = 2;
constexpr Shape kSessionName{"role session name", "+=,.@-", 64};
constexpr Shape kExternalId{"external id", "+=,.@:/-", 1224};

bool is_allowed(char c, const Shape& shape) {
  const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
  return word || shape.marks.find(c) != std::string_view::npos;
}

std::string kind_of(char c) {
  if (c == ' ' || c == '\t') return "a blank";
  if (static_cast<unsigned char>(c) >= 0x80) return "a character beyond ASCII";
  if (c == '/') return "a slash";
  if (c == ':') return "a colon";
  return static_cast<unsigned char>(c) < 0x20 ? "a control character" : fmt::format("'{}'", c);
}

// The end of a sentence that begins with the thing; empty when nothing is wrong.
std::string problem(std::string_view text, const Shape& shape) {
  const auto odd =
      std::find_if_not(text.begin(), text.end(), [&](char c) { return is_allowed(c, shape); });
  if (odd != text.end()) return fmt::format("has {}", kind_of(*odd));
  if (text.size() < kShortest) return fmt::format("has less than {} characters", kShortest);
  if (text.size() <= shape.longest) return {};
  return fmt::format("has {} characters, more than {}", text.size(), shape.longest);
}

void judge(const Fact& fact, const Location& at, std::string_view text, const Shape& shape,
           FindingSink& sink) {
  if (!is_plain(text)) return;
  const std::string wrong = problem(text, shape);
  if (wrong.empty()) return;
  sink.report(
      at, fact.scope,
      fmt::format("The {} {}. STS refuses AssumeRole with a ValidationError, for every SDK.",
                  shape.what, wrong),
      fmt::format("use {} to {} letters, digits and {} only", kShortest, shape.longest,
                  fmt::format("_{}", shape.marks)));
}

void check_settings(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const bool name = equals_ignoring_case(setting.key, "role_session_name");
    if (!name && !equals_ignoring_case(setting.key, "external_id")) continue;
    if (!is_plain_setting(context, setting)) continue;
    judge(setting, setting.at, setting.value.reveal(), name ? kSessionName : kExternalId, sink);
  }
}

void check_variables(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.name != "AWS_ROLE_SESSION_NAME" || !assignment.literal || assignment.test)
      continue;
    judge(assignment, assignment.at, assignment.value.reveal(), kSessionName, sink);
  }
}

void check_calls(const RuleContext& context, FindingSink& sink) {
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    if (endpoints.in_file(call.at.file)) continue;  // of another store, with its own rules
    if (call.session_name.literal()) {
      judge(call, call.session_name.at, call.session_name.text.reveal(), kSessionName, sink);
    }
    if (call.external_id.literal()) {
      judge(call, call.external_id.at, call.external_id.text.reveal(), kExternalId, sink);
    }
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_settings(context, sink);
  check_variables(context, sink);
  check_calls(context, sink);
}

}  // namespace

RuleDefinition session_name_or_external_id_format() {
  return {
      .info = {.summary = "A role session name or external id that STS does not accept",
               .reporting = Reporting::InUse,
               .error = "ValidationError",
               .yields_at_span = {{"quoted-value", "inline-comment-in-value",
                                   "value-invisible-char", "value-whitespace", "smart-quotes"}}},
      .check = check};
}

}  // namespace credlint::rules
