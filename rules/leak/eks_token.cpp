// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/timestamps.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposed_matches.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

/// A cluster takes a token for so long, whatever its URL says.
/// Source: docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
constexpr std::chrono::minutes kTokenLife{15};

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExposedMatch& found : exposed_matches(context, "eks-token", "key", Severity::Error)) {
    const PresignedUrl url = read_encoded_url(found.value.substr(found.value.find("v1.") + 3));
    // Documents show the beginning of one.
    if (!url.is_signed || !url.signed_at || !is_judgeable(context.catalog, url.key_id)) continue;
    const TimePoint end = *url.signed_at + kTokenLife;
    const bool live = end >= context.now;
    Finding& finding = report(
        sink, found,
        live
            ? fmt::format("Login token for an EKS cluster stands here. Until {} everybody who can "
                          "read this file has the rights of its user in the cluster.",
                          to_text(end))
            : fmt::format("Login token for an EKS cluster stands here. It expired at {}: a cluster "
                          "answers it with \"You must be logged in to the server "
                          "(Unauthorized)\".{}",
                          to_text(end), remains_of(url)),
        "let the kubeconfig run \"aws eks get-token\" (aws eks update-kubeconfig writes that); a "
        "token that is written down lasts 15 minutes");
    if (live) continue;
    const bool read_only = context.facts.file(*found.match).has(Trait::Prose) ||
                           is_made_up_place(context.view<Purposes>().of(*found.match));
    finding.severity = std::min(finding.severity, read_only ? Severity::Note : Severity::Warning);
  }
}

}  // namespace

RuleDefinition eks_token() {
  return {.info = {.summary = "A login token for an EKS cluster written into a file",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
