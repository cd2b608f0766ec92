// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "scanner/report/report.h"
#include "tests/support/report_fixture.h"

namespace credlint {
namespace {

using nlohmann::json;
using test::place;
using test::ReportFixture;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

TEST(JsonReport, TellsAllOfAFinding) {
  ReportFixture run;
  run.add_pair_finding();
  ReportInput input = run.input();
  input.homepage = "https://example.org/credlint";
  input.exit_code = 1;
  const json report = json::parse(render_json(input));
  EXPECT_EQ(report.at("schema"), "credlint.report/1");
  EXPECT_EQ(report.at("version"), "0.1.0");
  EXPECT_EQ(report.at("exit_code"), 1);
  json finding = report.at("findings").at(0);
  EXPECT_EQ(finding.at("fingerprint").get<std::string>().size(), 32U);
  finding.erase("fingerprint");
  EXPECT_EQ(finding, json::parse(R"({
    "rule": "temp-key-without-token", "family": "pairing", "severity": "error",
    "confidence": "high", "path": ".aws/credentials", "uri": ".aws/credentials",
    "line": 3, "column": 21, "end_line": 3, "end_column": 41,
    "message": "ASIA key without a session token", "help": "add aws_session_token",
    "error": "InvalidClientTokenId",
    "url": "https://example.org/credlint/blob/main/rules/pairing/temp_key_without_token.md",
    "excerpt": {"text": "aws_access_key_id = ASIA************MPLE", "first_column": 1,
                "cut_before": false, "cut_after": false},
    "related": [{"message": "the profile is defined here", "path": ".aws/config",
                 "uri": ".aws/config", "line": 12, "column": 2, "end_line": 12, "end_column": 13,
                 "excerpt": {"text": "[profile dev]", "first_column": 1, "cut_before": false,
                             "cut_after": false}}],
    "fix": null, "suppressed": false})"));
}

TEST(JsonReport, ACleanRunIsADocumentToo) {
  ReportFixture run;
  run.summary.files_read = 4;
  run.summary.skipped = {{"binary", 3}};
  const json report = json::parse(render_json(run.input()));
  EXPECT_EQ(report.at("findings"), json::array());
  EXPECT_EQ(report.at("diagnostics"), json::array());
  EXPECT_EQ(report.at("summary").at("files_read"), 4);
  EXPECT_EQ(report.at("summary").at("skipped"),
            json::array({{{"reason", "binary"}, {"count", 3}}}));
}

TEST(JsonReport, KeepsSuppressedFindingsMarked) {
  ReportFixture run;
  run.add_pair_finding().suppressed = true;
  run.findings[0].suppression_reason = "documentation";
  const json report = json::parse(render_json(run.input()));
  EXPECT_EQ(report.at("findings").at(0).at("suppressed"), true);
  EXPECT_EQ(report.at("findings").at(0).at("suppression_reason"), "documentation");
  EXPECT_EQ(report.at("summary").at("suppressed"), 1);
  EXPECT_EQ(report.at("summary").at("errors"), 0);
}

TEST(JsonReport, AFileAsAWholeHasNoLine) {
  ReportFixture run;
  run.add_pair_finding().at = {.file = 1};
  run.diagnostics = {{"a.txt", 0, "too large"}, {"", 7, "x"}};
  const json report = json::parse(render_json(run.input()));
  for (const char* member : {"line", "column", "end_line", "end_column", "excerpt"})
    EXPECT_TRUE(report.at("findings").at(0).at(member).is_null()) << member;
  EXPECT_EQ(report.at("diagnostics").at(0),
            json::parse(R"({"path": "a.txt", "line": null, "message": "too large"})"));
  EXPECT_EQ(report.at("diagnostics").at(1),
            json::parse(R"({"path": null, "line": 7, "message": "x"})"));
}

TEST(JsonReport, HistoryTellsWhichCommitBroughtAFinding) {
  ReportFixture run;
  run.add_pair_finding().introduced = Introduction{
      .commit = "abc", .date = "2026-01-31T12:00:00Z", .path = "old.env", .in_head = true};
  EXPECT_EQ(json::parse(render_json(run.input())).at("findings").at(0).at("introduced"),
            json::parse(R"({"commit": "abc", "date": "2026-01-31T12:00:00Z", "path": "old.env",
                            "in_head": true})"));
}

TEST(JsonReport, IsPrintableAsciiWhateverIsInIt) {
  ReportFixture run;
  run.make_hostile();
  const ReportInput input = run.input();
  for (const std::string& text : {render_json(input), render_jsonl(input)})
    for (const char c : text) EXPECT_TRUE(c == '\n' || (c >= ' ' && c < 0x7f)) << int{c};
  const json report = json::parse(render_json(input));
  // A script can open the file: nothing of the path is lost but the byte that is not UTF-8.
  EXPECT_EQ(report.at("findings").at(0).at("path"),
            "a\n::error::b|c`d]]><i>\"'\x1b[31m\xEF\xBF\xBD,e:f%##[add-mask]g.env");
  EXPECT_NE(report.at("findings").at(0).at("uri").get<std::string>().find("%1B%5B31m%FF%2Ce"),
            std::string::npos);
}

TEST(JsonlReport, IsFindingsThenDiagnosticsThenASummary) {
  ReportFixture run;
  run.add_pair_finding();
  run.diagnostics = {{"a.txt", 0, "too large"}};
  ReportInput input = run.input();
  input.exit_code = 1;
  const std::vector<std::string> lines = lines_of(render_jsonl(input));
  ASSERT_EQ(lines.size(), 3U);
  json finding = json::parse(lines[0]);
  EXPECT_EQ(finding.at("type"), "finding");
  finding.erase("type");
  EXPECT_EQ(finding, json::parse(render_json(input)).at("findings").at(0));
  EXPECT_EQ(json::parse(lines[1]).at("type"), "diagnostic");
  const json summary = json::parse(lines[2]);
  EXPECT_EQ(summary.at("type"), "summary");
  EXPECT_EQ(summary.at("schema"), "credlint.report/1");
  EXPECT_EQ(summary.at("errors"), 1);
  EXPECT_EQ(summary.at("exit_code"), 1);
}

TEST(JsonlReport, HostileTextStaysOnItsLine) {
  ReportFixture run;
  run.make_hostile();
  EXPECT_EQ(lines_of(render_jsonl(run.input())).size(), 4U);
}

}  // namespace
}  // namespace credlint
