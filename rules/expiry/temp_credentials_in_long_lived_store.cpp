// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Whether what stands there is used until somebody deploys again.
bool is_deployed(const EnvAssignment& assignment) {
  return assignment.syntax == EnvSyntax::Document && !assignment.tool.empty();
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || name->meaning != Meaning::KeyId || !is_deployed(assignment)) continue;
    if (!assignment.literal) continue;
    const std::string_view id = assignment.value.reveal();
    if (key_id_kind(id) != KeyIdKind::Temporary || !is_judgeable(context.catalog, id)) continue;
    const ToolRow* tool = context.catalog.tool(assignment.tool);
    sink.report(
        assignment,
        fmt::format("A temporary key is kept where it is deployed from ({}). It lives for hours, "
                    "36 at most, and nothing renews it here: what runs with it stops then.",
                    tool == nullptr ? assignment.tool : tool->title),
        "give the platform's role instead (IRSA, task role, instance profile, OIDC)");
  }
}

}  // namespace

RuleDefinition temp_credentials_in_long_lived_store() {
  return {.info = {.summary = "Temporary credentials in a file that is deployed from",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "ExpiredToken",
                   .yields_in_scope = {{"temp-key-without-token", "tool-cannot-carry-token",
                                        "token-expired-certain", "token-expired-probable"}}},
          .check = check};
}

}  // namespace credlint::rules
