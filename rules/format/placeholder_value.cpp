// SPDX-License-Identifier: MIT
#include <optional>
#include <set>

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
    case EnvSyntax::ShellExport:
    case EnvSyntax::ShellPrefix:
      return Severity::Error;
    // The default of a build argument is there to be overridden.
    case EnvSyntax::DockerArg:
      return std::nullopt;
    case EnvSyntax::ShellAssign:
    case EnvSyntax::Code:
      return Severity::Note;
  }
  return std::nullopt;
}

std::string_view message_for(PlaceholderKind kind) {
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
  std::set<ScopeId> told;  // a pair of placeholders is one defect
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part == PartKind::Expiry || part.recognition != Recognition::Named ||
        part.program_output)
      continue;
    const PlaceholderKind kind = placeholder_kind(part.value.reveal(), context.catalog);
    if (kind != PlaceholderKind::FillIn && kind != PlaceholderKind::Documentation) continue;
    const FileRecord& file = context.facts.file(part);
    const auto severity = severity_in(file, assignments.at(part.at));
    if (!severity || endpoints.concern(part, file.has(Trait::SharedConfig))) continue;
    if (!told.insert(part.scope).second) continue;
    Finding& finding =
        sink.report(part, std::string(message_for(kind)),
                    "put the real value here, or remove the line so that the SDK looks elsewhere");
    finding.severity = *severity;
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
