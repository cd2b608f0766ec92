// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  constexpr unsigned long long kLargestAccount = 999'999'999'999ULL;
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    const auto account = account_number_of_key_id(judged.value);
    if (!account || *account <= kLargestAccount) continue;
    report(sink, judged,
           fmt::format("Access key id {} cannot exist. Key ids carry the number of their account, "
                       "and this one "
                       "would belong to account {}, which has more than 12 digits: its fifth "
                       "character is wrong.",
                       judged.part->value.redacted_key_id(), *account),
           "copy the access key id again from where it was issued");
  }
}

}  // namespace

RuleDefinition key_id_impossible_account() {
  return {.info = {.summary = "An access key id whose account number is impossible",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"placeholder-value"}}},
          .check = check};
}

}  // namespace credlint::rules
