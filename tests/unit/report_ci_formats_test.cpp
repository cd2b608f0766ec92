// SPDX-License-Identifier: MIT
// The formats that CI services read: github, gitlab, junit, rdjson.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "scanner/report/report.h"
#include "tests/support/report_fixture.h"

namespace credlint {
namespace {

using nlohmann::json;
using test::excerpt;
using test::place;
using test::ReportFixture;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t number = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++number;
  return number;
}

void add(ReportFixture& run, Severity severity, std::size_t number) {
  for (std::size_t i = 0; i < number; ++i) run.add_pair_finding().severity = severity;
}

const std::set<std::string> kOpenOnly = {
    "text",  "github",   "gitlab", "gitlab-sast", "gitlab-secret-detection",
    "junit", "markdown", "html",   "rdjson"};

TEST(CiFormats, LeaveSuppressedFindingsOut) {
  ReportFixture run;
  Finding& finding = run.add_pair_finding();
  finding.suppressed = true;
  finding.message = "unique words";
  const ReportInput input = run.input();
  for (const std::string_view name : report_format_names()) {
    const bool shown =
        report_format(name)->render(input, {}).find("unique words") != std::string::npos;
    EXPECT_EQ(shown, kOpenOnly.count(std::string(name)) == 0) << name;
  }
}

TEST(CiFormats, SayWhatWasNotChecked) {
  ReportFixture run;
  run.diagnostics = {{"big.log", 0, "larger than usual"}};
  const ReportInput input = run.input();
  for (const std::string_view name : report_format_names()) {
    const std::string text = report_format(name)->render(input, {});
    EXPECT_THAT(text, HasSubstr("larger than usual")) << name;
    EXPECT_THAT(text, HasSubstr("big.log")) << name;
  }
}

TEST(CiFormats, NothingHostileReachesATerminalOrALogRaw) {
  ReportFixture run;
  run.make_hostile();
  const ReportInput input = run.input();
  for (const std::string_view name : report_format_names()) {
    const std::string text = report_format(name)->render(input, {});
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      EXPECT_TRUE(c == '\n' || (byte >= ' ' && byte != 0x7f)) << name << " " << int{byte};
    }
    EXPECT_EQ(text.find('\xff'), std::string::npos) << name;
    EXPECT_THAT(text, Not(HasSubstr("\n::error::"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("\n::warning::"))) << name;
  }
}

TEST(CiFormats, SecretsInTextsAndPathsAreMasked) {
  ReportFixture run;
  const std::string secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  run.files[1].path = "dir/AKIAIOSFODNN7RXAMPLE.env";
  Finding& finding = run.add_pair_finding();
  finding.message = finding.help = finding.related[0].message = secret;
  finding.introduced = Introduction{.commit = "abc", .date = "d", .path = run.files[1].path};
  run.findings.push_back(run.findings[0]);
  run.findings[1].suppressed = true;
  run.findings[1].suppression_reason = secret;
  run.diagnostics = {{run.files[1].path, 0, secret}};
  const ReportInput input = run.input();
  for (const std::string_view name : report_format_names()) {
    const std::string text = report_format(name)->render(input, {});
    EXPECT_THAT(text, Not(HasSubstr("wJalrXUt"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("bPxRfiCY"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("IOSFODNN"))) << name;
  }
}

TEST(GithubReport, AFindingIsACommandWithItsPlace) {
  ReportFixture run;
  run.add_pair_finding();
  EXPECT_EQ(
      render_github(run.input()),
      "::error file=.aws/credentials,line=3,endLine=3,col=21,endColumn=41,title=credlint%3A "
      "temp-key-without-token::ASIA key without a session token. Add aws_session_token.%0ASee "
      "also .aws/config:12:2: the profile is defined here\n");
}

TEST(GithubReport, APlaceOfSeveralLinesHasNoColumns) {
  ReportFixture run;
  run.add_pair_finding().at.end_line = 5;
  EXPECT_THAT(render_github(run.input()), HasSubstr(",line=3,endLine=5,title="));
}

TEST(GithubReport, PropertiesAndTextAreEscaped) {
  ReportFixture run;
  run.files[1].path = "a,b:c%d\r\n.env";
  run.add_pair_finding().message = "50%: a, b";
  const std::string text = render_github(run.input());
  EXPECT_THAT(text, HasSubstr("file=a%2Cb%3Ac%25d\xEF\xBF\xBD .env,line"));
  EXPECT_THAT(text, HasSubstr("::50%25: a, b."));
}

TEST(GithubReport, ACleanRunSaysNothing) {
  ReportFixture run;
  EXPECT_EQ(render_github(run.input()), "");
}

TEST(GithubReport, TheGravestComeFirst) {
  ReportFixture run;
  add(run, Severity::Note, 1);
  add(run, Severity::Warning, 1);
  add(run, Severity::Error, 1);
  const std::string text = render_github(run.input());
  EXPECT_LT(text.find("::error "), text.find("::warning "));
  EXPECT_LT(text.find("::warning "), text.find("::notice "));
}

TEST(GithubReport, TenOfEachLevelNeedNoRest) {
  ReportFixture run;
  for (const Severity severity : {Severity::Note, Severity::Warning, Severity::Error})
    add(run, severity, 10);
  const std::string text = render_github(run.input());
  EXPECT_EQ(count(text, "\n"), 30U);
  EXPECT_THAT(text, Not(HasSubstr("more")));
}

TEST(GithubReport, WhatGithubDoesNotShowIsInTheLogAndSaid) {
  ReportFixture run;
  add(run, Severity::Error, 12);
  add(run, Severity::Note, 10);
  const std::string text = render_github(run.input());
  EXPECT_EQ(count(text, "::error "), 10U);
  EXPECT_EQ(count(text, "::notice "), 10U);  // nine findings and the one that says how many
  EXPECT_EQ(count(text, "\n- error[temp-key-without-token] .aws/credentials:3:21: "), 2U);
  EXPECT_EQ(count(text, "\n- note[temp-key-without-token] "), 1U);
  EXPECT_THAT(text, EndsWith("\n::endgroup::\n::notice title=credlint::3 more are not shown as "
                             "annotations, of which GitHub takes 10 of each level; the log of this "
                             "step lists them.\n"));
}

TEST(GithubReport, TheLogHoldsNoCommandOfSomebodyElse) {
  ReportFixture run;
  add(run, Severity::Error, 10);
  run.make_hostile();
  const std::string text = render_github(run.input());
  const std::string log = text.substr(text.find("::group::"));
  EXPECT_THAT(log, Not(HasSubstr("##[")));
  EXPECT_THAT(log, HasSubstr("# #["));
}

TEST(GitlabReport, AnEntryHasWhatGitlabAsksFor) {
  ReportFixture run;
  run.files[1].path = "./.aws/credentials";
  run.add_pair_finding();
  run.add_pair_finding();
  const json report = json::parse(render_gitlab(run.input()));
  ASSERT_EQ(report.size(), 2U);
  EXPECT_EQ(report[0].at("description"),
            "ASIA key without a session token. Add aws_session_token.");
  EXPECT_EQ(report[0].at("check_name"), "temp-key-without-token");
  EXPECT_EQ(report[0].at("severity"), "critical");
  EXPECT_EQ(report[0].at("location"),
            json::parse(R"({"path": ".aws/credentials", "lines": {"begin": 3}})"));
  EXPECT_NE(report[0].at("fingerprint"), report[1].at("fingerprint"));
}

TEST(GitlabReport, AFileAsAWholeBeginsAtLineOne) {
  ReportFixture run;
  run.add_pair_finding().at = {.file = 1};
  run.diagnostics = {{"", 0, "x"}, {"", 0, "x"}};
  const json report = json::parse(render_gitlab(run.input()));
  EXPECT_EQ(report[0].at("location").at("lines").at("begin"), 1);
  EXPECT_EQ(report[1].at("location").at("path"), ".");
  EXPECT_NE(report[1].at("fingerprint"), report[2].at("fingerprint"));
}

TEST(GitlabReport, ExposureIsGraverThanFailure) {
  ReportFixture run;
  run.add_pair_finding().rule = "key-id-literal";
  const ReportInput input = run.input();
  EXPECT_EQ(json::parse(render_gitlab(input))[0].at("severity"), "blocker");
  EXPECT_EQ(json::parse(render_gitlab_sast(input)).at("vulnerabilities")[0].at("severity"),
            "Critical");
}

TEST(GitlabSecurityReport, SecretDetectionHoldsExposureAlone) {
  ReportFixture run;
  run.add_pair_finding();
  run.add_pair_finding().rule = "key-id-literal";
  const ReportInput input = run.input();
  EXPECT_EQ(json::parse(render_gitlab_sast(input)).at("vulnerabilities").size(), 2U);
  const json report = json::parse(render_gitlab_secret_detection(input));
  EXPECT_EQ(report.at("scan").at("type"), "secret_detection");
  ASSERT_EQ(report.at("vulnerabilities").size(), 1U);
  const json& secret = report.at("vulnerabilities")[0];
  EXPECT_EQ(secret.at("identifiers")[0].at("value"), "key-id-literal");
  EXPECT_EQ(secret.at("identifiers")[1].at("name"), "CWE-798");
  EXPECT_EQ(secret.at("location").at("commit").at("sha"), "0000000");
}

TEST(GitlabSecurityReport, HistoryNamesTheCommit) {
  ReportFixture run;
  Finding& finding = run.add_pair_finding();
  finding.rule = "key-id-literal";
  finding.introduced = Introduction{.commit = "abc", .date = "2026-01-31T12:00:00Z", .path = "x"};
  const json report = json::parse(render_gitlab_secret_detection(run.input()));
  EXPECT_EQ(report.at("vulnerabilities")[0].at("location").at("commit"),
            json::parse(R"({"sha": "abc", "date": "2026-01-31T12:00:00Z"})"));
}

TEST(GitlabSecurityReport, TimeStatusAndTroubleAreTold) {
  ReportFixture run;
  run.diagnostics = {{"a.txt", 0, "too large"}};
  ReportInput input = run.input();
  input.success = false;
  input.time = std::chrono::sys_days(std::chrono::year(2026) / 1 / 31) + std::chrono::hours(12);
  const json scan = json::parse(render_gitlab_sast(input)).at("scan");
  EXPECT_EQ(scan.at("status"), "failure");
  EXPECT_EQ(scan.at("start_time"), "2026-01-31T12:00:00");
  EXPECT_EQ(scan.at("end_time"), "2026-01-31T12:00:00");
  EXPECT_EQ(scan.at("messages")[0].at("value"), "Not checked: a.txt: too large.");
}

TEST(GitlabSecurityReport, LongTextsAreCutBetweenCharacters) {
  ReportFixture run;
  std::string summary;
  for (int i = 0; i < 200; ++i) summary += "é";
  run.rules[1].info.summary = summary;
  run.add_pair_finding();
  const json report = json::parse(render_gitlab_sast(run.input()));
  EXPECT_EQ(report.at("vulnerabilities")[0].at("name").get<std::string>().size(), 254U);
}

TEST(JunitReport, EachFileIsASuiteAndEachFindingAFailure) {
  ReportFixture run;
  run.add_pair_finding();
  run.add_pair_finding();
  run.add_pair_finding().at.file = 0;
  run.diagnostics = {{"a.txt", 0, "too large"}};
  const std::string text = render_junit(run.input());
  EXPECT_THAT(text, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
                               "name=\"credlint\" tests=\"4\" failures=\"3\" errors=\"1\""));
  EXPECT_THAT(text, HasSubstr("<testsuite name=\".aws/credentials\" tests=\"2\" failures=\"2\""));
  EXPECT_THAT(text, HasSubstr("<testsuite name=\".aws/config\" tests=\"1\" failures=\"1\""));
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"not checked\" tests=\"1\" failures=\"0\" "
                              "errors=\"1\""));
  EXPECT_THAT(text, HasSubstr("<testcase name=\"temp-key-without-token at .aws/credentials:3:21\" "
                              "classname=\"credlint.pairing\""));
}

