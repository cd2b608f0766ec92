// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/region_names.h"
#include "rules/anatomy/value_errors.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "rules/views/file_matches.h"
#include "rules/views/judged_parts.h"
#include "rules/views/region_uses.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/lookup_names.h"

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
  if (kind == PlaceholderKind::Code) {
    return "This is code that reads a variable, and nothing runs it here. The SDK sends these "
           "characters themselves and AWS refuses them.";
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

/// "awsAccessKeyId": "awsAccessKeyId" of a schema: the name once more is no value, where the file
/// is data.
bool repeats_its_name(const FileRecord& file, const CredentialPart& part) {
  const bool read = file.has(Trait::SharedConfig) || file.has(Trait::EnvFile) ||
                    file.has(Trait::Image) || file.has(Trait::Code);
  return !read && same_name(part.name, part.value.reveal());
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

/// What a value says for the case that its variable is not set: "${X:access key}" of Spring,
/// "${X:-changeme}" of shells and Compose. Empty where it says nothing.
std::string_view default_in(std::string_view value) {
  const std::string_view text = trim(value);
  if (!starts_with(text, "${") || !ends_with(text, "}")) return {};
  const std::string_view inner = text.substr(2, text.size() - 3);
  const std::size_t colon = inner.find(':');
  if (colon == std::string_view::npos || contains(inner, "{") || contains(inner, "}")) return {};
  // "${self:custom.region}", "${env:REGION}": other tools name a source of values so.
  const auto is_of_variable = [](char c) { return is_upper(c) || is_digit(c) || c == '_'; };
  const std::string_view name = inner.substr(0, colon);
  if (!std::ranges::all_of(name, is_of_variable) || names_lookup(name)) return {};
  const std::string_view rest = inner.substr(colon + 1);
  // A message, or another value; "${AWS::Region}" is CloudFormation's own.
  if (starts_with(rest, "?") || starts_with(rest, "+") || starts_with(rest, ":")) return {};
  return starts_with(rest, "-") || starts_with(rest, "=") ? rest.substr(1) : rest;
}

bool is_credential(Meaning meaning) {
  return meaning == Meaning::KeyId || meaning == Meaning::Secret || meaning == Meaning::Token;
}

/// A default that is a placeholder is sent where the variable is not set: worth one word for a
/// file.
void check_defaults(const RuleContext& context, std::set<FileId>& noted, FindingSink& sink) {
  const Purposes& purposes = context.view<Purposes>();
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    const std::string_view value = default_in(setting.value.reveal());
    if (setting.literal || value.empty()) continue;
    const PlaceholderKind kind = placeholder_kind(value, context.catalog);
    const bool fill_in = kind == PlaceholderKind::FillIn || kind == PlaceholderKind::Documentation;
    const bool region =
        setting.meaning == Meaning::Region && is_region_placeholder(context.catalog, value);
    if (!region && !(fill_in && is_credential(setting.meaning))) continue;
    if (context.facts.file(setting).has(Trait::Template) || endpoints.in_file(setting.at.file) ||
        is_made_up_place(purposes.of(setting)) || !noted.insert(setting.at.file).second)
      continue;
    Finding& finding = sink.report(
        setting,
        "The default is a placeholder. Where the variable is not set, AWS gets it as it "
        "stands.",
        "leave the default out, so that a missing variable is told at once");
    finding.severity = Severity::Note;
    if (region) finding.error = "EndpointConnectionError";
  }
}

/// Settings of Spring in YAML yield to those in properties of the same name and folder.
class Shadowed {
 public:
  explicit Shadowed(const RuleContext& context) : facts_(context.facts) {
    for (const CredentialPart& part : facts_.facts().credential_parts) note(part, part.part);
    for (const ToolSetting& setting : facts_.facts().tool_settings) {
      if (setting.meaning == Meaning::KeyId) note(setting, PartKind::KeyId);
      if (setting.meaning == Meaning::Secret) note(setting, PartKind::Secret);
      if (setting.meaning == Meaning::Token) note(setting, PartKind::Token);
    }
  }
  [[nodiscard]] bool holds(const CredentialPart& part) const {
    const std::string_view path = facts_.file(part).path;
    return starts_with(base_name(path), "application") &&
           (ends_with(path, ".yml") || ends_with(path, ".yaml")) &&
           properties_.contains({path.substr(0, path.rfind('.')), part.part});
  }

 private:
  void note(const Fact& fact, PartKind part) {
    constexpr std::string_view kEnding = ".properties";
    std::string_view path = facts_.file(fact).path;
    if (!ends_with(path, kEnding)) return;
    path.remove_suffix(kEnding.size());
    properties_.emplace(path, part);
  }
  const FactStore& facts_;
  std::set<std::pair<std::string_view, PartKind>> properties_;  ///< by path without ending
};

/// A region to be filled in is worth one word for each file of which nothing else is said.
void check_regions(const RuleContext& context, std::set<FileId>& noted, FindingSink& sink) {
  for (const RegionUse& use : context.view<region_placeholders>()) {
    const Purposes& purposes = context.view<Purposes>();
    if (!use.certain || is_made_up_place(purposes.of(use.at))) continue;
    if (!noted.insert(use.at.file).second) continue;
    const bool code = placeholder_kind(use.value, context.catalog) == PlaceholderKind::Code;
    Finding& finding = sink.report(
        use.at, use.scope,
        code ? "This is code that reads a variable, and nothing runs it here: no region is called "
               "so."
             : "This is a placeholder, not a region. SDKs build host names from it that do not "
               "exist.",
        "write the code of the region, like eu-central-1");
    const FileRecord& file = context.facts.file(use.at.file);
    const bool live = file.has(Trait::SharedConfig) && file.format != "aws-shared";
    if (!live && file.format != "environment")
      finding.severity = code ? Severity::Warning : Severity::Note;
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
  const Shadowed shadowed(context);
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
    if (is_managed_key(context, part) || shadowed.holds(part) || repeats_its_name(file, part))
      continue;
    if (is_for_local_stack(context, assignments.at(part.at))) continue;
    auto severity = severity_in(context, part, assignments.at(part.at));
    if (severity && forms.contains(part.at.file)) severity = Severity::Note;
    if (severity && kind == PlaceholderKind::Code)
      severity = std::max(*severity, Severity::Warning);
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
  check_defaults(context, noted, sink);
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
