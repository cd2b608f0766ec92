// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/timestamps.h"
#include "rules/anatomy/words.h"
#include "rules/views/sts_calls.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::chrono::seconds kLongestSession{12 * 3600};
constexpr std::chrono::seconds kDefaultRoleSession{3600};
constexpr std::string_view kHelp =
    "give the URL no more time than its credentials have, or sign with the key of an IAM user";

/// How long the credentials of that file live, where it asks STS for one session only.
std::chrono::seconds session_of(const FactStore& facts, FileId file) {
  const RoleAssumption* only = nullptr;
  for (const RoleAssumption& call : facts.facts().role_assumptions) {
    if (call.at.file != file || call.setting) continue;
    if (only != nullptr) return kLongestSession;
    only = &call;
  }
  if (only == nullptr) return kLongestSession;
  if (only->duration.given()) return seconds_of(only->duration).value_or(kLongestSession);
  return contains(sts_operation(*only), "role") ? kDefaultRoleSession : kLongestSession;
}

void judge_calls(const RuleContext& context, FindingSink& sink) {
  for (const PresignedRequest& call : context.facts.facts().presigned_requests) {
    const auto lifetime = seconds_of(call.expires);
    if (!lifetime || !is_temporary(call.key_id)) continue;
    const bool literal = call.key_id.literal();
    const std::chrono::seconds session =
        literal ? kLongestSession : session_of(context.facts, call.at.file);
    if (*lifetime <= session) continue;
    Finding& finding = sink.report(
        call.expires.at, call.scope,
        fmt::format("The URL is to last {}, but it is signed with temporary credentials that live "
                    "{} at most. It dies with them: \"The provided token has expired\".",
                    to_text(*lifetime), to_text(session)),
        std::string(kHelp));
    finding.related.push_back({call.key_id.at, literal
                                                   ? "a temporary key signs"
                                                   : "the credentials that sign come from STS"});
  }
}

void judge_urls(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "presigned-url-v4") continue;
    const PresignedUrl url = read_presigned_url(match.value.reveal());
    const bool temporary = url.has_token || key_id_kind(url.key_id) == KeyIdKind::Temporary;
    if (!temporary || !url.lifetime || *url.lifetime <= kLongestSession) continue;
    sink.report(match,
                fmt::format("This URL says that it lasts {}, but it was signed with temporary "
                            "credentials, which live 12 hours at most. It dies with them.",
                            to_text(*url.lifetime)),
                std::string(kHelp));
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  judge_calls(context, sink);
  judge_urls(context, sink);
}

}  // namespace

RuleDefinition presigned_url_dies_early() {
  return {.info = {.summary = "A pre-signed URL that outlives the credentials that sign it",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ExpiredToken",
                   .yields_at_span = {{"presigned-url-expired", "presigned-expires-too-long"}}},
          .check = check};
}

}  // namespace credlint::rules
