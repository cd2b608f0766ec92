// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/timestamps.h"
#include "rules/anatomy/words.h"
#include "rules/views/sts_calls.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::chrono::seconds kLongest{7 * 24 * 3600};
constexpr std::string_view kHelp =
    "write 604800 seconds (7 days) or less, and make the URL anew when it is needed; what has to "
    "stay reachable needs CloudFront signed URLs or a service that signs on request";

/// The region takes version 4 only.
bool is_v4_region(const Catalog& catalog, const Value& region) {
  if (!region.literal()) return false;
  const std::string_view name = region.text.reveal();
  return catalog.table(Table::Regions).find(name) != nullptr &&
         catalog.table(Table::Sigv2Regions).find(name) == nullptr;
}

bool may_sign_with_v2(const Catalog& catalog, const DataRow* sdk, const PresignedRequest& call) {
  if (call.signature_version.literal()) {
    return !contains(to_lower(call.signature_version.text.reveal()), "v4");
  }
  return sdk != nullptr && sdk->value == "v2" && !is_v4_region(catalog, call.region);
}

void judge_calls(const RuleContext& context, FindingSink& sink) {
  const DataTable& presigners = context.catalog.table(Table::Presigners);
  for (const PresignedRequest& call : context.facts.facts().presigned_requests) {
    const auto lifetime = seconds_of(call.expires);
    if (!lifetime || *lifetime <= kLongest) continue;
    const DataRow* sdk = presigners.find(call.sdk);
    std::string message = fmt::format(
        "A pre-signed URL of signature version 4 lasts at most 7 days; this one is to last {}.",
        to_text(*lifetime));
    const bool v2 = may_sign_with_v2(context.catalog, sdk, call);
    if (v2) {
      message +=
          " Without signature_version \"s3v4\" this SDK signs with version 2 in the regions of "
          "before "
          "2014, which has no such limit but works for buckets made before 24 June 2020 only; "
          "everywhere else S3 answers \"X-Amz-Expires must be less than a week\".";
    } else if (sdk != nullptr && sdk->value == "checks") {
      message += fmt::format(" The SDK refuses it: \"{}\".", sdk->note);
    } else {
      message +=
          " S3 answers AuthorizationQueryParametersError: \"X-Amz-Expires must be less than a "
          "week\".";
    }
    Finding& finding = sink.report(call.expires.at, call.scope, message, std::string(kHelp));
    if (v2) finding.severity = std::min(finding.severity, Severity::Warning);
    if (call.expires.literal())
      finding.fix = replacement(call.expires.at, call.expires.text.reveal(),
                                std::to_string(kLongest.count()), FixSafety::Unsafe);
  }
}

void judge_urls(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "presigned-url-v4") continue;
    const PresignedUrl url = read_presigned_url(match.value.reveal());
    if (!url.lifetime || *url.lifetime <= kLongest) continue;
    sink.report(match,
                fmt::format("This URL asks to last {}. Signature version 4 allows 7 days; S3 "
                            "answers AuthorizationQueryParametersError.",
                            to_text(*url.lifetime)),
                std::string(kHelp));
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  judge_calls(context, sink);
  judge_urls(context, sink);
}

}  // namespace

RuleDefinition presigned_expires_too_long() {
  return {.info = {.summary = "A pre-signed URL that is to last more than 7 days",
                   .reporting = Reporting::InUse,
                   .error = "AuthorizationQueryParametersError",
                   .fixes = Fixes::Unsafe,
                   .yields_at_span = {{"presigned-url-expired"}}},
          .check = check};
}

}  // namespace credlint::rules
