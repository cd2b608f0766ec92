// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.encoded != Encoded::Base64 || !part.line_break) continue;
    sink.report(part,
                fmt::format("The value of {} ends in a line break once it is decoded. The break is "
                            "a part of the value: SDKs put it into the Authorization header, where "
                            "it is not allowed, or sign with it.",
                            part.name),
                "encode it again without the line break: printf %s \"$VALUE\" | base64 -w0, or let "
                "kubectl encode it: kubectl create secret generic NAME --from-literal=…");
  }
}

}  // namespace

RuleDefinition k8s_secret_trailing_newline() {
  return {.info = {.summary = "A line break at the end of an encoded credential",
                   .reporting = Reporting::InUse,
                   .error = "IncompleteSignature"},
          .check = check};
}

}  // namespace credlint::rules
