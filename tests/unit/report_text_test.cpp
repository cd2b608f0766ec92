// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "scanner/report/report.h"
#include "tests/support/report_fixture.h"

namespace credlint {
namespace {

using test::excerpt;
using test::place;
using test::ReportFixture;

TEST(TextReport, ShowsPlaceLineErrorHelpAndRelatedPlaces) {
  ReportFixture run;
  run.add_pair_finding();
  EXPECT_EQ(render_text(run.input(), {}),
            "error[temp-key-without-token]: ASIA key without a session token\n"
            "   --> .aws/credentials:3:21\n"
            "    |\n"
            "  3 | aws_access_key_id = ASIA************MPLE\n"
            "    |                     ^^^^^^^^^^^^^^^^^^^^\n"
            "    = leads to: InvalidClientTokenId\n"
            "    = help: add aws_session_token\n"
            "    = see also: .aws/config:12:2: the profile is defined here\n"
            "    |\n"
            " 12 | [profile dev]\n"
            "    |  -----------\n"
            "\n");
}

TEST(TextReport, ACleanRunSaysNothing) {
  ReportFixture run;
  EXPECT_EQ(render_text(run.input(), {.color = true}), "");
}

TEST(TextReport, SuppressedFindingsAreNotShown) {
  ReportFixture run;
  run.add_pair_finding().suppressed = true;
  EXPECT_EQ(render_text(run.input(), {}), "");
}

TEST(TextReport, DiagnosticsStandAtTheEnd) {
  ReportFixture run;
  run.diagnostics = {{"big.log", 0, "larger than 20 MB"}, {"a.ini", 7, "too deep"}};
  EXPECT_EQ(render_text(run.input(), {}),
            "not checked: big.log: larger than 20 MB\nnot checked: a.ini:7: too deep\n");
}

TEST(TextReport, ControlCharactersNeverReachTheTerminal) {
  ReportFixture run;
  run.files[1].path = "a\x1b]0;x\x07\n.env";
  run.files[1].excerpts[3] = excerpt("a\x1b[2Jb");
  Finding& finding = run.add_pair_finding();
  finding.message = "a\x1b[31m\r\nb";
  finding.help =
      "\x9b"
      "c\xC2\x9b";
  finding.related[0].message = "\x08";
  run.diagnostics = {{"\x1b", 0, "\x1b\xE2\x80\xAE"}};
  const std::string text = render_text(run.input(), {});
  for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= ' ') << text;
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(text.find("\xC2\x9b"), std::string::npos);
  EXPECT_NE(text.find("--> a\xEF\xBF\xBD]0;x\xEF\xBF\xBD .env:3:21\n"), std::string::npos) << text;
}

TEST(TextReport, CredentialsInMessagesAreMasked) {
  ReportFixture run;
  run.add_pair_finding().message = "found wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  EXPECT_EQ(render_text(run.input(), {}).find("wJalrXUt"), std::string::npos);
}

std::string caret_line(Excerpt line, const Location& at) {
  ReportFixture run;
  run.files[0].excerpts[1] = std::move(line);
  Finding finding;
  finding.rule = "key-id-literal";
  finding.message = "m";
  finding.at = at;
  run.findings.push_back(finding);
  const std::string text = render_text(run.input(), {});
  const std::size_t end = text.rfind('\n', text.size() - 2);
  const std::size_t begin = text.rfind('\n', end - 1) + 1;
  return text.substr(begin, end - begin);
}

TEST(TextReport, CaretsFollowTheWidthOfCharacters) {
  EXPECT_EQ(caret_line(excerpt("鍵 = x"), place(0, 1, 5, 6)), "   |      ^");
  EXPECT_EQ(caret_line(excerpt("鍵 = x"), place(0, 1, 1, 2)), "   | ^^");
  EXPECT_EQ(caret_line(excerpt("e\xCC\x81 = x"), place(0, 1, 6, 7)), "   |     ^");
}

TEST(TextReport, AnEmptyPlaceGetsOneCaret) {
  EXPECT_EQ(caret_line(excerpt("key ="), place(0, 1, 6, 6)), "   |      ^");
}

TEST(TextReport, APlaceOfSeveralLinesIsMarkedToTheEndOfItsFirst) {
  Location at = place(0, 1, 3, 2);
  at.end_line = 4;
  EXPECT_EQ(caret_line(excerpt("abcde"), at), "   |   ^^^");
}

TEST(TextReport, CaretsFitALineThatWasCut) {
  Excerpt line = excerpt("abcde");
  line.first_column = 101;
  line.cut_before = line.cut_after = true;
  EXPECT_EQ(caret_line(line, place(0, 1, 103, 105)), "   |    ^^");
}

TEST(TextReport, ColoursOnlyWhenAsked) {
  ReportFixture run;
  run.add_pair_finding();
  const ReportInput input = run.input();
  EXPECT_EQ(render_text(input, {}).find('\x1b'), std::string::npos);
  EXPECT_NE(
      render_text(input, {.color = true}).find("\x1b[1;31merror[temp-key-without-token]\x1b[0m"),
      std::string::npos);
}

TEST(TextReport, RuleIdsLinkToTheirPageWhenAsked) {
  ReportFixture run;
  run.add_pair_finding();
  ReportInput input = run.input();
  input.homepage = "https://example.org/credlint";
  EXPECT_NE(render_text(input, {.hyperlinks = true})
                .find("\x1b]8;;https://example.org/credlint/blob/main/rules/pairing/"
                      "temp_key_without_token.md\x1b\\"),
            std::string::npos);
}

TEST(TextReport, HistoryTellsWhichCommitBroughtAFinding) {
  ReportFixture run;
  run.add_pair_finding().introduced = Introduction{.commit = std::string(40, 'a'),
                                                   .date = "2026-01-31T12:00:00Z",
                                                   .path = "old/.aws/credentials"};
  run.findings.push_back(run.findings[0]);
  run.findings[1].introduced->in_head = true;
  const std::string text = render_text(run.input(), {});
  EXPECT_NE(text.find("    = introduced: aaaaaaaaaaaa 2026-01-31T12:00:00Z in "
                      "old/.aws/credentials; no longer in HEAD\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("in old/.aws/credentials\n"), std::string::npos) << text;
}

TEST(SummaryLine, CountsFindingsFilesAndWhatWasSkipped) {
  ReportFixture run;
  run.add_pair_finding();
  run.add_pair_finding();
  run.add_pair_finding().severity = Severity::Warning;
  run.add_pair_finding().suppressed = true;
  run.findings[0].at.file = 0;
  run.summary.files_read = 120;
  run.summary.skipped = {{"binary", 3}, {"ignored", 0}, {"too large", 1}};
  EXPECT_EQ(render_summary(run.input()),
            "2 errors, 1 warning in 2 files (120 files read; 1 suppressed; skipped: 3 binary, 1 "
            "too large)");
}

TEST(SummaryLine, SaysThatThereIsNothing) {
  ReportFixture run;
  run.summary.files_read = 1;
  EXPECT_EQ(render_summary(run.input()), "no findings (1 file read)");
}

TEST(ReportFormats, AreFoundByName) {
  EXPECT_EQ(report_format_names(),
            (std::vector<std::string_view>{"text", "json", "jsonl", "sarif", "github", "gitlab",
                                           "gitlab-sast", "gitlab-secret-detection", "junit",
                                           "markdown", "html", "rdjson"}));
  EXPECT_EQ(report_format("xml"), nullptr);
  ReportFixture run;
  const ReportInput input = run.input();
  EXPECT_EQ(report_format("sarif")->render(input, {}), render_sarif(input));
}

}  // namespace
}  // namespace credlint
