// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  return (c >= 'a' ? c - 'a' : c - 'A') + 10;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) &&
                        is_hex_digit(text[i + 2]);
    if (!escape) {
      out.push_back(text[i]);
      continue;
    }
    out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
    i += 2;
  }
  return out;
}

bool is_real(const PatternMatch::Group& secret, const Catalog& catalog) {
  const std::string value = percent_decoded(secret.value.reveal());
  return is_secret_attempt(value) && !is_placeholder(value, catalog);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "credentials-in-url") continue;
    const PatternMatch::Group* key_id = match.group("key_id");
    const PatternMatch::Group* secret = match.group("secret");
    if (secret == nullptr || !is_real(*secret, context.catalog)) continue;
    if (key_id != nullptr && is_placeholder(key_id->value.reveal(), context.catalog)) continue;
    const FileRecord& file = context.facts.file(match);
    const auto severity = exposure(file, Severity::Error, context.catalog);
    if (!severity) continue;
    Finding& finding = sink.report(
        secret->at, match.scope,
        "Secret key stands in a URL. URLs are logged, shown in web interfaces and kept in "
        "histories, and a '/' or '+' in the "
        "key breaks the URL.",
        "take it out of the URL and use the tool's settings for the access key, or a role");
    finding.severity = *severity;
    finding.confidence = exposure_confidence(file);
  }
}

}  // namespace

RuleDefinition secret_in_url() {
  return {.info = {.summary = "A secret key in the user part of a URL",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
