// SPDX-License-Identifier: MIT
#include <set>

#include "rules/anatomy/credential_shape.h"
#include "rules/views/exposed_matches.h"

namespace credlint::rules {
namespace {

void check_pattern(const RuleContext& context, std::string_view pattern, std::set<Location>& told,
                   FindingSink& sink) {
  for (const ExposedMatch& found : exposed_matches(context, pattern, "password", Severity::Error)) {
    if (!is_smtp_password_shaped(found.value) || !told.insert(found.at).second) continue;
    report(sink, found,
           "SMTP password of SES stands here as a literal. With the access key id as user name, "
           "everybody who can read this file can send mail in the account's name until the key is "
           "deactivated.",
           "deactivate the access key that the password was made of, and keep a new password in a "
           "secret store");
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  std::set<Location> told;
  check_pattern(context, "smtp-password", told, sink);
  check_pattern(context, "smtp-password-before-server", told, sink);
}

}  // namespace

RuleDefinition smtp_password_literal() {
  return {.info = {.summary = "An SMTP password of SES written into a file",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
