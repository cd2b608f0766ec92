// SPDX-License-Identifier: MIT
#include <optional>
#include <set>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

/// How sure it is that the value will be used as it stands; absent where placeholders belong.
std::optional<Severity> severity_in(const FileRecord& file, const EnvAssignment* assignment) {
  if (file.has(Trait::Template) || file.has(Trait::Prose) || is_test_path(file.path))
    return std::nullopt;
  if (assignment != nullptr && assignment->test) return std::nullopt;
  if (file.has(Trait::SharedConfig)) return Severity::Error;
  if (assignment == nullptr) return Severity::Note;
  switch (assignment->syntax) {
    case EnvSyntax::EnvFile:
    case EnvSyntax::DockerEnv:
    case EnvSyntax::Unit:
    case EnvSyntax::ShellExport:
    case EnvSyntax::ShellPrefix:
      return Severity::Error;
    // The default of a build argument is there to be overridden.
    case EnvSyntax::DockerArg:
      return std::nullopt;
    case EnvSyntax::ShellAssign:
    case EnvSyntax::Code:
    // Containers and jobs with made-up keys mostly talk to something that is not AWS.
    case EnvSyntax::Document:
      return Severity::Note;
  }
  return std::nullopt;
}

/// Secrets beside a key id of AWS: made-up ones are meant for AWS, too.
std::set<const CredentialPart*> secrets_of_real_keys(const RuleContext& context) {
  std::set<const CredentialPart*> secrets;
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.secret == nullptr || set.key_id == nullptr) continue;
    const std::string_view key_id = set.key_id->value.reveal();
    const bool real = is_well_formed_key_id(key_id) && !is_placeholder(key_id, context.catalog);
    // One of the right length may be what it says it is.
    if (real && trim(set.secret->value.reveal()).size() != kSecretLength)
      secrets.insert(set.secret);
  }
  return secrets;
}

std::string_view message_for(PlaceholderKind kind) {
  if (kind == PlaceholderKind::Dummy) {
    return "This is no secret key (those have 40 characters), although an access key id of AWS "
           "stands beside it. What is signed with it is refused.";
  }
  return kind == PlaceholderKind::Documentation
             ? "This is the example of the AWS documentation, not a credential. AWS knows no such "
               "key and "
               "refuses every request; other sources of credentials are not tried as long as it "
               "stands here."
             : "This is a placeholder, not a credential. The SDK sends it as it stands and AWS "
               "refuses it; other "
               "sources of credentials are not tried as long as it stands here.";
}

void check(const RuleContext& context, FindingSink& sink) {
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  const AssignmentIndex& assignments = context.view<AssignmentIndex>();
  const std::set<const CredentialPart*> meant_for_aws = secrets_of_real_keys(context);
  std::set<ScopeId> told;  // a pair of placeholders is one defect
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part == PartKind::Expiry || part.recognition != Recognition::Named ||
        part.program_output)
      continue;
    const PlaceholderKind kind = placeholder_kind(part.value.reveal(), context.catalog);
    if (kind == PlaceholderKind::None) continue;
    if (kind == PlaceholderKind::Dummy && !meant_for_aws.contains(&part)) continue;
    const FileRecord& file = context.facts.file(part);
    const auto severity = severity_in(file, assignments.at(part.at));
    if (!severity || endpoints.concern(part, file.has(Trait::SharedConfig))) continue;
    if (!told.insert(part.scope).second) continue;
    Finding& finding =
        sink.report(part, std::string(message_for(kind)),
                    "put the real value here, or remove the line so that the SDK looks elsewhere");
    finding.severity = *severity;
    if (kind == PlaceholderKind::Dummy) finding.error = "SignatureDoesNotMatch";
  }
}

}  // namespace

RuleDefinition placeholder_value() {
  return {.info = {.summary = "A placeholder where a credential is needed",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"unexpanded-variable", "json-or-python-residue"}}},
          .check = check};
}

}  // namespace credlint::rules
