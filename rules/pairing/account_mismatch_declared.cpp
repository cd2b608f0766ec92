// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "rules/anatomy/arn.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/judged_parts.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kAccountDigits = 12;

// Whose credentials a scope holds, as key id and token say.
struct Holder {
  const CredentialPart* part = nullptr;
  std::string account;
};

using Holders = std::map<ScopeId, Holder>;

std::string account_in_token(const CredentialSet* set) {
  if (set == nullptr || set->any_token() == nullptr) return {};
  return read_session_token(trim(set->any_token()->value.reveal())).token.account;
}

// Sets whose key and token differ have a rule of their own.
Holders holders_by_scope(const RuleContext& context) {
  Holders holders;
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    if (judged.confidence == Confidence::Low) continue;
    const std::optional<std::string> in_key = account_of_key_id(judged.value);
    const std::string in_token = account_in_token(judged.set);
    if (in_key && !in_token.empty() && *in_key != in_token) continue;
    const std::string account = in_key ? *in_key : in_token;
    if (is_local_account(account, context.catalog)) continue;
    if (!account.empty()) holders[judged.part->scope] = {judged.part, account};
  }
  return holders;
}

// Local stacks have account 0; anything but 12 digits is account-id-format's.
bool is_account(std::string_view text) {
  return text.size() == kAccountDigits && all_of_class(text, is_digit) &&
         text.find_first_not_of('0') != std::string_view::npos;
}

void report_mismatch(const RuleContext& context, const Fact& declared, std::string_view name,
                     std::string_view account, const Holder& holder, std::string effect,
                     FindingSink& sink) {
  Finding& finding = sink.report(
      declared,
      fmt::format("{} says {}, but the access key {} belongs to account {}. {}", name, account,
                  holder.part->value.redacted_key_id(), holder.account, effect),
      fmt::format("use credentials of account {}, or correct the number", account));
  finding.related.push_back({holder.part->at, fmt::format("a key of account {}", holder.account)});
  if (!context.facts.file(declared).has(Trait::SharedConfig))
    finding.confidence = Confidence::Medium;
}

const Holder* holder_of(const Profile& profile, const Holders& holders) {
  for (const ConfigSetting* setting : profile.settings) {
    const auto found = holders.find(setting->scope);
    if (found != holders.end()) return &found->second;
  }
  return nullptr;
}

/// Which credentials of a profile count that has both.
resolver::Outcomes outcomes_beside_sso(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context,
      {"[default]", "region = us-east-1", "sso_start_url = https://example.awsapps.com/start",
       "sso_region = us-east-1", "sso_account_id = 123456789012", "sso_role_name = role"},
      {"[default]", "aws_access_key_id = id", "aws_secret_access_key = secret"}, {});
  return resolver::resolved_by_all(
      context.view<resolver::AllSdks>(), machine.machine(),
      [](const resolver::Sdk&, const resolver::Resolution& resolution) {
        const bool key = resolution.credentials && !resolution.credentials->key_id.empty();
        return key ? "take the static key" : "take the SSO login";
      });
}

// A profile with a role works in the role's account, whoever's keys assume it.
void check_profiles(const RuleContext& context, const Holders& holders, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    const Holder* holder = holder_of(profile, holders);
    if (holder == nullptr || profile.has("role_arn")) continue;
    const ConfigSetting* account = profile.setting("aws_account_id");
    const ConfigSetting* sso = profile.setting("sso_account_id");
    if (account != nullptr && is_account(account->value.reveal()) &&
        account->value.reveal() != holder->account) {
      report_mismatch(
          context, *account, account->key, account->value.reveal(), *holder,
          "The AWS CLI, boto3, JavaScript v3, Go v2, Java and PHP build endpoints with it "
          "(DynamoDB), which refuse the key; C++, Go v1 and JavaScript v2 do not.",
          sink);
    } else if (sso != nullptr && is_account(sso->value.reveal()) &&
               sso->value.reveal() != holder->account) {
      report_mismatch(context, *sso, sso->key, sso->value.reveal(), *holder,
                      context.view<outcomes_beside_sso>().sentence(), sink);
    }
  }
}

// An env file that names a role or another resource of an account works with it on purpose.
std::set<std::pair<ScopeId, std::string>> accounts_of_arns(const FactStore& facts) {
  std::set<std::pair<ScopeId, std::string>> accounts;
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    const std::optional<Arn> arn = parse_arn(assignment.value.reveal());
    if (arn) accounts.emplace(assignment.scope, arn->account);
  }
  return accounts;
}

void check_environment(const RuleContext& context, const Holders& holders, FindingSink& sink) {
  const auto arns = accounts_of_arns(context.facts);
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.name != "AWS_ACCOUNT_ID" || !assignment.literal || assignment.test) continue;
    const auto holder = holders.find(assignment.scope);
    const std::string_view account = assignment.value.reveal();
    if (holder == holders.end() || !is_account(account)) continue;
    if (account == holder->second.account || context.facts.file(assignment).has(Trait::Code))
      continue;
    if (arns.count({assignment.scope, std::string(account)}) != 0) continue;
    report_mismatch(
        context, assignment, assignment.name, account, holder->second,
        "Calls are made in the account of the key; what is built with the number (ARNs, "
        "registries, endpoints with the account in them) belongs to another one, and "
        "AWS denies access.",
        sink);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const Holders holders = holders_by_scope(context);
  if (holders.empty()) return;
  check_profiles(context, holders, sink);
  check_environment(context, holders, sink);
}

}  // namespace

RuleDefinition account_mismatch_declared() {
  return {.info = {.summary = "The access key belongs to another account than the one declared",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
