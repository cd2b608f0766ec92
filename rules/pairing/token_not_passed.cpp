// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "rules/anatomy/call_tokens.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/views/deployments.h"
#include "rules/views/file_matches.h"
#include "rules/views/judged_parts.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The variable that SDKs themselves read: only there does a session token stand beside the pair.
/// Stores that speak S3 have names of their own.
bool is_read_of(const RuleContext& context, const Value& value, Meaning meaning) {
  if (value.kind != Value::Kind::Env || value.inherited) return false;
  // A default of its own ("minioadmin") says that the pair need not be AWS's.
  if (value.fallback && !value.fallback->empty()) return false;
  const KeyName* name = context.catalog.variable(value.name);
  return name != nullptr && name->tool == "aws" && name->meaning == meaning;
}

bool is_member_of_credentials(const Value& value) {
  return value.kind == Value::Kind::Member && value.source == Value::Source::CredentialObject &&
         !value.inherited;
}

bool is_missing(const Value& token) {
  return !token.given() || (token.literal() && token.text.empty());
}

bool drops_token(const RuleContext& context, const ClientConstruction& call) {
  if (call.open_ended || !is_missing(call.token)) return false;
  const bool environment = is_read_of(context, call.key_id, Meaning::KeyId) &&
                           is_read_of(context, call.secret, Meaning::Secret);
  return environment ||
         (is_member_of_credentials(call.key_id) && is_member_of_credentials(call.secret));
}

/// The token is set by a call of its own, or what the call made is taken apart below to add one.
bool adds_token(const ClientConstruction& other, const ClientConstruction& call) {
  if (!other.key_id.given()) return other.sdk == call.sdk;
  const bool below = other.function == call.function && call.at.span.begin < other.at.span.begin;
  const bool taken_over =
      other.key_id.kind == Value::Kind::Unknown || is_member_of_credentials(other.key_id);
  return below && taken_over && !other.key_id.inherited;
}

/// Whether perhaps only one of the two is made: in branches, or in functions for one thing each.
bool may_be_alternatives(const ClientConstruction& a, const ClientConstruction& b) {
  if (a.conditional || b.conditional) return true;
  const bool differ = !a.service.empty() && !b.service.empty() && a.service != b.service;
  return !differ && a.function != b.function;
}

/// Code that passes the token in one branch and leaves it out in the other has thought of it.
bool passes_token_nearby(const RuleContext& context, const ClientConstruction& call) {
  const auto& calls = context.facts.facts().client_constructions;
  return std::any_of(calls.begin(), calls.end(), [&](const ClientConstruction& other) {
    const bool same_pair =
        other.key_id.name == call.key_id.name && other.key_id.kind == call.key_id.kind;
    return other.at.file == call.at.file && other.token.given() && !is_missing(other.token) &&
           ((same_pair && may_be_alternatives(call, other)) || adds_token(other, call));
  });
}

bool reads_token(const RuleContext& context, FileId file) {
  const auto& reads = context.facts.facts().env_reads;
  return std::any_of(reads.begin(), reads.end(), [&](const EnvRead& read) {
    const KeyName* name = context.catalog.variable(read.name);
    return read.at.file == file && name != nullptr && name->meaning == Meaning::Token;
  });
}

/// Whether another address than AWS's may be in force: not one that only a variable gives which
/// nothing in the tree sets.
bool has_endpoint(const RuleContext& context, const ClientConstruction& call) {
  const Value& endpoint = call.endpoint;
  if (endpoint.kind != Value::Kind::Env || endpoint.otherwise != nullptr ||
      (endpoint.fallback && !endpoint.fallback->empty()))
    return endpoint.given();
  const auto assignments = context.facts.env(endpoint.name);
  return std::any_of(assignments.begin(), assignments.end(), [&](const EnvAssignment* each) {
    return !each->value.empty() && !context.facts.file(*each).has(Trait::Template);
  });
}

/// "credentials." of "credentials.accessKeyId"; empty for other values.
std::string object_of(const RuleContext& context, const Value& member) {
  if (member.kind != Value::Kind::Member || member.inherited) return {};
  const auto text = text_between(context.facts, start_of(member.at), end_of(member.at));
  const std::size_t end = text ? text->rfind(member.name) : std::string::npos;
  return end == std::string::npos ? std::string() : text->substr(0, end);
}

