// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/timestamps.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposed_matches.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kShortTerm = "bedrock-api-key-";

struct Verdict {
  Severity severity = Severity::Error;
  std::string message;
};

Verdict cut_off(std::string_view which) {
  return {Severity::Warning,
          fmt::format("{} Bedrock API key stands here as a literal. It was cut off while it was "
                      "copied: Bedrock refuses it as it is, but a whole one may stand where it was "
                      "taken from.",
                      which)};
}

Verdict judge_short_term(std::string_view value, TimePoint now) {
  const PresignedUrl url = read_encoded_url(value.substr(kShortTerm.size()));
  if (!url.is_signed) return cut_off("Short-term");
  if (url.expires_at && *url.expires_at < now) {
    return {Severity::Note,
            fmt::format("Short-term Bedrock API key stands here as a literal. It expired at {}.{}",
                        to_text(*url.expires_at), remains_of(url))};
  }
  return {Severity::Error,
          "Short-term Bedrock API key stands here as a literal. Until it expires, at most 12 hours "
          "after it was made, everybody who can read this file can call Bedrock with it."};
}

Verdict judge_long_term(std::string_view value) {
  // Behind ABSK stand a name with an account and 44 characters in base64: never less than this.
  // Source: gitleaks b58d3f1 cmd/generate/config/rules/aws.go
  constexpr std::size_t kShortest = 113;
  if (value.size() < kShortest) return cut_off("Long-term");
  return {Severity::Error,
          "Long-term Bedrock API key stands here as a literal. Everybody who can read this file "
          "can call Bedrock at the expense of its account."};
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExposedMatch& found :
       exposed_matches(context, "bedrock-key", "key", Severity::Error)) {
    const bool short_term = starts_with(found.value, kShortTerm);
    const Verdict verdict =
        short_term ? judge_short_term(found.value, context.now) : judge_long_term(found.value);
    Finding& finding = report(
        sink, found, verdict.message,
        short_term
            ? "make the key when it is needed instead of storing it"
            : "delete the key if others could read the file, and keep a new one in a secret store");
    finding.severity = std::min(finding.severity, verdict.severity);
  }
}

}  // namespace

RuleDefinition bedrock_api_key() {
  return {
      .info = {.summary = "A Bedrock API key written into a file", .reporting = Reporting::AsFound},
      .check = check};
}

}  // namespace credlint::rules
