// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/credential_shape.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : context.view<judged_secrets>()) {
    if (!is_hash_shaped(judged.value)) continue;
    report(
        sink, judged,
        fmt::format("This is a hash, not a secret key. It has {} hexadecimal digits, like a git "
                    "commit or a checksum; "
                    "a secret key mixes upper and lower case. Requests signed with it are refused.",
                    judged.value.size()),
        "put the secret key here that was issued with the access key id");
  }
}

}  // namespace

RuleDefinition secret_is_hash() {
  return {.info = {.summary = "A hexadecimal hash in the place of a secret key",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "SignatureDoesNotMatch",
                   .yields_at_span = {{"placeholder-value"}}},
          .check = check};
}

}  // namespace credlint::rules
