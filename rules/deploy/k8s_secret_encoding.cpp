// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/views/kubernetes_secrets.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/part_of.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Base64 of a key id, secret or token, rather than one that looks like base64 itself.
bool holds_encoded_part(std::string_view value) {
  const std::string decoded = decoded_text(value);
  return !decoded.empty() && (is_secret_shaped(decoded) || is_well_formed_key_id(decoded));
}

/// One entry of a Secret that is a part of a credential.
void judge(const RuleContext& context, const Fact& fact, std::string_view name, const Secret& text,
           Encoded encoded, FindingSink& sink) {
  const std::string_view value = text.reveal();
  if (value.empty() || !is_judgeable(context.catalog, value)) return;
  if (encoded == Encoded::NotBase64) {
    sink.report(fact,
                fmt::format("The value of {} is not base64, which `data:` of a Secret takes. The "
                            "API server refuses the Secret, or the container gets other bytes "
                            "than these.",
                            name),
                "write it under stringData:, or encode it: printf %s \"$VALUE\" | base64 -w0");
  } else if (holds_encoded_part(value)) {
    const bool twice = encoded == Encoded::Base64;
    sink.report(fact,
                fmt::format("The value of {} is encoded {}. The container gets base64 instead of "
                            "the value, and AWS does not know such a key.",
                            name, twice ? "twice" : "though it stands under stringData:"),
                twice ? "encode it once" : "write the value as it is, or move it to data:");
  }
}

/// Whether an entry of any name is a part: by its name, or by a variable that it is the value of.
bool is_part(const RuleContext& context, const ToolSetting& entry) {
  if (part_of(entry.meaning)) return true;
  const KeyName* variable =
      context.catalog.variable(context.view<KubernetesSecrets>().variable_of(entry));
  return variable != nullptr && part_of(variable->meaning);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.tool != "kubernetes" || !assignment.literal) continue;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || !part_of(name->meaning)) continue;
    judge(context, assignment, assignment.name, assignment.value, assignment.encoded, sink);
  }
  for (const ToolSetting& entry : context.facts.facts().tool_settings) {
    if (entry.tool == "kubernetes" && entry.literal && is_part(context, entry))
      judge(context, entry, entry.name, entry.value, entry.encoded, sink);
  }
}

}  // namespace

RuleDefinition k8s_secret_encoding() {
  return {.info = {.summary = "A credential in a Secret that is encoded not at all, or twice",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
