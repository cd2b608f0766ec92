// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/misspelt_names.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

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
  for (const MisspeltVariable& variable : context.view<MisspeltNames>().variables()) {
    const EnvAssignment& assignment = *variable.assignment;
    Finding& finding = sink.report(
        assignment.name_at, assignment.scope,
        fmt::format("No SDK reads {}; {} is meant, it seems. The value is not found under this "
                    "name, and the SDK looks elsewhere or stops.",
                    assignment.name, variable.meant),
        fmt::format("write {} for {}", variable.meant, assignment.name));
    // A program that is not here may read the name.
    finding.fix =
        replacement(assignment.name_at, assignment.name, variable.meant, FixSafety::Unsafe);
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
