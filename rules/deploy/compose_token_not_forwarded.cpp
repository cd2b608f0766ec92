// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <optional>

#include "rules/anatomy/key_id.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What one container is given of the environment around it.
struct Forwarded {
  const EnvAssignment* key_id = nullptr;
  const EnvAssignment* secret = nullptr;
  bool token = false;
};

std::map<ScopeId, Forwarded> containers(const RuleContext& context) {
  std::map<ScopeId, Forwarded> scopes;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const bool container =
        assignment.syntax == EnvSyntax::Document || assignment.syntax == EnvSyntax::ShellPrefix;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (!container || name == nullptr) continue;
    Forwarded& scope = scopes[assignment.scope];
    scope.token =
        scope.token || name->meaning == Meaning::Token || name->meaning == Meaning::LegacyToken;
    const bool forwarded = assignment.passed_on && !assignment.test;
    if (forwarded && assignment.name == "AWS_ACCESS_KEY_ID") scope.key_id = &assignment;
    if (forwarded && assignment.name == "AWS_SECRET_ACCESS_KEY") scope.secret = &assignment;
  }
  return scopes;
}

/// A sign that what is forwarded is temporary: such a key in the shared files, or a command that
/// sets variables whose names are not known (export-credentials) in the same script.
struct Signs {
  std::optional<Location> shared_key;
  std::map<FileId, Location> exports;
};

Signs signs_of(const RuleContext& context) {
  Signs signs;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    const bool shared = context.facts.file(part).has(Trait::SharedConfig);
    const bool temporary =
        part.part == PartKind::KeyId && key_id_kind(part.value.reveal()) == KeyIdKind::Temporary;
    if (shared && temporary && !signs.shared_key) signs.shared_key = part.at;
  }
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.name.empty()) signs.exports.try_emplace(assignment.at.file, assignment.at);
  }
  return signs;
}

void check(const RuleContext& context, FindingSink& sink) {
  const Signs signs = signs_of(context);
  for (const auto& [id, scope] : containers(context)) {
    if (scope.key_id == nullptr || scope.secret == nullptr || scope.token) continue;
    const auto exported = signs.exports.find(scope.key_id->at.file);
    const bool certain = exported != signs.exports.end() || signs.shared_key;
    Finding& finding = sink.report(
        *scope.key_id,
        fmt::format("The container is given AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the "
                    "shell that starts it, but not AWS_SESSION_TOKEN. {}",
                    certain ? "The credentials there are temporary, and AWS does not know a "
                              "temporary key without its token."
                            : "Whoever starts it with temporary credentials (SSO, a role) hands "
                              "over a key that AWS does not know without its token."),
        "pass AWS_SESSION_TOKEN on as well; where it is not set, nothing is passed");
    if (!certain) finding.severity = Severity::Warning;
    finding.related.push_back({scope.secret->at, "the secret key"});
    if (exported != signs.exports.end())
      finding.related.push_back({exported->second, "sets temporary credentials"});
    else if (signs.shared_key)
      finding.related.push_back({*signs.shared_key, "a temporary key"});
  }
}

}  // namespace

RuleDefinition compose_token_not_forwarded() {
  return {.info = {.summary = "A container that is given key and secret, but not the session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
