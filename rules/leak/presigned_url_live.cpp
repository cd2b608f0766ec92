// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/timestamps.h"
#include "rules/views/exposed_matches.h"
#include "rules/views/exposed_parts.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

/// What the URL lets its bearer do, said as "everybody who can read this file can …".
std::string_view use_of(const PresignedUrl& url) {
  if (url.service == "rds-db") return "log in to the database as the user that it names";
  if (url.service == "sts") return "show that it is the signer, as EKS and Vault ask for it";
  return "send the request that it allows";
}

/// Mocks and recordings hold URLs that nobody signed; only AWS can tell.
void lower_where_made_up(Finding& finding, FilePurpose purpose) {
  if (!is_made_up_place(purpose)) return;
  finding.severity = Severity::Note;
  finding.confidence = std::min(finding.confidence, Confidence::Medium);
  finding.message.append(doubt_in(purpose));
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const std::string_view pattern : {"presigned-url-v4", "presigned-url-v2"}) {
    for (const ExposedMatch& found : exposed_matches(context, pattern, "query", Severity::Error)) {
      const PresignedUrl url = read_presigned_url(found.value);
      const bool live = url.is_signed && url.expires_at && *url.expires_at >= context.now;
      // Other stores sign with keys of other shapes; what they give access to is not AWS's.
      if (!live || key_id_kind(url.key_id) == KeyIdKind::Other) continue;
      if (!is_judgeable(context.catalog, url.key_id)) continue;
      Finding& finding = report(
          sink, found,
          fmt::format("Signed URL that still works stands here: until {}, everybody who can "
                      "read this file can {}. No other credential is needed.",
                      to_text(*url.expires_at), use_of(url)),
          "make the URL when it is needed instead of storing it; to end it at once, deactivate "
          "the key or revoke the session that signed it");
      lower_where_made_up(finding, context.view<Purposes>().of(found.at));
    }
  }
}

}  // namespace

RuleDefinition presigned_url_live() {
  return {.info = {.summary = "A pre-signed URL or login token that still works",
                   .reporting = Reporting::AsFound,
                   .yields_at_span = {{"eks-token", "bedrock-api-key"}}},
          .check = check};
}

}  // namespace credlint::rules
