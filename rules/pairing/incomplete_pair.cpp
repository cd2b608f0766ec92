// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/paths.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/comments.h"
#include "rules/views/misspelt_names.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/part_of.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Env files are often laid over each other (".env", ".env.local"): the pair may be split over
/// them.
bool neighbour_gives(const RuleContext& context, const CredentialPart& half, PartKind wanted) {
  const std::string_view folder = folder_of(context.facts.file(half).path);
  const auto& assignments = context.facts.facts().env_assignments;
  return std::any_of(assignments.begin(), assignments.end(), [&](const EnvAssignment& other) {
    if (other.at.file == half.at.file || folder_of(context.facts.file(other).path) != folder)
      return false;
    const KeyName* name = context.catalog.variable(other.name);
    return name != nullptr && part_of(name->meaning) == wanted;
  });
}

/// Old names are mixed with others that no SDK knows; legacy-variable speaks of them.
bool is_aws_variable(const RuleContext& context, std::string_view name) {
  const KeyName* known = context.catalog.variable(name);
  return known != nullptr && known->tool == "aws" &&
         context.catalog.table(Table::LegacyVariables).find(name) == nullptr;
}

/// The places where both halves have to stand together. In code, tests and text a lone key id is
/// nothing unusual; calls are judged by their arguments.
bool must_be_complete(const RuleContext& context, const CredentialPart& half) {
  const FileRecord& file = context.facts.file(half);
  if (file.has(Trait::Template)) return false;
  // What no SDK reads makes no pair, nor half of one; unknown-or-misspelt-key speaks of it.
  if (file.has(Trait::SharedConfig)) return is_sdk_key(context.catalog, half.name);
  return (file.has(Trait::EnvFile) || file.has(Trait::Image)) &&
         is_aws_variable(context, half.name);
}

/// What SDKs make of half a pair, where a whole one comes next in the environment's case.
resolver::Outcomes outcomes_of_half(const RuleContext& context, bool key_id, bool shared) {
  const std::string name = key_id ? "aws_access_key_id" : "aws_secret_access_key";
  const std::string variable = key_id ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY";
  const std::vector<std::string> whole = {"[default]", "aws_access_key_id = next",
                                          "aws_secret_access_key = next"};
  const std::vector<std::string> half = {"[default]", name + " = half"};
  std::vector<std::pair<std::string, std::string>> variables;
  if (!shared) variables.emplace_back(variable, "half");
  const resolver::SmallMachine machine(context, {}, shared ? half : whole, variables);
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    return resolution.stops_at.empty() ? "pass over it and use whatever comes next"
                                       : "find no credentials";
  });
}

/// The likely cause first: the other half under a name that no SDK reads.
std::string help_for(const RuleContext& context, const CredentialPart& half) {
  const bool key_id = half.part == PartKind::KeyId;
  std::string cure =
      context.view<MisspeltNames>().cure(half.scope, key_id ? PartKind::Secret : PartKind::KeyId);
  if (!cure.empty()) return cure;
  return key_id ? "add the secret key that was created with it, or remove the key id"
                : "add the access key id that belongs to this secret, or remove the secret";
}

void report_half(const RuleContext& context, const CredentialPart& half, FindingSink& sink) {
  const bool key_id = half.part == PartKind::KeyId;
  const bool shared = context.facts.file(half).has(Trait::SharedConfig);
  if (key_id) {
    Finding& finding = sink.report(
        half,
        fmt::format("Access key {} has no secret key beside it. {}", half.value.redacted_key_id(),
                    outcomes_of_half(context, true, shared).sentence()),
        help_for(context, half));
    if (!shared) finding.confidence = Confidence::Medium;
    return;
  }
  Finding& finding = sink.report(half,
                                 "A secret key has no access key id beside it. " +
                                     outcomes_of_half(context, false, shared).sentence(),
                                 help_for(context, half));
  if (!shared) finding.confidence = Confidence::Medium;
}

void check_sets(const RuleContext& context, const ScopeParts& parts, FindingSink& sink) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if ((set.key_id == nullptr) == (set.secret == nullptr)) continue;
    const CredentialPart& half = set.key_id != nullptr ? *set.key_id : *set.secret;
    const PartKind missing = set.key_id != nullptr ? PartKind::Secret : PartKind::KeyId;
    if (half.recognition != Recognition::Named || !must_be_complete(context, half)) continue;
    if (!is_judgeable(context.catalog, half.value.reveal())) continue;
    if (parts.construction(set.scope) != nullptr || stands_in_comment(context, half.at)) continue;
    if (parts.of(set.scope, missing) != Presence::Absent) continue;
    if (part_in_other_shared_file(context, set.scope, missing) != nullptr) continue;
    if (!context.facts.file(half).has(Trait::SharedConfig) &&
        neighbour_gives(context, half, missing))
      continue;
    report_half(context, half, sink);
  }
}

void check_constructions(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (call.open_ended || call.key_id.given() == call.secret.given()) continue;
    const Value& half = call.key_id.given() ? call.key_id : call.secret;
    if (half.inherited || (half.literal() && !is_judgeable(context.catalog, half.text.reveal())))
      continue;
    Finding& finding = sink.report(
        half.at, call.scope,
        fmt::format("{} is given {} but no {}. Some SDKs stop (boto3: \"Partial credentials "
                    "found\"), others "
                    "ignore it and use whatever credentials come next.",
                    call.callee, call.key_id.given() ? "an access key id" : "a secret key",
                    call.key_id.given() ? "secret key" : "access key id"),
        "pass both halves, or neither and let the SDK find the credentials");
    if (call.sdk != "boto3") finding.confidence = Confidence::Medium;
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const ScopeParts& parts = context.view<ScopeParts>();
  check_sets(context, parts, sink);
  check_constructions(context, sink);
}

}  // namespace

RuleDefinition incomplete_pair() {
  return {.info = {.summary = "An access key id without its secret key, or the reverse",
                   .reporting = Reporting::InUse,
                   .error = "PartialCredentialsError",
                   .yields_at_span = {{"set-split-across-sources"}},
                   .yields_in_scope = {{"wrong-keyword", "js-v3-top-level-credentials"}}},
          .check = check};
}

}  // namespace credlint::rules
