// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/credential_shape.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

bool is_key_id_character(char c) { return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'); }

/// What somebody who typed the id off a screen may have seen.
std::string_view likely_meant(char c) {
  switch (c) {
    case '0':
      return "O";
    case '1':
      return "I";
    case '8':
      return "B";
    default:
      return {};
  }
}

std::string problem(const JudgedPart& judged, std::size_t index) {
  const std::string shown = judged.part->value.redacted_key_id();
  const char c = judged.value[index];
  if (is_lower(c)) {
    return fmt::format("Access key id {} has lower-case letters; key ids are upper case only.",
                       shown);
  }
  const std::string_view meant = likely_meant(c);
  if (!meant.empty()) {
    return fmt::format(
        "Access key id {} has the digit {} at position {}, perhaps for the letter {}; key ids "
        "consist of "
        "A to Z and 2 to 7.",
        shown, c, index + 1, meant);
  }
  return fmt::format(
      "Access key id {} has a character at position {} that no key id has; they consist of A to Z "
      "and "
      "2 to 7.",
      shown, index + 1);
}

/// A process has its variables as they are: with the quotes and the comment that a reader left.
bool is_wrapped_in_variable(const RuleContext& context, const JudgedPart& judged) {
  if (context.facts.file(*judged.part).format != "environment") return false;
  const std::size_t first = judged.value.find_first_not_of("\"'`");
  return first != std::string_view::npos && is_key_id_attempt(judged.value.substr(first));
}

void check(const RuleContext& context, FindingSink& sink) {
  constexpr std::size_t kLongest = 24;
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    const std::string_view value = judged.value;
    const bool attempt = is_key_id_attempt(value) && value.size() <= kLongest;
    if (!attempt && !is_wrapped_in_variable(context, judged)) continue;
    const auto odd = std::find_if_not(value.begin(), value.end(), is_key_id_character);
    if (odd == value.end()) continue;
    report(sink, judged,
           problem(judged, static_cast<std::size_t>(odd - value.begin())) +
               " AWS knows no key of that name and refuses every request.",
           "copy the access key id again instead of typing it");
  }
}

}  // namespace

RuleDefinition key_id_alphabet() {
  return {.info = {.summary = "An access key id with a character that key ids never have",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"placeholder-value", "unexpanded-variable",
                                       "json-or-python-residue", "value-invisible-char",
                                       "smart-quotes", "id-secret-swapped", "key-id-length"}}},
          .check = check};
}

}  // namespace credlint::rules
