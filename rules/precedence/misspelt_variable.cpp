// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>

#include "scanner/core/near_variable.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Names that something reads: then they are a program's own, whatever they look like.
std::set<std::string_view> read_names(const FileFacts& facts) {
  std::set<std::string_view> names;
  for (const EnvRead& read : facts.env_reads) names.insert(read.name);
  for (const PropertyAssignment& property : facts.property_assignments)
    names.insert(property.value.name);
  for (const ClientConstruction& client : facts.client_constructions) {
    for (const Value* value : {&client.region, &client.profile, &client.key_id, &client.secret,
                               &client.token, &client.endpoint}) {
      if (value->kind == Value::Kind::Env) names.insert(value->name);
    }
  }
  return names;
}

using Scopes = std::map<ScopeId, std::set<std::string_view>>;

Scopes names_by_scope(const FileFacts& facts) {
  Scopes scopes;
  for (const EnvAssignment& assignment : facts.env_assignments)
    scopes[assignment.scope].insert(assignment.name);
  return scopes;
}

bool is_environment(const RuleContext& context, const EnvAssignment& assignment) {
  return !assignment.test && assignment.syntax != EnvSyntax::DockerArg &&
         assignment.syntax != EnvSyntax::ShellAssign &&
         !(assignment.literal && assignment.value.empty()) &&
         !context.facts.file(assignment).has(Trait::Prose);
}

/// A part of a credential under its right name stands beside: then this one belongs to the SDKs.
bool other_part_beside(const RuleContext& context, const std::set<std::string_view>& names,
                       const KeyName& meant) {
  for (const std::string_view name : names) {
    const KeyName* known = context.catalog.variable(name);
    if (known == nullptr || known->tool != meant.tool || known->meaning == meant.meaning) continue;
    if (known->meaning == Meaning::KeyId || known->meaning == Meaning::Secret) return true;
  }
  return false;
}

bool reads_pair(const RuleContext& context, const ClientConstruction& call) {
  const auto reads = [&](const Value& value, Meaning meaning) {
    const KeyName* name =
        value.kind == Value::Kind::Env ? context.catalog.variable(value.name) : nullptr;
    return name != nullptr && name->tool == "aws" && name->meaning == meaning;
  };
  return reads(call.key_id, Meaning::KeyId) && reads(call.secret, Meaning::Secret);
}

/// Code gives the pair by the names of the SDKs and the token by another. Those who make temporary
/// credentials set the usual name only.
void check_tokens(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    const Value& token = call.token;
    if (token.kind != Value::Kind::Env || token.inherited || !reads_pair(context, call)) continue;
    const auto near = near_variable(context.catalog, token.name);
    if (!near || near->meant->meaning != Meaning::Token) continue;
    if (!context.facts.env(token.name).empty()) continue;
    sink.report(token.at, call.scope,
                fmt::format("The session token is read from {}, which nothing sets; {} is meant, "
                            "it seems. AWS refuses temporary keys without their token.",
                            token.name, near->meant->name),
                fmt::format("read {}", near->meant->name))
        .error = "InvalidClientTokenId";
  }
}

void check_assignments(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  const std::set<std::string_view> own = read_names(facts);
  const Scopes scopes = names_by_scope(facts);
  for (const EnvAssignment& assignment : facts.env_assignments) {
    if (!is_environment(context, assignment) || own.contains(assignment.name)) continue;
    const auto near = near_variable(context.catalog, assignment.name);
    if (!near) continue;
    const std::set<std::string_view>& beside = scopes.at(assignment.scope);
    const std::string_view right = near->meant->name;
    if (beside.contains(right)) continue;
    if (!near->whole && !other_part_beside(context, beside, *near->meant)) continue;
    Finding& finding = sink.report(
        assignment.name_at, assignment.scope,
        fmt::format("No SDK reads {}; {} is meant, it seems. The value is not found under this "
                    "name, and the SDK looks elsewhere or stops.",
                    assignment.name, right),
        fmt::format("write {}", right));
    // A program that is not here may read the name.
    finding.fix = replacement(assignment.name_at, assignment.name, right, FixSafety::Unsafe);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_assignments(context, sink);
  check_tokens(context, sink);
}

}  // namespace

RuleDefinition misspelt_variable() {
  return {.info = {.summary = "A variable of the SDKs by a name that none of them reads",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Unsafe},
          .check = check};
}

}  // namespace credlint::rules
