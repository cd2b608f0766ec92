// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/file_matches.h"
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

/// "122", "1223": typed in to have something there. No key of IAM is shorter than 16 characters;
/// what is not that short may belong to a store of its own, whose address a command line gives.
bool is_stub(const RuleContext& context, const JudgedPart& judged) {
  constexpr std::size_t kLongest = 5;
  const bool aws = judged.shared_file || (judged.assignment != nullptr &&
                                          name_says_aws(judged.part->name, context.catalog));
  const bool digits = judged.value.size() < kKeyIdLength && all_of_class(judged.value, is_digit);
  return aws && judged.confidence == Confidence::High &&
         (digits || judged.value.size() <= kLongest);
}

/// Variables of containers in a file that starts an emulator of AWS or another store: they take any
/// id.
bool is_for_emulator(const RuleContext& context, const JudgedPart& judged) {
  const FileMatches& matches = context.view<FileMatches>();
  return judged.assignment != nullptr && judged.assignment->syntax == EnvSyntax::Document &&
         (matches.in_file_of(*judged.part, "aws-stub") ||
          matches.in_file_of(*judged.part, "emulator-image"));
}

void report_stub(const JudgedPart& judged, FindingSink& sink) {
  Finding& finding =
      report(sink, judged,
             fmt::format("This access key id has {} character{}, and no key of AWS has fewer than "
                         "16: something was put in to have a value there. AWS refuses what is "
                         "signed with it, and other sources of credentials are not tried.",
                         judged.value.size(), judged.value.size() == 1 ? "" : "s"),
             "put the real pair here, or remove it so that the SDK looks elsewhere");
  finding.severity = Severity::Note;
}

void check(const RuleContext& context, FindingSink& sink) {
  // In files that hold nothing but settings for AWS, a short remnant is meant as a key id, too.
  constexpr std::size_t kShortRemnant = 6;
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    const std::string_view value = judged.value;
    const bool settings = judged.shared_file || judged.assignment != nullptr;
    const bool remnant = settings && value.size() >= kShortRemnant &&
                         (starts_with(value, "AKIA") || starts_with(value, "ASIA"));
    if (is_stub(context, judged) && !remnant) {
      if (!is_for_emulator(context, judged)) report_stub(judged, sink);
      continue;
    }
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
