// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"
#include "rules/views/plain_settings.h"
#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "rules/views/sts_calls.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr unsigned long kShortest = 900;
constexpr unsigned long kLongestChained = 3600;
constexpr std::string_view kProfileOperation = "assumerole";

std::optional<unsigned long> number_of(std::string_view text) {
  unsigned long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The longest duration of the operation, as messages write it; absent for unknown operations.
std::optional<unsigned long> longest_of(const Catalog& catalog, std::string_view operation) {
  const DataRow* row = catalog.table(Table::DurationLimits).find(operation);
  return row == nullptr ? std::nullopt : number_of(row->value);
}

// Where a profile takes credentials that are themselves those of a role; nullptr when they are not,
// or when it cannot be told.
const ConfigSetting* role_behind(const ProfileGraph& graph, const Profile& profile) {
  if (const ConfigSetting* source = profile.setting("credential_source")) {
    // "Environment" may hold anything; the others give the role of a machine.
    return source->value.reveal() == "Environment" ? nullptr : source;
  }
  const Profile* source = graph.next(profile);
  if (source == nullptr || source == &profile || has_static_keys(*source)) return nullptr;
  const bool role = source->has("role_arn");
  const bool sso = source->has("sso_account_id") && source->has("sso_role_name");
  return role || sso ? ProfileGraph::source_of(profile) : nullptr;
}

void report_bounds(const Location& at, ScopeId scope, unsigned long seconds, unsigned long longest,
                   FindingSink& sink) {
  Finding& finding = sink.report(
      at, scope,
      fmt::format("A session of {} seconds is too {}: STS accepts {} to {}. It refuses the request "
                  "with a ValidationError, for every SDK.",
                  seconds, seconds < kShortest ? "short" : "long", kShortest, longest),
      fmt::format("write a number of seconds from {} to {}", kShortest, longest));
  finding.fix =
      replacement(at, std::to_string(seconds),
                  std::to_string(seconds < kShortest ? kShortest : longest), FixSafety::Unsafe);
}

void report_chained(const ConfigSetting& setting, const ConfigSetting& source, FindingSink& sink) {
  Finding& finding = sink.report(
      setting,
      fmt::format("The role is assumed with the credentials of another role, where STS gives at "
                  "most {} seconds (role chaining). It refuses longer sessions with a "
                  "ValidationError (\"exceeds the 1 hour session limit\"), for every SDK.",
                  kLongestChained),
      fmt::format("write {} or less, or assume the role with the keys of a user", kLongestChained));
  finding.related.push_back({source.at, "the source is a role itself"});
  finding.fix = replacement(setting.at, setting.value.reveal(), std::to_string(kLongestChained),
                            FixSafety::Unsafe);
}

void report_no_number(const ConfigSetting& setting, FindingSink& sink) {
  Finding& finding = sink.report(
      setting,
      "duration_seconds is not a whole number of seconds. The AWS CLI and boto3 ignore it and ask "
      "for one hour; other SDKs send what they can read of it, or stop.",
      "write the number of seconds alone: 3600");
  finding.severity = Severity::Warning;
}

void judge_profile(const RuleContext& context, const ProfileGraph& graph, const Profile& profile,
                   FindingSink& sink) {
  const ConfigSetting* setting = profile.setting("duration_seconds");
  // Without a role other tools read it, for sessions of another kind.
  if (setting == nullptr || !profile.has("role_arn")) return;
  if (is_kept_by_other_tool(context.catalog, profile)) return;
  if (!is_plain_setting(context, *setting)) return;
  const std::optional<unsigned long> seconds = number_of(setting->value.reveal());
  const auto longest = longest_of(context.catalog, kProfileOperation);
  if (!seconds || !longest) return report_no_number(*setting, sink);
  if (*seconds < kShortest || *seconds > *longest) {
    return report_bounds(setting->at, setting->scope, *seconds, *longest, sink);
  }
  const ConfigSetting* source = *seconds > kLongestChained ? role_behind(graph, profile) : nullptr;
  if (source != nullptr) report_chained(*setting, *source, sink);
}

void check_calls(const RuleContext& context, FindingSink& sink) {
  const ForeignEndpoints& endpoints = context.view<ForeignEndpoints>();
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    if (endpoints.in_file(call.at.file)) continue;  // of another store, with its own rules
    if (!call.duration.literal()) continue;
    const std::optional<unsigned long> seconds = number_of(call.duration.text.reveal());
    const auto longest = longest_of(context.catalog, sts_operation(call));
    if (!seconds || !longest || (*seconds >= kShortest && *seconds <= *longest)) continue;
    report_bounds(call.duration.at, call.scope, *seconds, *longest, sink);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) judge_profile(context, graph, profile, sink);
  check_calls(context, sink);
}

}  // namespace

RuleDefinition duration_out_of_bounds() {
  return {.info = {.summary = "A session duration that STS does not accept",
                   .reporting = Reporting::InUse,
                   .error = "ValidationError",
                   .fixes = Fixes::Unsafe,
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value",
                                       "assume-role-duration-chaining"}}},
          .check = check};
}

}  // namespace credlint::rules
