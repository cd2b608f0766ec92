// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/resolver/outcomes.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

std::string to_upper(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

/// boto2, Ansible and a few others have only the old name; there it is right.
bool is_read_by_current_sdks(const RuleContext& context, const CredentialPart& part) {
  return context.facts.file(part).has(Trait::SharedConfig) ||
         context.catalog.variable(part.name) != nullptr;
}

/// The current name stands in the scope too, with a value that cannot be followed.
bool has_current_name(const RuleContext& context, ScopeId scope) {
  const std::vector<const EnvAssignment*> assignments = context.facts.env_in(scope);
  return std::any_of(assignments.begin(), assignments.end(), [&](const EnvAssignment* assignment) {
    const KeyName* name = context.catalog.variable(assignment->name);
    return name != nullptr && name->meaning == Meaning::Token;
  });
}

resolver::Outcomes outcomes_of_old_name(const RuleContext& context) {
  const resolver::SmallMachine machine(context, {}, {},
                                       {{"AWS_ACCESS_KEY_ID", "id"},
                                        {"AWS_SECRET_ACCESS_KEY", "secret"},
                                        {"AWS_SECURITY_TOKEN", "token"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    const bool token = resolution.credentials && resolution.credentials->has_token;
    return token ? "still read it" : "send the key without a token and are refused";
  });
}

/// Tools that are no longer maintained read the old name alone, hence not safe.
std::optional<Fix> current_name(const FactStore& facts, const CredentialPart& token) {
  constexpr std::string_view kCurrent = "aws_session_token";
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    if (assignment.at == token.at)
      return replacement(assignment.name_at, assignment.name, to_upper(kCurrent),
                         FixSafety::Unsafe);
  }
  for (const ConfigSetting& setting : facts.facts().config_settings) {
    if (setting.at == token.at)
      return replacement(setting.key_at, setting.key, kCurrent, FixSafety::Unsafe);
  }
  return std::nullopt;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.security_token == nullptr || set.token != nullptr) continue;
    const CredentialPart& token = *set.security_token;
    if (!is_read_by_current_sdks(context, token) || has_current_name(context, set.scope)) continue;
    if (!is_judgeable(context.catalog, token.value.reveal())) continue;
    Finding& finding =
        sink.report(token,
                    fmt::format("The session token stands only under its old name, {}. {}",
                                token.name, context.view<outcomes_of_old_name>().sentence()),
                    "rename it to aws_session_token (AWS_SESSION_TOKEN in the environment)");
    finding.fix = current_name(context.facts, token);
  }
}

}  // namespace

RuleDefinition security_token_only() {
  return {.info = {.summary = "The session token has only its old name, which most SDKs ignore",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Unsafe,
                   .yields_at_span = {{"long-term-key-with-token", "set-split-across-files"}}},
          .check = check};
}

}  // namespace credlint::rules
