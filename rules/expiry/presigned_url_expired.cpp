// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/timestamps.h"
#include "rules/anatomy/words.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_presigned_url(const PatternMatch& match) {
  return match.pattern == "presigned-url-v4" || match.pattern == "presigned-url-v2";
}

/// Places of what programs have printed: nothing fetches such a URL.
std::map<FileId, std::set<Span>> printed_places(const FactStore& facts) {
  std::map<FileId, std::set<Span>> places;
  for (const CredentialPart& part : facts.facts().credential_parts) {
    if (part.program_output) places[part.at.file].insert(part.at.span);
  }
  return places;
}

bool is_printed(const std::map<FileId, std::set<Span>>& places, const PatternMatch& match) {
  const auto file = places.find(match.at.file);
  if (file == places.end()) return false;
  const auto first = file->second.lower_bound({match.at.span.begin, 0});
  return first != file->second.end() && match.at.span.contains(*first);
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::map<FileId, std::set<Span>> printed = printed_places(context.facts);
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (!is_presigned_url(match) || is_printed(printed, match)) continue;
    const FileRecord& file = context.facts.file(match);
    const PresignedUrl url = read_presigned_url(match.value.reveal());
    if (!url.expires_at || *url.expires_at >= context.now || file.has(Trait::Template)) continue;
    // AWS's own examples are dated years ago.
    if (!url.key_id.empty() && !is_judgeable(context.catalog, url.key_id)) continue;
    Finding& finding =
        sink.report(match,
                    fmt::format("This pre-signed URL expired at {}, {} ago. It answers every "
                                "request with \"Request has expired\".{}",
                                to_text(*url.expires_at), to_text(context.now - *url.expires_at),
                                remains_of(url)),
                    "make the URL when it is needed; one that has to last needs a public object, "
                    "or a service that signs on request");
    // Documents show what a URL looks like, tests and recordings what one looked like: nothing
    // fetches it.
    // Examples and other stores sign with keys that AWS never made.
    if (!url.key_id.empty() && key_id_kind(url.key_id) == KeyIdKind::Other) {
      finding.severity = std::min(finding.severity, Severity::Note);
      finding.confidence = std::min(finding.confidence, Confidence::Medium);
      finding.message += " The key that signed it has not the form of a key of AWS.";
    }
  }
}

}  // namespace

RuleDefinition presigned_url_expired() {
  return {.info = {.summary = "A pre-signed URL that has expired",
                   .reporting = Reporting::InUse,
                   .error = "AccessDenied",
                   .yields_at_span = {{"eks-token", "bedrock-api-key"}}},
          .check = check};
}

}  // namespace credlint::rules
