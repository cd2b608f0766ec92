// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : context.view<judged_secrets>()) {
    if (!is_smtp_password_shaped(judged.value)) continue;
    report(sink, judged,
           "This is an SES SMTP password, not a secret key. It is derived from a secret key and "
           "has 44 characters; the "
           "SMTP server takes it, but requests to AWS that are signed with it are refused.",
           "create an access key for the user and put its 40-character secret key here");
  }
}

}  // namespace

RuleDefinition secret_is_smtp_password() {
  return {.info = {.summary = "An SES SMTP password in the place of a secret key",
                   .reporting = Reporting::AsFound,
                   .error = "SignatureDoesNotMatch",
                   .yields_at_span = {{"placeholder-value", "smtp-password-literal"}}},
          .check = check};
}

}  // namespace credlint::rules
