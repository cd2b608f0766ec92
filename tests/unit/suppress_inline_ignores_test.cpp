// SPDX-License-Identifier: MIT
// "credlint: ignore" comments count in the comment syntax of every language and format.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"

namespace credlint {
namespace {

constexpr std::string_view kKey = "AKIARZPUZDIKAQWERTYU";

/// A kind of file: a comment on the line of a key (@K), and one on a line of its own. @C is what
/// the comment says. An empty text: there is no such comment.
struct Kind {
  std::string_view path;
  std::string_view behind;
  std::string_view above;
};

constexpr Kind kKinds[] = {
    // Every language of rulesets/languages/.
    {"a.sh", "KEY=@K  # @C\n", "# @C\nKEY=@K\n"},
    {"a.cpp", "auto k = \"@K\";  // @C\n", "// @C\nauto k = \"@K\";\n"},
    {"b.cpp", "auto k = \"@K\";  /* @C */\n", "/* @C */\nauto k = \"@K\";\n"},
    {"a.cs", "var k = \"@K\"; // @C\n", "/// @C\nvar k = \"@K\";\n"},
    {"a.go", "var k = \"@K\" // @C\n", "/* @C */\nvar k = \"@K\"\n"},
    {"a.tf", "k = \"@K\" # @C\n", "# @C\nk = \"@K\"\n"},
    {"b.tf", "k = \"@K\" // @C\n", "// @C\nk = \"@K\"\n"},
    {"c.tf", "k = \"@K\" /* @C */\n", "/* @C */\nk = \"@K\"\n"},
    {"a.java", "String k = \"@K\"; // @C\n", "/*\n * @C\n */ String k = \"@K\";\n"},
    {"a.js", "const k = '@K'; // @C\n", "// @C\nconst k = '@K';\n"},
    {"a.jsx", "", "const a = <p>\n{/* @C */}\n@K</p>;\n"},
    {"a.kt", "val k = \"@K\" // @C\n", "// @C\nval k = \"@K\"\n"},
    {"a.php", "<?php $k = '@K'; // @C\n", "<?php\n# @C\n$k = '@K';\n"},
    {"a.ps1", "$k = '@K' # @C\n", "<# @C #>\n$k = '@K'\n"},
    {"a.py", "k = '@K'  # @C\n", "# @C\nk = '@K'\n"},
    {"a.rb", "k = '@K' # @C\n", "# @C\nk = '@K'\n"},
    {"a.rs", "let k = \"@K\"; // @C\n", "// @C\nlet k = \"@K\";\n"},
    {"a.scala", "val k = \"@K\" // @C\n", "/* @C */\nval k = \"@K\"\n"},
    {"a.swift", "let k = \"@K\" // @C\n", "// @C\nlet k = \"@K\"\n"},
    {"a.ts", "const k = '@K'; // @C\n", "// @C\nconst k = '@K';\n"},
    {"a.tsx", "const k = '@K'; // @C\n", "/* @C */\nconst k = '@K';\n"},
    // Formats with a parser.
    {".env", "AWS_ACCESS_KEY_ID=@K # @C\n", "# @C\nAWS_ACCESS_KEY_ID=@K\n"},
    {".aws/credentials", "", "[default]\n# @C\naws_access_key_id = @K\n"},
    {"b/.aws/config", "", "[default]\n; @C\naws_access_key_id = @K\n"},
    {"Dockerfile", "", "FROM x\n# @C\nENV AWS_ACCESS_KEY_ID=@K\n"},
    {"b/Dockerfile", "", "FROM x\nRUN a && \\\n    # @C\n    AWS_ACCESS_KEY_ID=@K b\n"},
    {"Makefile", "K = @K # @C\n", "# @C\nK = @K\n"},
    {"b/Makefile", "a:\n\tK=@K b # @C\n", "a:\n\t# @C\n\tK=@K b\n"},
    {".github/workflows/a.yml", "env:\n  AWS_ACCESS_KEY_ID: @K # @C\n",
     "env:\n  # @C\n  AWS_ACCESS_KEY_ID: @K\n"},
    {".gitlab-ci.yml", "a:\n  script:\n    - |\n      export AWS_ACCESS_KEY_ID=@K # @C\n",
     "a:\n  script:\n    - |\n      # @C\n      export AWS_ACCESS_KEY_ID=@K\n"},
    {"a.ipynb", R"({"cells": [{"cell_type": "code", "source": ["k = '@K'  # @C\n",
"x"]}]})",
     R"({"cells": [{"cell_type": "code", "source": ["# @C\n",