TEST(JunitReport, ACleanRunIsATestThatPasses) {
  ReportFixture run;
  const std::string text = render_junit(run.input());
  EXPECT_THAT(text, HasSubstr("tests=\"1\" failures=\"0\" errors=\"0\""));
  EXPECT_THAT(text,
              HasSubstr("<testcase name=\"no findings\" classname=\"credlint\" time=\"0\"/>"));
}

TEST(JunitReport, HoldsNoCharacterThatXmlForbids) {
  ReportFixture run;
  run.make_hostile();
  const std::string text = render_junit(run.input());
  EXPECT_EQ(text.find("\xEF\xBF\xBE"), std::string::npos);
  EXPECT_EQ(text.find("\xEF\xBF\xBF"), std::string::npos);
  EXPECT_EQ(text.find("]]>"), std::string::npos);
  EXPECT_THAT(text, HasSubstr("&lt;script&gt;"));
}

json range_in_rdjson(ReportFixture& run) {
  return json::parse(render_rdjson(run.input())).at("diagnostics")[0].at("location").at("range");
}

TEST(RdjsonReport, ADiagnosticHasPlaceSeverityAndCode) {
  ReportFixture run;
  run.add_pair_finding();
  ReportInput input = run.input();
  input.homepage = "https://example.org/credlint";
  const json report = json::parse(render_rdjson(input));
  EXPECT_EQ(report.at("source"),
            json::parse(R"({"name": "credlint", "url": "https://example.org/credlint"})"));
  EXPECT_EQ(report.at("diagnostics")[0], json::parse(R"({
    "message": "ASIA key without a session token. Add aws_session_token.",
    "location": {"path": ".aws/credentials", "range": {"start": {"line": 3, "column": 21},
                                                       "end": {"line": 3, "column": 41}}},
    "severity": "ERROR",
    "code": {"value": "temp-key-without-token",
             "url": "https://example.org/credlint/blob/main/rules/pairing/temp_key_without_token.md"}})"));
}

TEST(RdjsonReport, ColumnsCountBytes) {
  ReportFixture run;
  run.files[1].excerpts[3] = excerpt("鍵é = 😀x");
  run.add_pair_finding().at = place(1, 3, 6, 7);
  EXPECT_EQ(range_in_rdjson(run), json::parse(R"({"start": {"line": 3, "column": 9},
                                                  "end": {"line": 3, "column": 13}})"));
}

TEST(RdjsonReport, WhereBytesCannotBeCountedItMeansTheLine) {
  const json whole_line = json::parse(R"({"start": {"line": 3}, "end": {"line": 3}})");
  ReportFixture replaced;
  replaced.files[1].excerpts[3] = excerpt("\xEF\xBF\xBD = x");
  replaced.add_pair_finding().at = place(1, 3, 5, 6);
  EXPECT_EQ(range_in_rdjson(replaced), whole_line);
  ReportFixture cut;
  cut.files[1].excerpts[3].cut_before = true;
  cut.files[1].excerpts[3].first_column = 500;
  cut.add_pair_finding();
  EXPECT_EQ(range_in_rdjson(cut), whole_line);
}

TEST(RdjsonReport, TheEndOfALongTokenFollowsFromItsSize) {
  ReportFixture run;
  run.files[1].excerpts[3] = excerpt("t = ****");
  run.files[1].excerpts[3].cut_after = true;
  Finding& finding = run.add_pair_finding();
  finding.at = place(1, 3, 5, 905);
  finding.at.span = {100, 1000};
  EXPECT_EQ(range_in_rdjson(run), json::parse(R"({"start": {"line": 3, "column": 5},
                                                  "end": {"line": 3, "column": 905}})"));
}

}  // namespace
}  // namespace credlint
