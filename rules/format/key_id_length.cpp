// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

bool is_letter_or_digit(char c) { return is_base64_character(c) && c != '+' && c != '/'; }

std::string problem(const JudgedPart& judged) {
  if (lost_first_character(judged.value)) {
    return fmt::format("Access key id {} has 19 characters: its first one, an A, is missing. ",
                       judged.part->value.redacted_key_id());
  }
  const std::size_t length = judged.value.size();
  return fmt::format("Access key id {} has {} characters instead of 20: {}. ",
                     judged.part->value.redacted_key_id(), length,
                     length < kKeyIdLength ? "a part was not copied" : "something was added to it");
}

void check(const RuleContext& context, FindingSink& sink) {
  // In files that hold nothing but settings for AWS, a short remnant is meant as a key id, too.
  constexpr std::size_t kShortRemnant = 6;
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    const std::string_view value = judged.value;
    const bool settings = judged.shared_file || judged.assignment != nullptr;
    const bool remnant = settings && value.size() >= kShortRemnant &&
                         (starts_with(value, "AKIA") || starts_with(value, "ASIA"));
    if (!is_key_id_attempt(value) && !remnant && !lost_first_character(value)) continue;
    if (value.size() == kKeyIdLength || !all_of_class(value, is_letter_or_digit)) continue;
    report(sink, judged,
           problem(judged) + "AWS knows no key of that name and refuses every request.",
           "copy the access key id again, all 20 characters");
  }
}

}  // namespace

RuleDefinition key_id_length() {
  return {.info = {.summary = "An access key id that is not 20 characters long",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"placeholder-value", "unexpanded-variable",
                                       "json-or-python-residue", "value-invisible-char",
                                       "id-secret-swapped", "not-an-access-key"}}},
          .check = check};
}

}  // namespace credlint::rules