"k = '@K'"]}]})"},
    {"package.json", R"({"//": "@C", "config": {"k": "@K"}})",
     "{\n\"//\": \"@C\",\n\"config\": {\"k\": \"@K\"}\n}\n"},
    // Formats read as text.
    {"a.json", "", "{\n  \"_comment\": \"@C\",\n  \"accessKeyId\": \"@K\"\n}\n"},
    {"a.json5", "{k: '@K'} // @C\n", "// @C\n{k: '@K'}\n"},
    {"a.yaml", "k: @K # @C\n", "# @C\nk: @K\n"},
    {"a.toml", "k = '@K' # @C\n", "# @C\nk = '@K'\n"},
    {"a.ini", "k = @K ; @C\n", "; @C\nk = @K\n"},
    {"a.cfg", "", "# @C\nk = @K\n"},
    {"a.properties", "", "! @C\nk = @K\n"},
    {"a.xml", "<k>@K</k> <!-- @C -->\n", "<!-- @C -->\n<k>@K</k>\n"},
    {"a.html", "<p>@K</p> <!-- @C -->\n", "<!-- @C -->\n<p>@K</p>\n"},
    {"a.md", "`@K` <!-- @C -->\n", "<!-- @C -->\n`@K`\n"},
    {"a.rst", "", ".. @C\n@K\n"},
    {"a.sql", "SELECT '@K'; -- @C\n", "-- @C\nSELECT '@K';\n"},
    {"a.lua", "k = '@K' -- @C\n", "-- @C\nk = '@K'\n"},
    {"a.hs", "k = \"@K\" -- @C\n", "{- @C -}\nk = \"@K\"\n"},
    {"a.el", "(setq k \"@K\") ;; @C\n", ";; @C\n(setq k \"@K\")\n"},
    {"a.vim", "let k = '@K' \" @C\n", "\" @C\nlet k = '@K'\n"},
    {"a.bat", "set K=@K & REM @C\n", ":: @C\nset K=@K\n"},
    {"b.bat", "set K=@K & rem @C\n", "@Rem @C\nset K=@K\n"},
    {"a.vb", "k = \"@K\" ' @C\n", "' @C\nk = \"@K\"\n"},
    {"a.j2", "k={{ '@K' }} {# @C #}\n", "{# @C #}\nk={{ '@K' }}\n"},
    {"a.erb", "<%= '@K' %> <%# @C %>\n", "<%# @C -%>\n<%= '@K' %>\n"},
    {"a.hbs", "@K {{!-- @C --}}\n", "{{!-- @C --}}\n@K\n"},
    {"a.tpl", "@K {{/* @C */}}\n", "{{/* @C */}}\n@K\n"},
    {"a.tex", "@K % @C\n", "% @C\n@K\n"},
    {"a.pas", "k := '@K'; (* @C *)\n", "(* @C *)\nk := '@K';\n"},
    {"a.erl", "k() -> \"@K\". % @C\n", "% @C\nk() -> \"@K\".\n"},
    {"a.txt", "@K # @C\n", "# @C\n@K\n"},
};

std::string filled(std::string_view text, std::string_view comment) {
  std::string out(text);
  const auto replace = [&](std::string_view mark, std::string_view by) {
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at))
      out.replace(at, mark.size(), by);
  };
  replace("@K", kKey);
  replace("@C", comment);
  return out;
}

