// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/plain_values.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Source: the cross-SDK suite of smithy-rs, profile-parser-tests.json.
bool is_name_character(char c) {
  constexpr std::string_view kMarks = "_-/.%@:+";
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

std::string kind_of(char c) {
  if (c == ' ' || c == '\t') return "a blank";
  if (static_cast<unsigned char>(c) >= 0x80) return "a character beyond ASCII";
  return static_cast<unsigned char>(c) < 0x20 ? "a control character" : fmt::format("'{}'", c);
}

const resolver::HeaderWords kWords = {.reads = "read it",
                                      .ignores = "ignore the section without a word"};

std::string suggestion(std::string_view name) {
  std::string right;
  for (const char c : name) {
    if (is_name_character(c)) {
      right += c;
    } else if (!right.empty() && right.back() != '-') {
      right += '-';
    }
  }
  while (!right.empty() && right.back() == '-') right.pop_back();
  return right;
}

bool is_named(const ConfigSection& section) {
  return section.kind == SectionKind::Profile || section.kind == SectionKind::SsoSession ||
         section.kind == SectionKind::Services;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    if (!is_named(section)) continue;
    const std::string_view name = trim(section.name);
    const auto odd = std::find_if_not(name.begin(), name.end(), is_name_character);
    if (odd == name.end() || !is_plain(name)) continue;
    Finding& finding =
        sink.report(section,
                    fmt::format("The name \"{}\" has {}, which names of sections must not have. {}",
                                name, kind_of(*odd),
                                resolver::outcomes_of_header(context.view<resolver::AllSdks>(),
                                                             section.file_kind, section.raw,
                                                             section.kind, section.name, kWords)
                                    .sentence()),
                    fmt::format("name it {}, here and where it is used", suggestion(name)));
    if (context.facts.file(section).format == "aws-shared") {
      finding.confidence = Confidence::Medium;
    }
  }
}

}  // namespace

RuleDefinition section_name_illegal_char() {
  return {.info = {.summary = "A section name with a character that some SDKs do not accept",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ProfileNotFound",
                   .yields_at_span = {{"section-name-whitespace-or-case",
                                       "credentials-section-with-profile-prefix",
                                       "config-section-without-profile-prefix"}}},
          .check = check};
}

}  // namespace credlint::rules
