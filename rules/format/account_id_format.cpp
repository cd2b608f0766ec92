// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/plain_values.h"
#include "rules/anatomy/words.h"
#include "rules/views/plain_settings.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kDigits = 12;

bool is_number_like(char c) { return is_digit(c) || c == '-' || c == ' ' || c == '.'; }

// The end of a sentence that begins with the account id; empty when nothing is wrong.
std::string problem(std::string_view text) {
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
  if (digits == text.size() && digits == kDigits) return {};
  if (digits == text.size()) {
    return digits == kDigits - 1
               ? std::string(
                     "has 11 digits: a zero at its beginning was lost, as in a spreadsheet "
                     "or where YAML reads a number")
               : fmt::format("has {} digits instead of {}", digits, kDigits);
  }
  if (digits == kDigits && std::all_of(text.begin(), text.end(), is_number_like)) {
    return "is written with separators; it is 12 digits and nothing else";
  }
  return "is not 12 digits";
}

std::string help_for(std::string_view text) {
  const bool lost_zero = text.size() == kDigits - 1 && all_of_class(text, is_digit);
  return lost_zero ? fmt::format("write 0{}", text) : "write the 12 digits of the account";
}

// The id that is plainly meant; empty where none is.
std::string right_account(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  if (!std::all_of(text.begin(), text.end(), is_number_like)) return {};
  if (digits.size() == kDigits) return digits;
  return digits.size() == kDigits - 1 && digits.size() == text.size() ? "0" + digits : "";
}

/// "1111222233": digits as in examples, and nearly so many. In a file that SDKs read they are sent
/// as they stand, whoever made them up.
bool is_short_example(std::string_view text) {
  constexpr std::size_t kFewest = 9;
  return text.size() >= kFewest && all_of_class(text, is_digit);
}

void report_example(const Fact& fact, std::string_view name, std::string_view text,
                    FindingSink& sink) {
  sink.report(fact,
              fmt::format("The account id in {} has {} digits instead of {}. No account has it.",
                          name, text.size(), kDigits),
              "write the 12 digits of the account");
}

void report_problem(const RuleContext& context, const Fact& fact, std::string_view name,
                    std::string_view text, FindingSink& sink) {
  const std::string wrong = problem(text);
  if (wrong.empty() || is_placeholder(text, context.catalog)) return;
  Finding& finding = sink.report(
      fact,
      fmt::format("The account id in {} {}. No account has it, so that AWS finds nothing or "
                  "denies access, for every SDK.",
                  name, wrong),
      help_for(text));
  if (const std::string right = right_account(text); !right.empty())
    finding.fix = replacement(fact.at, text, right, FixSafety::Safe);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const bool account = equals_ignoring_case(setting.key, "sso_account_id") ||
                         equals_ignoring_case(setting.key, "aws_account_id");
    if (!account || !is_plain_setting(context, setting)) continue;
    const std::string_view text = setting.value.reveal();
    if (is_placeholder(text, context.catalog) && is_short_example(text) && text.size() != kDigits)
      report_example(setting, setting.key, text, sink);
    else
      report_problem(context, setting, setting.key, text, sink);
  }
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.name != "AWS_ACCOUNT_ID" || !assignment.literal || assignment.test) continue;
    const std::string_view text = assignment.value.reveal();
    // Words in a variable of one's own may mean anything.
    if (!is_plain(text) || !std::all_of(text.begin(), text.end(), is_number_like)) continue;
    report_problem(context, assignment, assignment.name, text, sink);
  }
}

}  // namespace

RuleDefinition account_id_format() {
  return {.info = {.summary = "An account id that is not 12 digits",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ResourceNotFoundException",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value", "smart-quotes",
                                       "value-whitespace", "value-invisible-char",
                                       "env-file-inline-comment"}}},
          .check = check};
}

}  // namespace credlint::rules
