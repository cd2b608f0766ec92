// SPDX-License-Identifier: MIT
// Source: the schema that Jenkins reads,
// https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
#include <fmt/format.h>

#include <map>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"

namespace credlint {
namespace {

std::string_view entity_of(char32_t character) {
  switch (character) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    case U'\'':
      return "&apos;";
    default:
      return {};
  }
}

/// What XML 1.0 has no way to write, even as a character reference.
bool is_forbidden(char32_t character) {
  return (character < 0x20 && character != U'\n') || (character >= 0xFFFE && character <= 0xFFFF);
}

/// Text for an element or an attribute.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    const std::string_view entity = entity_of(character.code_point);
    if (!entity.empty()) {
      out += entity;
    } else if (!character.valid || is_forbidden(character.code_point)) {
      append_utf8(out, kReplacement);
    } else {
      out += text.substr(at, character.length);
    }
    at += character.length;
  }
  return out;
}

struct TestCase {
  std::string name;
  std::string group;    ///< as a class
  std::string outcome;  ///< the element that tells of it; empty: it passed
};

/// The cases of one file.
struct Suite {
  std::string name;
  std::vector<TestCase> cases;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

TestCase case_of(const RunLookup& lookup, const Finding& finding) {
  const Rule* rule = lookup.rule(finding.rule);
  std::string text = fmt::format("{}: {}: {}\n", shown_place(lookup, finding.at),
                                 to_string(finding.severity), message_and_help(finding));
  if (const Excerpt* excerpt = lookup.excerpt(finding.at))
    text += "  " + printable(excerpt->text) + '\n';
  if (const std::string_view error = lookup.error(finding); !error.empty())
    text += fmt::format("leads to: {}\n", error);
  for (const Related& related : finding.related)
    text += fmt::format("see also: {}: {}\n", shown_place(lookup, related.at),
                        mask_unrecognised(related.message));
  return {
      .name = fmt::format("{} at {}", finding.rule, shown_place(lookup, finding.at)),
      .group = fmt::format("credlint.{}", rule == nullptr ? "rules" : rule->family),
      .outcome = fmt::format("<failure type=\"{}\" message=\"{}\">{}</failure>", xml(finding.rule),
                             xml(mask_unrecognised(finding.message)), xml(text))};
}

TestCase case_of(const Diagnostic& diagnostic) {
  const std::string text = mask_unrecognised(diagnostic.message);
  const std::string path = shown_path(diagnostic.path);
  const std::string place =
      diagnostic.line == 0 ? path : fmt::format("{}:{}", path, diagnostic.line);
  return {.name = place.empty() ? "not checked" : "not checked: " + place,
          .group = "credlint",
          .outcome = fmt::format("<error type=\"not-checked\" message=\"{}\">{}</error>", xml(text),
                                 xml(text))};
}

/// One for each file with findings, in their order, and one for what could not be checked.
std::vector<Suite> suites_of(const ReportInput& input) {
  const RunLookup lookup(input);
  std::vector<Suite> suites;
  std::map<FileId, std::size_t> of_file;
  for (const std::size_t i : open_findings(input.findings)) {
    const Finding& finding = input.findings[i];
    const auto [found, is_new] = of_file.emplace(finding.at.file, suites.size());
    if (is_new) suites.push_back({.name = shown_path(lookup.path(finding.at))});
    Suite& suite = suites[found->second];
    suite.cases.push_back(case_of(lookup, finding));
    ++suite.failures;
  }
  if (!input.diagnostics.empty()) suites.push_back({.name = "not checked"});
  for (const Diagnostic& diagnostic : input.diagnostics) {
    suites.back().cases.push_back(case_of(diagnostic));
    ++suites.back().errors;
  }
  if (suites.empty())
    suites.push_back({.name = "credlint", .cases = {{"no findings", "credlint", {}}}});
  return suites;
}

std::string case_text(const TestCase& test) {
  const std::string attributes =
      fmt::format("name=\"{}\" classname=\"{}\" time=\"0\"", xml(test.name), xml(test.group));
  if (test.outcome.empty()) return fmt::format("    <testcase {}/>\n", attributes);
  return fmt::format("    <testcase {}>{}</testcase>\n", attributes, test.outcome);
}

}  // namespace

std::string render_junit(const ReportInput& input) {
  std::string text;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  for (const Suite& suite : suites_of(input)) {
    tests += suite.cases.size();
    failures += suite.failures;
    errors += suite.errors;
    text += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\" "
        "time=\"0\">\n",
        xml(suite.name), suite.cases.size(), suite.failures, suite.errors);
    for (const TestCase& test : suite.cases) text += case_text(test);
    text += "  </testsuite>\n";
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"credlint\" tests=\"{}\" "
      "failures=\"{}\" errors=\"{}\" time=\"0\">\n{}</testsuites>\n",
      tests, failures, errors, text);
}

}  // namespace credlint
