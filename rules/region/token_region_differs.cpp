// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/region_names.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/profile_scopes.h"
#include "rules/views/region_uses.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

struct Issued {
  const CredentialPart* token = nullptr;
  std::string region;
};

std::map<ScopeId, Issued> tokens_by_scope(const RuleContext& context, const ProfileScopes& scopes) {
  std::map<ScopeId, Issued> tokens;
  for (const CredentialSet& set : context.facts.credential_sets()) {
    const CredentialPart* token = set.any_token();
    if (token == nullptr) continue;
    TokenReading reading = read_session_token(token->value.reveal());
    if (reading.shape != TokenShape::Whole || reading.token.region.empty()) continue;
    tokens[scopes.of(set.scope)] = {token, std::move(reading.token.region)};
  }
  return tokens;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileScopes& scopes = context.view<ProfileScopes>();
  const std::map<ScopeId, Issued> tokens = tokens_by_scope(context, scopes);
  if (tokens.empty()) return;
  for (const RegionUse& use : context.view<region_uses>()) {
    // What merely stands in the same file need not belong together, but an env file is one
    // environment.
    const FileRecord& file = context.facts.file(use.at.file);
    if (use.scope.index == 0 && !file.has(Trait::EnvFile)) continue;
    const auto issued = tokens.find(scopes.of(use.scope));
    if (issued == tokens.end() || starts_with(to_lower(use.via), "sso")) continue;
    const std::string& from = issued->second.region;
    if (use.value == from || partition_of_region(context.catalog, from).empty()) continue;
    if (partition_of_region(context.catalog, from) !=
        partition_of_region(context.catalog, use.value)) {
      continue;
    }
    Finding& finding = sink.report(
        use.at, use.scope,
        fmt::format("The session token beside this region was issued by STS in {}. Within a "
                    "partition every SDK may use it in {} too; it is a hint only when requests "
                    "fail after a region was changed.",
                    from, use.value),
        "nothing needs to be done if requests work");
    finding.related.push_back({issued->second.token->at, fmt::format("issued in {}", from)});
  }
}

}  // namespace

RuleDefinition token_region_differs() {
  return {.info = {.summary = "A session token from another region than the one set beside it",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
