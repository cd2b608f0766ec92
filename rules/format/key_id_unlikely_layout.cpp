// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/views/judged_parts.h"
#include "rules/views/scope_parts.h"

namespace credlint::rules {
namespace {

// The fifth character of ids of the old layout is I or J, of the new one Q to Z or 2 to 7.
bool is_never_seen(char fifth) {
  return (fifth >= 'A' && fifth <= 'H') || (fifth >= 'K' && fifth <= 'P');
}

void check(const RuleContext& context, FindingSink& sink) {
  constexpr std::size_t kPrefix = 4;
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    if (!is_well_formed_key_id(judged.value) || !is_never_seen(judged.value[kPrefix])) continue;
    if (!is_judgeable(context.catalog, judged.value)) continue;
    report(sink, judged,
           fmt::format("Access key id {} is unlike those that AWS issues: behind the prefix they "
                       "go on with I, J, Q to Z or 2 to 6. It is probably made up or mistyped, and "
                       "AWS refuses a key that it does not know, for every SDK.",
                       judged.part->value.redacted_key_id()),
           "compare it with the id in the IAM console, or with the answer that issued it");
  }
}

}  // namespace

RuleDefinition key_id_unlikely_layout() {
  return {.info = {.summary = "An access key id of a layout that was never seen",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Note,
                   .confidence = Confidence::Low,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"placeholder-value", "id-secret-swapped", "key-id-alphabet",
                                       "key-id-length", "made-up-key-id"}}},
          .check = check};
}

}  // namespace credlint::rules
