// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/views/comments.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kAnnotation = "eks.amazonaws.com/role-arn";

/// Files that have the right annotation with the same role besides: the wrong one does no harm.
bool is_given_rightly(const FactStore& facts, const PatternMatch& wrong) {
  const PatternMatch::Group* role = wrong.group("plain_arn");
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    if (match.pattern != wrong.pattern || match.at.file != wrong.at.file) continue;
    const PatternMatch::Group* name = match.group("plain");
    const PatternMatch::Group* other = match.group("plain_arn");
    if (name != nullptr && name->value.reveal() == kAnnotation && role != nullptr &&
        other != nullptr && other->value == role->value)
      return true;
  }
  return false;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "irsa-annotation" || stands_in_comment(context, match.at)) continue;
    const PatternMatch::Group* name = match.group("plain");
    if (name == nullptr || name->value.reveal() == kAnnotation) continue;
    if (is_given_rightly(context.facts, match)) continue;
    Finding& finding = sink.report(
        name->at, match.scope,
        fmt::format("The webhook of EKS looks for the annotation {} and at no other. With {} pods "
                    "get no AWS_ROLE_ARN: SDKs take the role of the node, or find no credentials.",
                    kAnnotation, name->value.reveal()),
        fmt::format("write {}", kAnnotation));
    finding.fix = replacement(name->at, name->value.reveal(), kAnnotation, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition irsa_annotation_misnamed() {
  return {.info = {.summary = "A service account whose role stands under a misspelt annotation",
                   .reporting = Reporting::AsFound,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
