// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Where a half of a pair comes from, as far as its text says.
struct Half {
  Location at;
  std::string source;  ///< the expression, or the name of the variable of the environment
};

struct Halves {
  ScopeId scope;
  std::string what;  ///< "NewStaticCredentials", or nothing for settings
  std::optional<Half> key_id;
  std::optional<Half> secret;
};

/// "secrets.X" of "${{ secrets.X }}".
std::string_view without_signs(std::string_view text) {
  constexpr std::string_view kSigns = " \t\"'${}";
  const std::size_t begin = text.find_first_not_of(kSigns);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSigns) - begin + 1);
}

/// "AWS_KEY" of "${{ secrets.AWS_KEY }}".
std::string_view last_name(std::string_view source) {
  source = without_signs(source);
  return source.substr(source.rfind('.') + 1);
}

/// What a name says it holds, whatever words stand before: "PROD_AWS_SECRET_ACCESS_KEY".
Meaning meaning_of(const Catalog& catalog, std::string_view name) {
  while (!name.empty()) {
    const KeyName* known = catalog.key(name);
    if (known != nullptr) return known->meaning;
    const std::size_t word = name.find_first_of("_-");
    if (word == std::string_view::npos) break;
    name.remove_prefix(word + 1);
  }
  return Meaning::Other;
}

/// "ACCESS_KEY" is what some call their secret, and "SECRET_KEY_ID"; only others with "id" are
/// none.
bool is_named_key_id(const Catalog& catalog, std::string_view name) {
  const std::string lower = to_lower(name);
  return ends_with(lower, "id") && !contains(lower, "secret") &&
         meaning_of(catalog, name) == Meaning::KeyId;
}

/// "$X", "${X}", "${{ secrets.X }}": one variable, by its name. All else may give another value
/// each time.
bool is_variable(std::string_view source) {
  constexpr std::string_view kNames =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.";
  const std::string_view name = without_signs(source);
  return starts_with(trim(source), "$") && !name.empty() &&
         name.find_first_not_of(kNames) == std::string_view::npos;
}

class Judge {
 public:
  Judge(const RuleContext& context, const Halves& halves, FindingSink& sink)
      : context_(context), halves_(halves), sink_(sink) {
    if (!halves.what.empty()) where_ = fmt::format(" of {}", halves.what);
  }

  void judge() {
    const auto& [scope, what, key_id, secret] = halves_;
    if (key_id && secret && key_id->source == secret->source) return report_same();
    if (key_id && meaning_of(context_.catalog, last_name(key_id->source)) == Meaning::Secret)
      return report_secret_as_id();
    if (secret && is_named_key_id(context_.catalog, last_name(secret->source)))
      report_id_as_secret();
  }

 private:
  void report_same() {
    report(*halves_.secret, halves_.key_id,
           fmt::format("Access key id and secret key{} are given the same value. No secret key is "
                       "its own key id, so AWS refuses the signature.",
                       where_),
           "give each half its own value");
  }

  void report_secret_as_id() {
    Finding& finding = report(
        *halves_.key_id, halves_.secret,
        fmt::format("The access key id{} is given {}, which is named as a secret key. AWS is "
                    "sent the secret as the name of a key that does not exist.",
                    where_, last_name(halves_.key_id->source)),
        "give each half what is named after it");
    finding.error = "InvalidClientTokenId";
    finding.severity = std::min(finding.severity, Severity::Warning);  // names may be wrong
  }

  void report_id_as_secret() {
    Finding& finding =
        report(*halves_.secret, halves_.key_id,
               fmt::format("The secret key{} is given {}, which is named as an access key id. AWS "
                           "refuses what is signed with it.",
                           where_, last_name(halves_.secret->source)),
               "give each half what is named after it");
    finding.severity = std::min(finding.severity, Severity::Warning);
  }

  Finding& report(const Half& half, const std::optional<Half>& other, std::string message,
                  std::string help) {
    Finding& finding = sink_.report(half.at, halves_.scope, std::move(message), std::move(help));
    if (other && !(other->at.span == half.at.span))
      finding.related.push_back({other->at, "the other half"});
    return finding;
  }

  const RuleContext& context_;
  const Halves& halves_;
  FindingSink& sink_;
  std::string where_;
};

/// Of a value that is a variable of the environment.
std::optional<Half> half_of(const Value& value) {
  if (value.kind != Value::Kind::Env || value.inherited) return std::nullopt;
  if (value.fallback && !value.fallback->empty()) return std::nullopt;
  return Half{value.at, value.name};
}

void check_calls(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    // Stores that speak S3 are often given one word for both.
    if (call.endpoint.given()) continue;
    const Halves halves{call.scope, call.callee, half_of(call.key_id), half_of(call.secret)};
    Judge(context, halves, sink).judge();
  }
}

/// A setting that is an expression: what stands in it names its source.
void note(const Fact& fact, Meaning meaning, bool literal, std::string_view value,
          std::map<ScopeId, Halves>& scopes) {
  if (literal || !is_variable(value)) return;
  Halves& halves = scopes[fact.scope];
  halves.scope = fact.scope;
  if (meaning == Meaning::KeyId) halves.key_id = Half{fact.at, std::string(value)};
  if (meaning == Meaning::Secret) halves.secret = Half{fact.at, std::string(value)};
}

void check_variables(const RuleContext& context, FindingSink& sink) {
  std::map<ScopeId, Halves> scopes;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const KeyName* known = context.catalog.variable(assignment.name);
    if (known == nullptr || known->tool != "aws" || assignment.test) continue;
    note(assignment, known->meaning, assignment.literal, assignment.value.reveal(), scopes);
  }
  for (const auto& [scope, halves] : scopes) Judge(context, halves, sink).judge();
}

/// Names of settings say less than those of AWS's variables: a "secret" alone may be any text that
/// a store keeps, {"id": "AWS_ACCESS_KEY_ID", "secret": "$AWS_ACCESS_KEY_ID"}.
void check_settings(const RuleContext& context, FindingSink& sink) {
  std::map<ScopeId, Halves> scopes;
  for (const ToolSetting& setting : context.facts.facts().tool_settings)
    note(setting, setting.meaning, setting.literal, setting.value.reveal(), scopes);
  for (const auto& [scope, halves] : scopes) {
    if (halves.key_id && halves.secret) Judge(context, halves, sink).judge();
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_calls(context, sink);
  check_variables(context, sink);
  check_settings(context, sink);
}

}  // namespace

RuleDefinition halves_mixed_up() {
  return {.info = {.summary = "One half of a key pair is given what the other half should be",
                   .reporting = Reporting::InUse,
                   .confidence = Confidence::Medium,
                   .error = "SignatureDoesNotMatch",
                   .yields_at_span = {{"id-secret-swapped"}}},
          .check = check};
}

}  // namespace credlint::rules
