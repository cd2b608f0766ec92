// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Base64 of a key id, secret or token, rather than one that looks like base64 itself.
bool holds_encoded_part(std::string_view value) {
  const std::string decoded = decoded_text(value);
  return !decoded.empty() && (is_secret_shaped(decoded) || is_well_formed_key_id(decoded));
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.tool != "kubernetes" || !assignment.literal) continue;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || !part_of_meaning(name->meaning)) continue;
    const std::string_view value = assignment.value.reveal();
    if (value.empty() || !is_judgeable(context.catalog, value)) continue;
    if (assignment.encoded == Encoded::NotBase64) {
      sink.report(assignment,
                  fmt::format("The value of {} is not base64, which `data:` of a Secret takes. The "
                              "API server refuses the Secret, or the container gets other bytes "
                              "than these.",
                              assignment.name),
                  "write it under stringData:, or encode it: printf %s \"$VALUE\" | base64 -w0");
    } else if (holds_encoded_part(value)) {
      const bool twice = assignment.encoded == Encoded::Base64;
      sink.report(
          assignment,
          fmt::format("The value of {} is encoded {}. The container gets base64 instead of the "
                      "value, and AWS does not know such a key.",
                      assignment.name, twice ? "twice" : "though it stands under stringData:"),
          twice ? "encode it once" : "write the value as it is, or move it to data:");
    }
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
