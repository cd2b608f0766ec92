// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "rules/anatomy/arn.h"
#include "rules/anatomy/plain_values.h"
#include "rules/anatomy/words.h"
#include "rules/views/plain_settings.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Source: botocore sts/2011-06-15/service-2.json (serialNumberType).
constexpr std::string_view kMarks = "=/:,.@-";
constexpr std::size_t kShortest = 9;
constexpr std::size_t kLongest = 256;
constexpr std::size_t kAccountDigits = 12;

bool is_allowed(char c) {
  const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
  return word || c == '+' || kMarks.find(c) != std::string_view::npos;
}

std::string arn_problem(const Arn& arn) {
  if (!is_aws_partition(arn.partition)) return {};
  if (starts_with(arn.resource, "u2f/")) {
    return "is that of a security key (FIDO), which STS does not accept";
  }
  if (arn.kind == ArnKind::User) return "is the ARN of a user, not of a device (\"mfa/\")";
  if (arn.kind != ArnKind::Mfa) return "is not the ARN of an MFA device";
  if (arn.account.size() != kAccountDigits || !all_of_class(arn.account, is_digit)) {
    return "has an account that is not 12 digits";
  }
  return arn.name().empty() ? "has no name" : "";
}

// The end of a sentence that begins with the serial; empty when nothing is wrong.
std::string problem(std::string_view text) {
  if (const std::optional<Arn> arn = parse_arn(text)) return arn_problem(*arn);
  if (starts_with(text, "arn:")) return "lacks a colon; an ARN has five";
  if (!std::all_of(text.begin(), text.end(), is_allowed)) {
    return "has a character that no serial number has";
  }
  if (text.size() < kShortest) {
    return fmt::format("has {} characters, less than the {} of a serial number{}", text.size(),
                       kShortest,
                       all_of_class(text, is_digit) ? "; the six digits of a code change every "
                                                      "30 seconds and belong in no file"
                                                    : "");
  }
  return text.size() > kLongest ? fmt::format("has more than {} characters", kLongest) : "";
}

void judge(const RuleContext& context, const Fact& fact, const Location& at, std::string_view text,
           FindingSink& sink) {
  if (!is_plain(text) || is_arn_template(text)) return;
  const std::string wrong = problem(text);
  if (wrong.empty()) return;
  Finding& finding = sink.report(
      at, fact.scope,
      fmt::format("The serial of the MFA device {}. STS refuses the request with ValidationError "
                  "or AccessDenied, for every SDK.",
                  wrong),
      "write the ARN of the device, arn:aws:iam::<account>:mfa/<name>, or the serial number of a "
      "hardware token; `aws iam list-mfa-devices` shows it");
  if (has_made_up_account(text, context.catalog)) finding.severity = Severity::Note;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!equals_ignoring_case(setting.key, "mfa_serial")) continue;
    if (!is_plain_setting(context, setting)) continue;
    judge(context, setting, setting.at, setting.value.reveal(), sink);
  }
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    if (!call.mfa_serial.literal()) continue;
    judge(context, call, call.mfa_serial.at, call.mfa_serial.text.reveal(), sink);
  }
}

}  // namespace

RuleDefinition mfa_serial_malformed() {
  return {.info = {.summary = "mfa_serial names no MFA device",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ValidationError",
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value",
                                       "value-invisible-char", "smart-quotes"}}},
          .check = check};
}

}  // namespace credlint::rules
