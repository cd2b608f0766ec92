// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "scanner/report/markdown_text.h"
#include "scanner/report/report.h"
#include "tests/support/report_fixture.h"

namespace credlint {
namespace {

using test::ReportFixture;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(MarkdownText, NothingInItIsMarkup) {
  EXPECT_EQ(markdown_text("a|b `c` *d* <i>&amp;"),
            "a&#124;b &#96;c&#96; \\*d\\* &#60;i&#62;&#38;amp;");
  EXPECT_EQ(markdown_text("[x](y) ![z] #1 ~~s~~ $m$ \\|"),
            "\\[x\\]\\(y\\) \\!\\[z\\] \\#1 \\~\\~s\\~\\~ &#36;m&#36; &#92;&#124;");
}

TEST(MarkdownText, NothingInItIsALinkOrAMention) {
  EXPECT_EQ(markdown_text("https://x www.x WWW.x me@x @me"),
            "https&#58;//x www&#46;x WWW&#46;x me@<!-- -->x @<!-- -->me");
  EXPECT_EQ(html_text("@me <b>\"'&"), "@<!-- -->me &#60;b&#62;&#34;&#39;&#38;");
}

TEST(MarkdownText, PlacesStayReadable) {
  EXPECT_EQ(markdown_text(".aws/config:12:2: see"), ".aws/config:12:2: see");
}

TEST(MarkdownReport, IsATableOfCountsAndOneOfFindings) {
  ReportFixture run;
  run.add_pair_finding();
  run.summary.files_read = 7;
  ReportInput input = run.input();
  input.homepage = "https://example.org/credlint";
  EXPECT_EQ(
      render_markdown(input),
      "## credlint: 1 error\n\n| | |\n| --- | ---: |\n| errors | 1 |\n| warnings | 0 |\n| notes | "
      "0 |\n| files read | 7 |\n\n| severity | rule | place | what |\n| --- | --- | --- | --- |\n"
      "| error | "
      "[temp-key-without-token](https://example.org/credlint/blob/main/rules/pairing/"
      "temp_key_without_token.md) | [.aws/credentials:3:21](.aws/credentials#L3) | ASIA key "
      "without a session token. |\n\n### What to do\n\n"
      "<details><summary>error: temp-key-without-token at .aws/credentials:3:21</summary>\n"
      "<pre>3 | aws_access_key_id = ASIA************MPLE</pre>\n"
      "<p>ASIA key without a session token. Add aws_session_token.</p>\n<ul>\n"
      "<li>leads to: InvalidClientTokenId</li>\n"
      "<li>see also: .aws/config:12:2: the profile is defined here</li>\n</ul></details>\n\n");
}

TEST(MarkdownReport, ACleanRunHasCountsAlone) {
  ReportFixture run;
  const std::string text = render_markdown(run.input());
  EXPECT_THAT(text, StartsWith("## credlint: no findings\n"));
  EXPECT_THAT(text, Not(HasSubstr("What to do")));
}

TEST(MarkdownReport, TheGravestComeFirst) {
  ReportFixture run;
  run.add_pair_finding().severity = Severity::Note;
  run.add_pair_finding();
  const std::string text = render_markdown(run.input());
  EXPECT_LT(text.find("\n| error |"), text.find("\n| note |"));
}

TEST(MarkdownReport, LinksOnlyIntoTheRepository) {
  ReportFixture run;
  run.files[1].path = "/home/me/.aws/credentials";
  run.files[0].path = "../x).env";
  run.add_pair_finding();
  run.add_pair_finding().at.file = 0;
  const std::string text = render_markdown(run.input());
  EXPECT_THAT(text, HasSubstr("| /home/me/.aws/credentials:3:21 |"));
  EXPECT_THAT(text, HasSubstr("| ../x\\).env:3:21 |"));
}

TEST(MarkdownReport, HostileTextBreaksOutOfNothing) {
  ReportFixture run;
  run.make_hostile();
  const std::string text = render_markdown(run.input());
  for (const char* piece : {"<script", "<b>", "<i>", "@me"})
    EXPECT_THAT(text, Not(HasSubstr(piece)));
  EXPECT_EQ(text.find("</details>"), text.rfind("</details>"));  // our own
  const std::size_t begin = text.find("\n| error ") + 1;
  const std::string row = text.substr(begin, text.find('\n', begin) - begin);
  EXPECT_EQ(std::count(row.begin(), row.end(), '|'), 5) << row;
  for (const char* piece : {"](http", "https://", "www.evil", "`"})
    EXPECT_THAT(row, Not(HasSubstr(piece)));
}

TEST(MarkdownReport, DetailsAreOneBlockOfHtml) {
  ReportFixture run;
  run.make_hostile();
  const std::string text = render_markdown(run.input());
  const std::size_t begin = text.find("<details>");
  const std::size_t end = text.find("</details>");
  // An empty line would end it, and what follows would be Markdown again.
  EXPECT_EQ(text.substr(begin, end - begin).find("\n\n"), std::string::npos);
}

TEST(MarkdownReport, StaysBelowTheLimitOfGithubAndSaysWhatIsCut) {
  ReportFixture run;
  for (int i = 0; i < 6000; ++i) run.add_pair_finding().message = std::string(300, '|');
  for (int i = 0; i < 6000; ++i) run.diagnostics.push_back({"a", 1, std::string(100, '<')});
  const std::string text = render_markdown(run.input());
  EXPECT_LT(text.size(), std::size_t{1} << 20U);
  for (const char* said : {" more findings are not shown here", " more places are not shown here"})
    EXPECT_NE(text.find(said), std::string::npos) << said;
}

}  // namespace
}  // namespace credlint
