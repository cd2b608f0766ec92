// SPDX-License-Identifier: MIT
#include <string>

#include "rules/views/comments.h"
#include "rules/views/exposed_parts.h"

namespace credlint::rules {
namespace {

std::string message_for(const RuleContext& context, const ExposedPart& found) {
  std::string text = "Secret key stands here ";
  text += found.disguised ? "with escapes, in pieces or in base64, which hides nothing."
                          : "as a literal.";
  if (!found.ended) text += " Everybody who can read this file can use it.";
  const bool commented = found.doubt.empty() && stands_in_comment(context, found.part->at);
  return text.append(commented ? kOfComment : found.doubt);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExposedPart& found : exposed_secrets(context)) {
    Finding& finding = sink.report(
        *found.part, message_for(context, found),
        found.ended ? "remove it and let a profile or role fetch temporary credentials"
                    : "deactivate the key if others could read the file, and take a new one from a "
                      "profile, a role or a secret store");
    finding.severity = found.severity;
    finding.confidence = found.confidence;
  }
}

}  // namespace

RuleDefinition secret_literal() {
  return {.info = {.summary = "A secret key written into a file",
                   .reporting = Reporting::AsFound,
                   .yields_at_span = {{"secret-in-dockerfile", "secret-in-ci-yaml", "secret-in-iac",
                                       "secret-in-url"}}},
          .check = check};
}

}  // namespace credlint::rules
