// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "scanner/report/html_page.h"
#include "tests/support/report_fixture.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, std::string_view piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1))
    ++found;
  return found;
}

TEST(HtmlReport, ShowsFindingsByFileWithTheirMarkedLines) {
  ReportFixture run;
  run.add_pair_finding();
  const std::string page = render_html(run.input());
  EXPECT_EQ(count(page, "<article data-severity=\"error\" data-rule=\"temp-key-without-token\""),
            1U);
  EXPECT_THAT(page, HasSubstr("<h2>.aws/credentials</h2>"));
  EXPECT_THAT(page, HasSubstr("<mark>"));
  EXPECT_EQ(count(page, "<mark>"), count(page, "</mark>"));
  EXPECT_THAT(page, HasSubstr("<option>temp-key-without-token</option>"));
}

TEST(HtmlReport, LoadsNothing) {
  ReportFixture run;
  run.add_pair_finding();
  const std::string page = render_html(run.input());
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("script-src 'sha256-"));
  for (const char* loading : {" src=", "<link", "<img", "url(", "@import", "fetch("})
    EXPECT_THAT(page, Not(HasSubstr(loading))) << loading;
}

TEST(HtmlReport, NothingHostileBecomesMarkup) {
  ReportFixture run;
  Finding& finding = run.add_pair_finding();
  finding.message = "</p><script>alert(1)</script>";
  finding.help = "\" onmouseover=\"x";
  run.files[1].path = "a<b>\"'.env";
  const std::string page = render_html(run.input());
  EXPECT_EQ(count(page, "<script"), 1U);
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
  EXPECT_THAT(page, Not(HasSubstr("\" onmouseover")));
}

TEST(HtmlReport, WithoutFindingsHasNoFilters) {
  ReportFixture run;
  const std::string page = render_html(run.input());
  EXPECT_THAT(page, HasSubstr("no findings"));
  EXPECT_THAT(page, Not(HasSubstr("<form")));
}

TEST(HtmlText, EscapesAllThatIsMarkup) {
  EXPECT_EQ(html_safe("<a href=\"x\" title='y'>&\n"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp; ");
}

}  // namespace
}  // namespace credlint::test
