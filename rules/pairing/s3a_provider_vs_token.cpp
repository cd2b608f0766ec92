// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What one scope says of S3A's credentials; the last setting of a name counts.
struct S3aSettings {
  const ToolSetting* provider = nullptr;
  const ToolSetting* token = nullptr;
  const ToolSetting* key_id = nullptr;
};

std::map<ScopeId, S3aSettings> settings_of(const FactStore& facts) {
  std::map<ScopeId, S3aSettings> scopes;
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (setting.tool != "s3a" || !setting.literal || setting.value.empty()) continue;
    S3aSettings& scope = scopes[setting.scope];
    if (setting.meaning == Meaning::Token) scope.token = &setting;
    if (setting.meaning == Meaning::KeyId) scope.key_id = &setting;
    if (setting.path.ends_with("aws.credentials.provider")) scope.provider = &setting;
  }
  return scopes;
}

constexpr std::string_view kSimple = "SimpleAWSCredentialsProvider";
constexpr std::string_view kTemporary = "TemporaryAWSCredentialsProvider";

/// Writes the name of one class for another where it stands in a list of providers.
std::optional<Fix> other_provider(const ToolSetting& providers, std::string_view name,
                                  std::string_view other) {
  const std::string_view list = providers.value.reveal();
  const std::size_t at = list.find(name);
  if (at == std::string_view::npos || providers.at.span.size() != list.size()) return std::nullopt;
  return replacement(ascii_within(providers.at, static_cast<std::uint32_t>(at),
                                  static_cast<std::uint32_t>(name.size())),
                     name, other, FixSafety::Unsafe);
}

/// A list that reads static keys: one provider with the token, one without.
void check_scope(const S3aSettings& scope, FindingSink& sink) {
  if (scope.provider == nullptr) return;
  const std::string_view providers = scope.provider->value.reveal();
  const bool takes_token = contains(providers, "TemporaryAWSCredentialsProvider");
  const bool simple = contains(providers, "SimpleAWSCredentialsProvider");
  if (scope.token != nullptr && simple && !takes_token) {
    Finding& finding = sink.report(
        *scope.provider,
        "SimpleAWSCredentialsProvider does not read the session token that is set beside it. S3A "
        "signs with key and secret alone, and AWS does not know a temporary key without its token.",
        "name org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider instead");
    finding.related.push_back({scope.token->at, "the session token"});
    finding.fix = other_provider(*scope.provider, kSimple, kTemporary);
  }
  const bool only_temporary = takes_token && !simple && !contains(providers, ",");
  const bool long_term =
      scope.key_id != nullptr && key_id_kind(scope.key_id->value.reveal()) == KeyIdKind::LongTerm;
  if (only_temporary && long_term && scope.token == nullptr) {
    Finding& finding = sink.report(
        *scope.provider,
        "TemporaryAWSCredentialsProvider wants a session token, and a long-term key has none. S3A "
        "finds no credentials and names this provider in the error.",
        "name org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider instead");
    finding.error = "NoAuthWithAWSException";
    finding.related.push_back({scope.key_id->at, "the long-term key"});
    finding.fix = other_provider(*scope.provider, kTemporary, kSimple);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const auto& [id, scope] : settings_of(context.facts)) check_scope(scope, sink);
}

}  // namespace

RuleDefinition s3a_provider_vs_token() {
  return {.info = {.summary = "A credentials provider of S3A that does not fit the key beside it",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Unsafe},
          .check = check};
}

}  // namespace credlint::rules
