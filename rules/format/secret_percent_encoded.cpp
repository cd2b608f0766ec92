// SPDX-License-Identifier: MIT
#include "rules/support/credential_shape.h"
#include "rules/support/judged_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : judged_secrets(context)) {
    if (!is_percent_encoded(judged.value)) continue;
    report(sink, judged,
           "Secret key is percent-encoded as in a URL. Outside a URL nobody decodes %2F, %2B and "
           "%3D, so requests are "
           "signed with these characters themselves and refused.",
           "write '/' for %2F, '+' for %2B and '=' for %3D");
  }
}

}  // namespace

RuleDefinition secret_percent_encoded() {
  return {.info = {.summary = "A percent-encoded secret key outside a URL",
                   .error = "SignatureDoesNotMatch",
                   .yields_at_span = {{"placeholder-value", "uri-secret-double-encoded"}}},
          .check = check};
}

}  // namespace credlint::rules
