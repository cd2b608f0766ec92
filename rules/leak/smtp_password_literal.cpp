// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"
#include "rules/views/exposed_matches.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExposedMatch& found :
       exposed_matches(context, "smtp-password", "password", Severity::Error)) {
    if (!is_smtp_password_shaped(found.value)) continue;
    report(sink, found,
           "SMTP password of SES stands here as a literal. With the access key id as user name, "
           "everybody who can read this file can send mail in the account's name until the key is "
           "deactivated.",
           "deactivate the access key that the password was made of, and keep a new password in a "
           "secret store");
  }
}

}  // namespace

RuleDefinition smtp_password_literal() {
  return {.info = {.summary = "An SMTP password of SES written into a file",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
