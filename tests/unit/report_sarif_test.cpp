// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "scanner/core/limits.h"
#include "scanner/report/report.h"
#include "scanner/report/rule_page.h"
#include "scanner/report/uri.h"
#include "tests/support/report_fixture.h"

namespace credlint {
namespace {

using nlohmann::json;
using test::excerpt;
using test::place;
using test::ReportFixture;

json run_of(const ReportInput& input) { return json::parse(render_sarif(input)).at("runs").at(0); }

TEST(Sarif, AResultHasPlaceTextAndFingerprints) {
  ReportFixture fixture;
  fixture.add_pair_finding();
  const json result = run_of(fixture.input()).at("results").at(0);
  EXPECT_EQ(result.at("ruleId"), "temp-key-without-token");
  EXPECT_EQ(result.at("level"), "error");
  EXPECT_EQ(result.at("message").at("text"),
            "ASIA key without a session token. Add aws_session_token. See: [the profile is defined "
            "here](1).");
  const json& physical = result.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(physical.at("artifactLocation"),
            json({{"uri", ".aws/credentials"}, {"uriBaseId", "%SRCROOT%"}}));
  EXPECT_EQ(physical.at("region"),
            json({{"startLine", 3}, {"startColumn", 21}, {"endLine", 3}, {"endColumn", 41}}));
  EXPECT_EQ(physical.at("contextRegion").at("snippet").at("text"),
            "aws_access_key_id = ASIA************MPLE");
  EXPECT_EQ(result.at("partialFingerprints").at("primaryLocationLineHash"), "a7f2ff13bc495cf2:2");
  EXPECT_EQ(result.at("partialFingerprints").at("credlint/v1").get<std::string>().size(), 32U);
  EXPECT_EQ(result.at("relatedLocations").at(0).at("id"), 1);
  EXPECT_FALSE(result.contains("suppressions"));
}

TEST(Sarif, ColumnsAreUtf16) {
  ReportFixture fixture;
  Finding& finding = fixture.add_pair_finding();
  finding.at.utf16_column = 30;
  finding.at.utf16_end_column = 33;
  const json run = run_of(fixture.input());
  const json& region = run.at("results")[0].at("locations")[0].at("physicalLocation").at("region");
  EXPECT_EQ(run.at("columnKind"), "utf16CodeUnits");
  EXPECT_EQ(region.at("startColumn"), 30);
  EXPECT_EQ(region.at("endColumn"), 33);
}

TEST(Sarif, APlaceOfSeveralLinesIsCutToItsFirst) {
  ReportFixture fixture;
  Finding& finding = fixture.add_pair_finding();
  finding.at.end_line = 9;
  finding.at.utf16_end_column = 2;
  const ReportInput input = fixture.input();
  const json region =
      run_of(input).at("results")[0].at("locations")[0].at("physicalLocation").at("region");
  EXPECT_EQ(region.at("endLine"), 3);
  EXPECT_EQ(region.at("endColumn"), 41);
}

TEST(Sarif, RuleIndicesPointToTheRules) {
  ReportFixture fixture;
  fixture.add_pair_finding();
  fixture.add_pair_finding().rule = "key-id-literal";
  fixture.add_pair_finding().rule = "a-rule-that-is-in-no-table";
  const json run = run_of(fixture.input());
  const json& rules = run.at("tool").at("driver").at("rules");
  ASSERT_EQ(rules.size(), 3U);
  for (const json& result : run.at("results"))
    EXPECT_EQ(rules.at(result.at("ruleIndex").get<std::size_t>()).at("id"), result.at("ruleId"));
}

TEST(Sarif, ARuleTellsWhatCodeScanningAsksFor) {
  ReportFixture fixture;
  fixture.add_pair_finding();
  ReportInput input = fixture.input();
  input.homepage = "https://example.org/credlint";
  const json rule = run_of(input).at("tool").at("driver").at("rules").at(0);
  EXPECT_EQ(rule.at("name"), "TempKeyWithoutToken");
  EXPECT_EQ(rule.at("shortDescription").at("text"), "A temporary key has no session token.");
  EXPECT_EQ(rule.at("fullDescription").at("text"), "A temporary key is used without its token.");
  EXPECT_EQ(rule.at("help").at("markdown"), fixture.rules[1].page);
  EXPECT_EQ(rule.at("defaultConfiguration").at("level"), "error");
  const json& properties = rule.at("properties");
  EXPECT_EQ(properties.at("tags"), json({"security", "aws", "credentials", "pairing"}));
  EXPECT_EQ(properties.at("precision"), "high");
  EXPECT_EQ(properties.at("problem.severity"), "error");
  EXPECT_EQ(properties.at("security-severity"), "5.5");
  EXPECT_EQ(rule.at("helpUri"),
            "https://example.org/credlint/blob/main/rules/pairing/temp_key_without_token.md");
}

TEST(Sarif, ExposureIsGraverThanFailure) {
  ReportFixture fixture;
  fixture.add_pair_finding().rule = "key-id-literal";
  const json rule = run_of(fixture.input()).at("tool").at("driver").at("rules").at(0);
  EXPECT_EQ(rule.at("properties").at("security-severity"), "7.0");
  EXPECT_EQ(rule.at("help").at("text"), "An access key id is written into a file.");
}

TEST(Sarif, SuppressedResultsAreKeptAndMarked) {
  ReportFixture fixture;
  fixture.add_pair_finding().suppressed = true;
  fixture.add_pair_finding().suppressed = true;
  fixture.findings[0].suppression_reason = "documentation";
  fixture.findings[1].suppression_reason = "baseline of 2024-01-01";
  const ReportInput input = fixture.input();
  const json results = run_of(input).at("results");
  EXPECT_EQ(results[0].at("suppressions"),
            json::array({{{"kind", "inSource"}, {"justification", "documentation"}}}));
  EXPECT_EQ(results[1].at("suppressions")[0].at("kind"), "external");
}

TEST(Sarif, FingerprintsDoNotDependOnTheLineNumber) {
  ReportFixture above;
  above.add_pair_finding();
  ReportFixture below;
  below.files[1].excerpts[8] = excerpt("  aws_access_key_id = ASIA************MPLE ");
  below.add_pair_finding().at = place(1, 8, 23, 43);
  const auto fingerprint = [](ReportFixture& fixture) {
    const ReportInput input = fixture.input();
    return run_of(input)
        .at("results")[0]
        .at("partialFingerprints")
        .at("credlint/v1")
        .get<std::string>();
  };
  EXPECT_EQ(fingerprint(above), fingerprint(below));
}

TEST(Sarif, EqualFindingsHaveDifferentFingerprints) {
  ReportFixture fixture;
  fixture.add_pair_finding();
  fixture.add_pair_finding();
  const ReportInput input = fixture.input();
  const json results = run_of(input).at("results");
  EXPECT_NE(results[0].at("partialFingerprints"), results[1].at("partialFingerprints"));
}

TEST(Sarif, TroubleStandsInTheInvocation) {
  ReportFixture fixture;
  fixture.diagnostics = {{"a b.log", 4, "too large"}, {"", 0, "no time left"}};
  ReportInput input = fixture.input();
  input.success = false;
  input.exit_code = 3;
  const json invocation = run_of(input).at("invocations").at(0);
  EXPECT_EQ(invocation.at("executionSuccessful"), false);
  EXPECT_EQ(invocation.at("exitCode"), 3);
  const json& notifications = invocation.at("toolExecutionNotifications");
  ASSERT_EQ(notifications.size(), 2U);
  EXPECT_EQ(notifications[0].at("message").at("text"), "too large.");
  const json& physical = notifications[0].at("locations")[0].at("physicalLocation");
  EXPECT_EQ(physical.at("artifactLocation").at("uri"), "a%20b.log");
  EXPECT_EQ(physical.at("region").at("startLine"), 4);
}

TEST(Sarif, TooManyResultsAreCutToTheGravestAndTheCutIsSaid) {
  ReportFixture fixture;
  for (std::size_t i = 0; i < limits::kMaxSarifResults + 2; ++i)
    fixture.add_pair_finding().severity = i % 2 == 0 ? Severity::Note : Severity::Warning;
  fixture.add_pair_finding();
  const ReportInput input = fixture.input();
  const json run = run_of(input);
  EXPECT_EQ(run.at("results").size(), limits::kMaxSarifResults);
  EXPECT_EQ(run.at("results").back().at("level"), "error");
  EXPECT_EQ(run.at("invocations")[0].at("toolExecutionNotifications")[0].at("message").at("text"),
            "3 results were left out; the 5000 gravest are kept.");
}

TEST(Sarif, InvalidTextAndControlCharactersAreReplaced) {
  ReportFixture fixture;
  Finding& finding = fixture.add_pair_finding();
  finding.message = "a\xFF\x1b[0m";
  finding.related.clear();
  finding.help.clear();
  const ReportInput input = fixture.input();
  EXPECT_EQ(run_of(input).at("results")[0].at("message").at("text"),
            "a\xEF\xBF\xBD\xEF\xBF\xBD[0m.");
}

TEST(Sarif, MessagesDoNotMakeLinks) {
  ReportFixture fixture;
  Finding& finding = fixture.add_pair_finding();
  finding.message = "the section [dev](https://example.org)";
  finding.help.clear();
  finding.related[0].message = "section [dev].";
  const ReportInput input = fixture.input();
  EXPECT_EQ(run_of(input).at("results")[0].at("message").at("text"),
            "the section [dev] (https://example.org). See: [section (dev)](1).");
}

TEST(Sarif, AnEmptyRunIsACompleteLog) {
  ReportFixture fixture;
  const ReportInput input = fixture.input();
  EXPECT_EQ(render_sarif(input), render_sarif(input));
  const json run = run_of(input);
  EXPECT_TRUE(run.at("results").empty());
  EXPECT_EQ(run.at("automationDetails").at("id"), "credlint/");
  EXPECT_EQ(run.at("tool").at("driver").at("semanticVersion"), "0.1.0");
}

TEST(Uri, EscapesWhatIsNotPlain) {
  EXPECT_EQ(path_to_uri("./a b/\xC3\xA9#?%:.env"), "a%20b/%C3%A9%23%3F%25%3A.env");
  EXPECT_EQ(path_to_uri("../x"), "../x");
  EXPECT_EQ(path_to_uri("//home//me/.env"), "home/me/.env");
  EXPECT_EQ(path_to_uri("C:/me"), "C%3A/me");
}

TEST(Sarif, AnAbsolutePathIsRelativeToTheFileSystem) {
  ReportFixture fixture;
  fixture.files[1].path = "/home/me/.aws/credentials";
  fixture.add_pair_finding();
  const json run = run_of(fixture.input());
  EXPECT_EQ(run.at("results")[0].at("locations")[0].at("physicalLocation").at("artifactLocation"),
            json({{"uri", "home/me/.aws/credentials"}, {"uriBaseId", "%FSROOT%"}}));
  EXPECT_EQ(run.at("originalUriBaseIds").at("%FSROOT%"), json({{"uri", "file:///"}}));
}

TEST(RulePage, TheIntroductionIsTheFirstParagraph) {
  EXPECT_EQ(page_introduction("# x\n\none `two`\n**three**.\n\nfour", 100), "one two three.");
  EXPECT_EQ(page_introduction("abcdef", 4), "abc…");
  EXPECT_EQ(page_introduction("", 4), "");
}

TEST(RulePage, KeysInExamplesAreMasked) {
  EXPECT_EQ(page_text("id = AKIAR5NJ4MMOAEXAMPLE\r\n\n```"), "id = AKIA************MPLE\n\n```\n");
}

}  // namespace
}  // namespace credlint
