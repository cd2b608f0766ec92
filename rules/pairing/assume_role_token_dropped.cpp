// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "rules/anatomy/call_tokens.h"
#include "rules/anatomy/words.h"
#include "rules/views/sts_calls.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_from_sts(const Value& value) {
  return value.kind == Value::Kind::Member && value.source == Value::Source::RoleAssumption &&
         !value.inherited;
}

bool is_missing(const Value& token) {
  return !token.given() || (token.literal() && token.text.empty());
}

/// Names the class or argument as the SDK spells it.
std::string help_for(const RuleContext& context, const ClientConstruction& call) {
  const CallToken token = call_token(context.catalog, context.facts.file(call).format, call);
  if (call.carries_token) return "pass the session token of the same answer too" + token.where();
  return fmt::format(
      "use {} a session token instead of {}",
      token.instead.empty() ? "the class that also takes" : token.instead + ", which takes",
      call.callee);
}

void check_calls(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (call.open_ended || !is_missing(call.token)) continue;
    if (!is_from_sts(call.key_id) || !is_from_sts(call.secret)) continue;
    Finding& finding =
        sink.report(call,
                    fmt::format("{} is given the key and secret that STS issued but not their "
                                "session token. AWS refuses "
                                "temporary credentials without it.",
                                call.callee),
                    help_for(context, call));
    finding.related.push_back({call.key_id.at, "the key id comes from the answer of STS"});
  }
}

/// Whether the variable is set to what STS answered: to what comes from the call, or to the member
/// of that name of some answer: $(… jq -r .Credentials.AccessKeyId).
bool takes_member(const EnvAssignment& assignment, std::string_view member) {
  if (assignment.literal || assignment.test) return false;
  const bool exported =
      assignment.syntax == EnvSyntax::ShellExport || assignment.syntax == EnvSyntax::ShellPrefix;
  if (assignment.source == Value::Source::RoleAssumption)
    return exported || assignment.syntax == EnvSyntax::Code;
  const std::string_view value = assignment.value.reveal();
  // An answer of "aws iam create-access-key" holds a long-term key.
  return exported && value.find(member) != std::string_view::npos &&
         value.find("AccessKey.") == std::string_view::npos;
}

/// What one file hands on of answers of STS, in the order of the text.
struct HandedOn {
  std::vector<const EnvAssignment*> keys;
  std::vector<const EnvAssignment*> secrets;
  std::size_t next_key = 0;  ///< the first behind the call that is looked at
  std::size_t next_secret = 0;
  const EnvAssignment* told = nullptr;
  const PropertyAssignment* key = nullptr;  ///< what "aws configure set" writes, system properties
  const PropertyAssignment* secret = nullptr;
  bool may_set_token = false;  ///< also by what does so without its name (eval, source)
};

/// By file; those in which STS is asked.
using HandedOnByFile = std::map<FileId, HandedOn>;

void take(const EnvAssignment& assignment, const KeyName* name, HandedOn& file) {
  if (name == nullptr) {
    file.may_set_token |= assignment.name.empty();
  } else if (name->meaning == Meaning::Token) {
    file.may_set_token = true;
  } else if (name->meaning == Meaning::KeyId && takes_member(assignment, "AccessKeyId")) {
    file.keys.push_back(&assignment);
  } else if (name->meaning == Meaning::Secret && takes_member(assignment, "SecretAccessKey")) {
    file.secrets.push_back(&assignment);
  }
}

void take(const PropertyAssignment& set, const KeyName* name, HandedOn& file) {
  if (name == nullptr) return;
  file.may_set_token |= name->meaning == Meaning::Token;
  if (set.value.source != Value::Source::RoleAssumption) return;
  if (name->meaning == Meaning::KeyId && file.key == nullptr) file.key = &set;
  if (name->meaning == Meaning::Secret && file.secret == nullptr) file.secret = &set;
}

HandedOnByFile collect(const RuleContext& context) {
  const FileFacts& facts = context.facts.facts();
  HandedOnByFile files;
  for (const RoleAssumption& call : facts.role_assumptions) files[call.at.file];
  for (const EnvAssignment& assignment : facts.env_assignments) {
    const auto file = files.find(assignment.at.file);
    if (file != files.end())
      take(assignment, context.catalog.variable(assignment.name), file->second);
  }
  for (const PropertyAssignment& set : facts.property_assignments) {
    const auto file = files.find(set.at.file);
    if (file != files.end()) take(set, context.catalog.key(set.name), file->second);
  }
  return files;
}

/// The first that is set at or behind the call; `next` keeps the place, as calls come in order.
const EnvAssignment* behind(const RoleAssumption& call,
                            const std::vector<const EnvAssignment*>& all, std::size_t& next) {
  while (next < all.size() && all[next]->at.span.end < call.at.span.begin) ++next;
  return next < all.size() ? all[next] : nullptr;
}

void check_variables(const RoleAssumption& call, HandedOn& file, FindingSink& sink) {
  const EnvAssignment* key = behind(call, file.keys, file.next_key);
  const EnvAssignment* secret = behind(call, file.secrets, file.next_secret);
  if (key == nullptr || secret == nullptr || key == file.told) return;
  file.told = key;
  Finding& finding = sink.report(
      key->name_at, key->scope,
      "The environment is given the key and secret that STS issued but not their session token. "
      "AWS refuses temporary credentials without it.",
      "set AWS_SESSION_TOKEN to the SessionToken of the same answer too");
  finding.related.push_back({call.at, "STS is asked here"});
}

void check_settings(const RoleAssumption& call, HandedOn& file, FindingSink& sink) {
  if (file.key == nullptr || file.secret == nullptr) return;
  Finding& finding =
      sink.report(*file.key,
                  "The key and secret that STS issued are set but not their session token. AWS "
                  "refuses temporary credentials without it.",
                  "set the session token of the same answer too");
  finding.related.push_back({call.at, "STS is asked here"});
  file.key = nullptr;  // told once
}

void check_scripts(const RuleContext& context, FindingSink& sink) {
  HandedOnByFile files = collect(context);
  for (const RoleAssumption& call : context.facts.facts().role_assumptions) {
    HandedOn& file = files[call.at.file];
    if (file.may_set_token || call.setting) continue;
    check_variables(call, file, sink);
    check_settings(call, file, sink);
  }
}

/// CREATE SECRET of DuckDB, whose text the program puts together.
void check_statements(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const PatternMatch::Group* body = match.group("rest");
    const PatternMatch::Group* key = match.group("plain_key_id");
    if (match.pattern != "duckdb-secret" || body == nullptr || key == nullptr) continue;
    const std::string_view text = body->value.reveal();
    const bool of_answer = contains(text, "AccessKeyId") && contains(text, "SecretAccessKey");
    const auto& calls = context.facts.facts().role_assumptions;
    const auto call = std::ranges::find_if(calls, [&](const RoleAssumption& each) {
      return !each.setting && each.at.file == match.at.file &&
             each.at.span.begin < match.at.span.begin;
    });
    if (!of_answer || call == calls.end()) continue;
    Finding& finding = sink.report(
        key->at, match.scope,
        "DuckDB is given the key and secret that STS issued but not their session token. AWS "
        "refuses temporary credentials without it.",
        "add SESSION_TOKEN with the SessionToken of the same answer");
    finding.related.push_back({call->at, "STS is asked here"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_calls(context, sink);
  check_statements(context, sink);
  check_scripts(context, sink);
}

}  // namespace

RuleDefinition assume_role_token_dropped() {
  return {.info = {.summary = "Credentials issued by STS are used without their session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
