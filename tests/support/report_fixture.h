// SPDX-License-Identifier: MIT
// A small run to be reported: two files with masked excerpts, two rules.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scanner/report/report.h"

namespace credlint::test {

inline Location place(FileId file, std::uint32_t line, std::uint32_t column,
                      std::uint32_t end_column) {
  return {.file = file,
          .span = {},
          .line = line,
          .column = column,
          .end_line = line,
          .end_column = end_column,
          .utf16_column = column,
          .utf16_end_column = end_column};
}

inline Excerpt excerpt(std::string text, std::string hash = "") {
  Excerpt made;
  made.text = std::move(text);
  made.line_hash = std::move(hash);
  return made;
}

struct ReportFixture {
  std::vector<FileRecord> files;
  std::vector<Finding> findings;
  std::vector<Diagnostic> diagnostics;
  std::vector<Rule> rules;
  Summary summary;
  std::unique_ptr<FactStore> facts;

  ReportFixture() {
    const Rule literal{.id = "key-id-literal",
                       .family = "leak",
                       .page = {},
                       .info = {.summary = "An access key id is written into a file",
                                .reporting = Reporting::AsFound,
                                .severity = Severity::Warning},
                       .check = nullptr};
    const Rule pair{
        .id = "temp-key-without-token",
        .family = "pairing",
        .page =
            "# temp-key-without-token\n\nA temporary key is used without\nits `token`.\n\n## "
            "Bad\n",
        .info = {.summary = "A temporary key has no session token",
                 .reporting = Reporting::InUse,
                 .error = "InvalidClientTokenId"},
        .check = nullptr};
    rules = {literal, pair};
    FileRecord config;
    config.path = ".aws/config";
    config.excerpts[12] = excerpt("[profile dev]", "c129715d7a2bc9a3:1");
    FileRecord credentials;
    credentials.path = ".aws/credentials";
    credentials.excerpts[3] =
        excerpt("aws_access_key_id = ASIA************MPLE", "a7f2ff13bc495cf2:2");
    files = {config, credentials};
  }

  Finding& add_pair_finding() {
    Finding finding;
    finding.rule = "temp-key-without-token";
    finding.severity = Severity::Error;
    finding.at = place(1, 3, 21, 41);
    finding.message = "ASIA key without a session token";
    finding.help = "add aws_session_token";
    finding.related.push_back({place(0, 12, 2, 13), "the profile is defined here"});
    return findings.emplace_back(std::move(finding));
  }

  /// All that somebody could put into names, texts and lines to break a format.
  void make_hostile() {
    files[1].path = "a\n::error::b|c`d]]><i>\"'\x1b[31m\xff,e:f%##[add-mask]g.env";
    files[1].excerpts[3] = excerpt("<script>`|]]>\x1b[2J\xEF\xBF\xBF&amp;");
    Finding& finding = add_pair_finding();
    finding.message =
        "m\r\n::error::x <b>|`@me` ]]> [x](https://evil) www.evil \x01\xEF\xBF\xBE %0A ##[y]";
    finding.help = "h\x1b</details></pre> \"&\" $x$";
    finding.related[0].message = "r]](http://x)\n<";
    diagnostics = {{"d\n\x1b|`<].txt", 2, "n\r\n::warning::<x>]]>&"}, {"", 0, "no\tplace"}};
  }

  /// The input of a render function; call it once, when all is set up.
  ReportInput input() {
    facts = std::make_unique<FactStore>(files, FileFacts{});
    return {.findings = findings,
            .diagnostics = diagnostics,
            .facts = *facts,
            .rules = rules,
            .version = "0.1.0",
            .summary = summary};
  }
};

}  // namespace credlint::test
