// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

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

/// Whose key the rest of a URL was signed with that stands in pieces: the id nearest to this one.
class PiecesAround {
 public:
  explicit PiecesAround(const FactStore& facts) {
    for (const CredentialPart& part : facts.facts().credential_parts) {
      if (part.part == PartKind::KeyId) ids_[part.at.file].emplace(part.at.span.begin, &part);
    }
  }

  /// Empty when none stands near.
  [[nodiscard]] std::string key_id(const PatternMatch& piece) const {
    constexpr std::uint32_t kNear = 600;
    const auto file = ids_.find(piece.at.file);
    if (file == ids_.end()) return {};
    const std::uint32_t begin = piece.at.span.begin;
    const auto after = file->second.lower_bound(begin);
    if (after != file->second.begin() && begin - std::prev(after)->first < kNear)
      return std::string(std::prev(after)->second->value.reveal());
    const bool near = after != file->second.end() && after->first - begin < kNear;
    return near ? std::string(after->second->value.reveal()) : std::string();
  }

 private:
  std::map<FileId, std::map<std::uint32_t, const CredentialPart*>> ids_;  ///< by first byte
};

struct Said {
  std::string message;
  std::string_view help;
};

/// Of a login token for a database, which has the form of a URL. Source:
/// docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
Said said_of_login_token(const PresignedUrl& url, TimePoint now) {
  return {fmt::format("This login token for a database (IAM) expired at {}, {} ago. MySQL answers "
                      "it with \"Access denied for user\", PostgreSQL with \"PAM authentication "
                      "failed\".",
                      to_text(*url.expires_at), to_text(now - *url.expires_at)),
          "make a token for each new connection (generate-db-auth-token): it lasts 15 minutes"};
}

Said said_of(const PresignedUrl& url, TimePoint now) {
  if (url.service == "rds-db") return said_of_login_token(url, now);
  return {fmt::format("This pre-signed URL expired at {}, {} ago. It answers every request with "
                      "\"Request has expired\".",
                      to_text(*url.expires_at), to_text(now - *url.expires_at)),
          "make the URL when it is needed; one that has to last needs a public object, or a "
          "service that signs on request"};
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::map<FileId, std::set<Span>> printed = printed_places(context.facts);
  const PiecesAround pieces(context.facts);
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (!is_presigned_url(match) || is_printed(printed, match)) continue;
    PresignedUrl url = read_presigned_url(match.value.reveal());
    if (url.key_id.empty()) url.key_id = pieces.key_id(match);
    if (!url.expires_at || *url.expires_at >= context.now) continue;
    // AWS's own examples are dated years ago.
    if (!url.key_id.empty() && !is_judgeable(context.catalog, url.key_id)) continue;
    Said said = said_of(url, context.now);
    Finding& finding =
        sink.report(match, said.message.append(remains_of(url)), std::string(said.help));
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
