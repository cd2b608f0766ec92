// SPDX-License-Identifier: MIT
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "bedrock-key") continue;
    const PatternMatch::Group* group = match.group("key");
    const std::string_view value = group == nullptr ? match.value.reveal() : group->value.reveal();
    const FileRecord& file = context.facts.file(match);
    const auto severity = exposure(file, Severity::Error, context.catalog);
    if (!severity || is_placeholder(value, context.catalog)) continue;
    const bool short_term = starts_with(value, "bedrock-api-key-");
    Finding& finding = sink.report(
        group == nullptr ? match.at : group->at, match.scope,
        short_term ? "Short-term Bedrock API key stands here as a literal. Until it expires, at "
                     "most 12 hours after it was made, "
                     "everybody who can read this file can call Bedrock with it."
                   : "Long-term Bedrock API key stands here as a literal. Everybody who can read "
                     "this file can call Bedrock at "
                     "the expense of its account.",
        short_term
            ? "make the key when it is needed instead of storing it"
            : "delete the key if others could read the file, and keep a new one in a secret store");
    finding.severity = *severity;
    finding.confidence = exposure_confidence(file);
  }
}

}  // namespace

RuleDefinition bedrock_api_key() {
  return {
      .info = {.summary = "A Bedrock API key written into a file", .reporting = Reporting::AsFound},
      .check = check};
}

}  // namespace credlint::rules