/// A class or constant of the project's own, "AwsCredentials.access_key_id", where the language
/// writes those alone in capitals; "Credentials.AccessKeyId" in JavaScript is an answer of STS.
bool is_class(const ClientConstruction& call, std::string_view object) {
  const bool script = call.sdk.starts_with("js-");
  if (!script && call.sdk != "ruby" && !call.sdk.starts_with("java-")) return false;
  const bool capital = is_upper(object.front()) && object.find_first_of(".:(") == object.size() - 1;
  return capital && !(script && is_upper(call.key_id.name.front()));
}

/// The last name of "this.config.aws.".
std::string_view last_name(std::string_view object) {
  constexpr std::string_view kSigns = ".:()->?!";
  while (!object.empty() && kSigns.find(object.back()) != std::string_view::npos)
    object.remove_suffix(1);
  return object.substr(object.find_last_of(kSigns) + 1);
}

/// A record of the project's own ("access_key_id" in Python, "awsAccessKeyId" in JavaScript, where
/// no SDK calls it so; with a region; a class, a configuration): what is in there was put in by
/// somebody, mostly keys of a user.
bool is_own_record(const RuleContext& context, const ClientConstruction& call) {
  // No credentials object of an SDK has a region.
  const std::string object = object_of(context, call.key_id);
  if (!object.empty() && object == object_of(context, call.region)) return true;
  const bool settings = name_says_settings(last_name(object), context.catalog);
  if (!object.empty() && (settings || is_class(call, object))) return true;
  if (call.sdk == "boto3") return ends_with(call.key_id.name, "access_key_id");
  return call.sdk.starts_with("js-") && starts_with(to_lower(call.key_id.name), "aws");
}

/// The configuration that comes with a framework, which nobody wrote.
bool is_stock_configuration(const FileRecord& file) {
  return file.format == "php" && base_name(folder_of(file.path)) == "config";
}

/// The folder of the project whose stock configuration the file is.
std::string_view project_of(const FileRecord& file) { return folder_of(folder_of(file.path)); }

/// What shows that whoever works in a folder has temporary credentials: one place for each folder.
class Habits {
 public:
  explicit Habits(const RuleContext& context) {
    for (const PatternMatch& match : context.facts.facts().pattern_matches) {
      if (match.pattern == "temporary-credentials-command")
        by_folder_.emplace(folder_of(context.facts.file(match).path), &match);
    }
  }

  /// In the folder of the file or the next one above that has any.
  [[nodiscard]] const PatternMatch* above(std::string_view path) const {
    for (std::string_view folder = folder_of(path);; folder = folder_of(folder)) {
      const auto found = by_folder_.find(folder);
      if (found != by_folder_.end()) return found->second;
      if (folder.empty() || folder == "/") return nullptr;
    }
  }

 private:
  std::map<std::string_view, const PatternMatch*> by_folder_;
};

void lower(Finding& finding, Severity severity, std::string_view reason) {
  finding.severity = std::min(finding.severity, severity);
  finding.confidence = std::min(finding.confidence, Confidence::Medium);
  finding.message.append(reason);
}

/// How bad it is depends on the credentials that the code gets where it runs.
void judge_place(const RuleContext& context, const Habits& habits, const ClientConstruction& call,
                 Finding& finding) {
  const Deployments& deployments = context.view<Deployments>();
  if (const PatternMatch* role = deployments.role_of(call.at.file)) {
    finding.related.push_back({role->at, "it runs with the temporary credentials of a role"});
    const EnvAssignment* given = deployments.pair_given_beside(*role, call.at.file);
    if (given == nullptr) return;
    finding.related.push_back({given->at, "a pair without a token that its container is given"});
    return lower(finding, Severity::Note,
                 " Its container is given a pair of its own, with which it works if that is a "
                 "long-term one.");
  }
  if (const EnvAssignment* key = deployments.long_term_key_of(call.at.file)) {
    finding.related.push_back({key->at, "the long-term key of the project"});
    return lower(finding, Severity::Note, " The project has a long-term key, with which it works.");
  }
  if (const PatternMatch* made = deployments.made_key_of(call.at.file)) {
    finding.related.push_back({made->at, "a long-term key is made and given to a program"});
    return lower(finding, Severity::Note,
                 " The project makes a long-term key, with which it works.");
  }
  const FileMatches& matches = context.view<FileMatches>();
  if (matches.in_file_of(call, "env-file-loader") ||
      matches.in(call.key_id.at.file, "env-file-loader"))
    return lower(finding, Severity::Note,
                 " The variables come from an env file, where mostly long-term keys are.");
  if (is_stock_configuration(context.facts.file(call)))
    return lower(finding, Severity::Note,
                 " The file comes with the framework, and nothing here says that it runs with "
                 "temporary credentials.");
  if (const PatternMatch* habit = habits.above(context.facts.file(call).path)) {
    finding.related.push_back({habit->at, "temporary credentials are used here"});
    return lower(finding, Severity::Warning, "");
  }
  lower(finding, Severity::Note, " Nothing here says which it gets.");
}

