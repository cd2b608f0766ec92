// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <set>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/value_errors.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "rules/views/file_matches.h"
#include "rules/views/judged_parts.h"
#include "rules/views/region_uses.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

/// How sure it is that the value will be used as it stands; absent where placeholders belong.
std::optional<Severity> severity_in(const RuleContext& context, const Fact& fact,
                                    const EnvAssignment* assignment) {
  const FileRecord& file = context.facts.file(fact);
  if (file.has(Trait::Template) || is_made_up_place(context.view<Purposes>().of(fact)))
    return std::nullopt;
  if (assignment != nullptr && assignment->test) return std::nullopt;
  // What only looks like a shared file may be an excerpt that nothing reads.
  if (file.has(Trait::SharedConfig))
    return file.format == "aws-shared" ? Severity::Note : Severity::Error;
  if (file.format == "environment") return Severity::Error;  // that of the process itself
  if (assignment == nullptr) return Severity::Note;
  switch (assignment->syntax) {
    case EnvSyntax::EnvFile:
    case EnvSyntax::DockerEnv:
    case EnvSyntax::Unit:
      return Severity::Error;
    // The default of a build argument is there to be overridden.
    case EnvSyntax::DockerArg:
      return std::nullopt;
    // A script in which a key is to be written is mostly filled in before it runs.
    case EnvSyntax::ShellExport:
    case EnvSyntax::ShellPrefix:
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
  if (kind == PlaceholderKind::BlankedOut) {
    return "This value is blanked out: its end is replaced by filler. The SDK sends it as it "
           "stands "
           "and AWS refuses it; other sources of credentials are not tried as long as it stands "
           "here.";
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

/// Places of values that are given to an SDK by name.
std::set<Location> given_to_clients(const RuleContext& context) {
  std::set<Location> places;
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    for (const Value* value : {&call.key_id, &call.secret, &call.token}) places.insert(value->at);
  }
  return places;
}

/// Calls that manage keys of users: what they are given names a key and signs nothing.
bool is_managed_key(const RuleContext& context, const CredentialPart& part) {
  const auto& matches = context.facts.facts().pattern_matches;
  return std::any_of(matches.begin(), matches.end(), [&](const PatternMatch& match) {
    return match.pattern == "iam-key-call" && match.at.file == part.at.file &&
           match.at.span.contains(part.at.span);
  });
}

/// Containers beside a local stack of AWS: it takes any keys, those of the documentation as well.
bool is_for_local_stack(const RuleContext& context, const EnvAssignment* assignment) {
  return assignment != nullptr && assignment->syntax == EnvSyntax::Document &&
         context.view<FileMatches>().in_file_of(*assignment, "aws-stub");
}

/// Files of a project that hold nothing but placeholders: forms, which whoever uses them fills in.
std::set<FileId> tracked_forms(const RuleContext& context) {
  std::set<FileId> forms;
  std::set<FileId> filled;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part == PartKind::Expiry || part.value.empty()) continue;
    const FileRecord& file = context.facts.file(part);
    const bool read = file.has(Trait::SharedConfig) || file.has(Trait::EnvFile);
    if (!read || file.tracking != Tracking::Tracked) continue;
    const bool placeholder = is_placeholder(part.value.reveal(), context.catalog);
    (placeholder ? forms : filled).insert(part.at.file);
  }
  for (const FileId file : filled) forms.erase(file);
  return forms;
}

/// A region to be filled in is worth one word for each file of which nothing else is said.
void check_regions(const RuleContext& context, std::set<FileId>& noted, FindingSink& sink) {
  for (const RegionUse& use : context.view<region_placeholders>()) {
    const Purposes& purposes = context.view<Purposes>();
    if (!use.certain || is_made_up_place(purposes.of(use.at))) continue;
    if (!noted.insert(use.at.file).second) continue;
    Finding& finding = sink.report(use.at, use.scope,
                                   "This is a placeholder, not a region. SDKs build host names "
                                   "from it that do not exist.",
                                   "write the code of the region, like eu-central-1");
    const FileRecord& file = context.facts.file(use.at.file);
    const bool live = file.has(Trait::SharedConfig) && file.format != "aws-shared";
    if (!live && file.format != "environment") finding.severity = Severity::Note;
    finding.error =
        is_host_label(use.value) ? "EndpointConnectionError" : error_of_damaged(Meaning::Region);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  const AssignmentIndex& assignments = context.view<AssignmentIndex>();
  const std::set<const CredentialPart*> meant_for_aws = secrets_of_real_keys(context);
  const std::set<Location> given = given_to_clients(context);
  const std::set<FileId> forms = tracked_forms(context);
  std::set<ScopeId> told;  // a pair of placeholders is one defect
  std::set<FileId> noted;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part == PartKind::Expiry || part.recognition != Recognition::Named ||
        part.program_output)
      continue;
    const PlaceholderKind kind = placeholder_kind(part.value.reveal(), context.catalog);
    if (kind == PlaceholderKind::None) continue;
    if (kind == PlaceholderKind::Dummy && !meant_for_aws.contains(&part)) continue;
    const FileRecord& file = context.facts.file(part);
    const bool constant =
        file.has(Trait::Code) && assignments.at(part.at) == nullptr && !given.contains(part.at);
    // What code gives to nothing may be an example in a comment, or another service's.
    const bool example =
        kind == PlaceholderKind::Documentation || !name_says_aws(part.name, context.catalog);
    if (constant && (example || names_setting(part.value.reveal(), context.catalog))) continue;
    if (is_managed_key(context, part)) continue;
    if (is_for_local_stack(context, assignments.at(part.at))) continue;
    auto severity = severity_in(context, part, assignments.at(part.at));
    if (severity && forms.contains(part.at.file)) severity = Severity::Note;
    if (!severity || endpoints.concern(part, file.has(Trait::SharedConfig))) continue;
    if (!told.insert(part.scope).second) continue;
    if (*severity == Severity::Note && !noted.insert(part.at.file).second) continue;
    Finding& finding =
        sink.report(part, std::string(message_for(kind)),
                    "put the real value here, or remove the line so that the SDK looks elsewhere");
    finding.severity = *severity;
    if (kind == PlaceholderKind::Dummy) finding.error = "SignatureDoesNotMatch";
  }
  check_regions(context, noted, sink);
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
