// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/value_fixes.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : context.view<judged_secrets>()) {
    if (!is_percent_encoded(judged.value)) continue;
    Finding& finding = report(
        sink, judged,
        "Secret key is percent-encoded as in a URL. Outside a URL nobody decodes %2F, %2B and "
        "%3D, so requests are "
        "signed with these characters themselves and refused.",
        "write '/' for %2F, '+' for %2B and '=' for %3D");
    finding.fix = percent_decoded(judged.part->at, judged.part->value.reveal());
  }
}

}  // namespace

RuleDefinition secret_percent_encoded() {
  return {.info = {.summary = "A percent-encoded secret key outside a URL",
                   .reporting = Reporting::AsFound,
                   .error = "SignatureDoesNotMatch",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"placeholder-value", "uri-secret-double-encoded"}}},
          .check = check};
}

}  // namespace credlint::rules