/// Where nothing says that the credentials are temporary it is a small matter.
bool is_small(const RuleContext& context, const Habits& habits, const ClientConstruction& call) {
  return call.key_id.kind == Value::Kind::Env && !has_endpoint(context, call) &&
         !reads_token(context, call.at.file) &&
         context.view<Deployments>().role_of(call.at.file) == nullptr &&
         habits.above(context.facts.file(call).path) == nullptr;
}

/// Small matters that are told often enough: the stock files of one project are one, and whoever
/// knows the answer for some places knows it for all.
class SmallMatters {
 public:
  [[nodiscard]] bool is_told(const RuleContext& context, const ClientConstruction& call) {
    constexpr std::size_t kMost = 5;
    const FileRecord& file = context.facts.file(call);
    if (is_stock_configuration(file) && !projects_.insert(project_of(file)).second) return true;
    return ++told_ > kMost;
  }

 private:
  std::set<std::string_view> projects_;
  std::size_t told_ = 0;
};

/// Names the class or argument as the SDK spells it.
std::string help_for(const RuleContext& context, const ClientConstruction& call) {
  const CallToken token = call_token(context.catalog, context.facts.file(call).format, call);
  constexpr std::string_view kFirst = "leave the credentials out and let the SDK find them";
  if (call.carries_token)
    return fmt::format("{}, or pass the session token too{}", kFirst, token.where());
  return fmt::format(
      "{}, or use {} a session token", kFirst,
      token.instead.empty() ? "the class that also takes" : token.instead + ", which also takes");
}

void report(const RuleContext& context, const Habits& habits, const ClientConstruction& call,
            FindingSink& sink) {
  const bool environment = call.key_id.kind == Value::Kind::Env;
  const std::string_view origin = environment ? "the environment" : "another credentials object";
  Finding& finding = sink.report(
      call,
      fmt::format("{} is given key and secret from {} but no session token. With temporary "
                  "credentials (Lambda, ECS, "
                  "SSO, CI with OIDC) AWS refuses the pair without its token; it works only with "
                  "long-term keys.",
                  call.callee, origin),
      help_for(context, call));
  finding.related.push_back({call.key_id.at, "the key id is passed on here"});
  if (has_endpoint(context, call)) {
    lower(finding, Severity::Note,
          " The endpoint may be another store than AWS, which needs none.");
    finding.confidence = Confidence::Low;
  } else if (reads_token(context, call.at.file)) {
    lower(finding, Severity::Warning, " The token is read elsewhere in this file.");
  } else if (environment) {
    judge_place(context, habits, call, finding);
  } else if (is_own_record(context, call)) {
    lower(finding, Severity::Note, " The object may be a record of long-term keys.");
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const Habits habits(context);
  SmallMatters small;
  // What several clients share is one place to mend.
  std::set<std::pair<Location, bool>> told;
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (!drops_token(context, call) || passes_token_nearby(context, call)) continue;
    if (!told.emplace(call.key_id.at, has_endpoint(context, call)).second) continue;
    if (is_small(context, habits, call) && small.is_told(context, call)) continue;
    report(context, habits, call, sink);
  }
}

}  // namespace

RuleDefinition token_not_passed() {
  return {.info = {.summary = "Key and secret are passed on without the session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId",
                   .yields_in_scope = {{"assume-role-token-dropped"}}},
          .check = check};
}

}  // namespace credlint::rules