std::vector<Finding> findings_in(std::string_view path, const std::string& text) {
  RunOptions options;
  options.in_memory = {{std::string(path), text}};
  const Result<CheckResult> result = check(embedded_catalog(), options);
  EXPECT_TRUE(result.has_value());
  return result ? result->findings : std::vector<Finding>();
}

bool is_found(const std::vector<Finding>& findings) {
  return std::ranges::any_of(
      findings, [](const Finding& f) { return !f.suppressed && f.rule != "unused-ignore"; });
}

void expect_ignored(std::string_view path, std::string_view text) {
  if (text.empty()) return;
  SCOPED_TRACE(std::string(path) + ": " + std::string(text));
  EXPECT_TRUE(is_found(findings_in(path, filled(text, "a comment"))));
  const auto findings = findings_in(path, filled(text, "credlint: ignore[all] a test, it is"));
  EXPECT_FALSE(findings.empty());
  for (const Finding& finding : findings) {
    EXPECT_TRUE(finding.suppressed) << finding.rule << " at line " << finding.at.line;
    EXPECT_EQ(finding.suppression_reason, "a test, it is");
  }
}

TEST(InlineIgnores, CountOnTheSameLine) {
  for (const Kind& kind : kKinds) expect_ignored(kind.path, kind.behind);
}

TEST(InlineIgnores, CountOnTheLineAbove) {
  for (const Kind& kind : kKinds) {
    // Where the comment ends two lines above in the table, its last line counts.
    if (kind.path != "a.java") expect_ignored(kind.path, kind.above);
  }
}

TEST(InlineIgnores, BehindAValueCountNotForTheNextLine) {
  const std::string first = "a = '@K'  # credlint: ignore[all] a test\n";
  EXPECT_TRUE(is_found(findings_in("a.py", filled(first + "b = '@K'\n", ""))));
  EXPECT_TRUE(is_found(findings_in(".env", filled("A=1 # credlint: ignore[all] x\nB=@K\n", ""))));
}

TEST(InlineIgnores, BehindWhatOpensAValueCountForIt) {
  for (const std::string_view text : {"f(  # credlint: ignore[all] a test\n    '@K')\n",
                                      "k = [  # credlint: ignore[all] a test\n  '@K']\n"})
    EXPECT_FALSE(is_found(findings_in("a.py", filled(text, "")))) << text;
  EXPECT_FALSE(
      is_found(findings_in("a.yml", filled("k: |  # credlint: ignore[all] x\n  @K\n", ""))));
}

TEST(InlineIgnores, CountForAWholeFile) {
  for (const Kind& kind : kKinds) {
    if (kind.above.empty()) continue;
    SCOPED_TRACE(std::string(kind.path));
    const std::string text = filled(kind.above, "credlint: ignore-file[all] a test, it is");
    EXPECT_FALSE(is_found(findings_in(kind.path, text)));
  }
}

TEST(InlineIgnores, AllLanguagesAreInTheTable) {
  std::set<std::string> seen;
  for (const Kind& kind : kKinds) {
    RunOptions options;
    const std::string_view text = kind.above.empty() ? kind.behind : kind.above;
    options.in_memory = {{std::string(kind.path), filled(text, "x")}};
    const Result<ScanResult> scanned = scan(embedded_catalog(), options);
    ASSERT_TRUE(scanned.has_value());
    for (const FileRecord& file : scanned->facts->files()) seen.insert(file.format);
  }
  for (const LanguageRow& language : embedded_catalog().languages)
    EXPECT_TRUE(seen.contains(std::string(language.id))) << language.id;
}

TEST(InlineIgnores, DoNotCountInQuotes) {
  for (const std::string_view text : {"k = '@K'; s = \"credlint: ignore[all]\"\n",
                                      "k = '@K'; s = '#' + 'credlint: ignore[all]'\n"})
    EXPECT_TRUE(is_found(findings_in("a.py", filled(text, ""))));
}

}  // namespace
}  // namespace credlint
