// SPDX-License-Identifier: MIT
// Every rule's page, and every tool's (rulesets/keys/<tool>.md): its Bad projects must show exactly
// the marked findings, its Good ones none.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"
#include "tests/support/preparation.h"
#include "tests/support/project_folder.h"
#include "tests/support/rule_page.h"

namespace credlint {

void PrintTo(const ToolRow& tool, std::ostream* out) { *out << tool.id; }

namespace tests {
namespace {

namespace fs = std::filesystem;

std::string show(const std::string& file, std::uint32_t line, std::uint32_t column,
                 std::uint32_t end_column, const std::string& rule) {
  std::ostringstream out;
  out << file << ':' << line << ':' << column << '-' << end_column << ' ' << rule;
  return out.str();
}

std::string family_of(std::string_view rule) {
  for (const Rule& candidate : all_rules()) {
    if (candidate.id == rule) return std::string(candidate.family);
  }
  return {};
}

struct Outcome {
  std::vector<std::string>
      findings;  ///< as show(); warnings and errors that were not marked by start
  std::vector<std::string> missing;  ///< marks without a finding
};

/// Compares findings and marks. Leak findings beside another family's example need no mark.
Outcome compare(const PageProject& project, const std::vector<Finding>& findings,
                const FactStore& facts, std::string_view family) {
  Outcome outcome;
  std::vector<bool> seen(project.marks.size(), false);
  for (const Finding& finding : findings) {
    if (finding.suppressed || finding.severity == Severity::Note) continue;
    const std::string& file = facts.file(finding.at.file).path;
    bool marked = false;
    for (std::size_t i = 0; i < project.marks.size(); ++i) {
      const PageMark& mark = project.marks[i];
      const bool here = mark.file == file && mark.line == finding.at.line &&
                        mark.column == finding.at.column && mark.rule == finding.rule &&
                        (mark.end_column == 0 || mark.end_column == finding.at.end_column);
      if (here) marked = seen[i] = true;
    }
    const bool leak = family_of(finding.rule) == "leak" && family != "leak";
    if (!marked && !leak) {
      outcome.findings.push_back(show(file, finding.at.line, finding.at.column,
                                      finding.at.end_column,
                                      finding.rule + ": " + finding.message));
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const PageMark& mark = project.marks[i];
    if (!seen[i]) {
      outcome.missing.push_back(
          show(mark.file, mark.line, mark.column, mark.end_column, mark.rule));
    }
  }
  return outcome;
}

/// A note needs no mark, but a rule that speaks at that level has to be heard in what is bad alone.
void expect_notes(const PageProject& project, const std::vector<Finding>& findings,
                  std::string_view rule) {
  const auto known = std::ranges::find(all_rules(), rule, &Rule::id);
  if (known == all_rules().end() || known->info.severity != Severity::Note) return;
  // These say by their level how sure they are.
  if (known->family == "leak" || known->family == "format") return;
  const auto own = std::ranges::find_if(findings, [&](const Finding& finding) {
    return finding.rule == rule && !finding.suppressed;
  });
  if (project.bad && own == findings.end()) ADD_FAILURE() << "nothing is said";
  if (!project.bad && own != findings.end()) ADD_FAILURE() << "said in line " << own->at.line;
}

/// `family`, `rule`: whose page it is; empty for a tool's.
void run_project(const PageProject& project, std::string_view family, std::string_view rule) {
  SCOPED_TRACE((project.bad ? "Bad: " : "Good: ") + project.heading);
  const ProjectFolder folder(project);
  RunOptions options;
  options.paths = {"."};
  options.preparation = embedded_preparation();
  options.now = time_of(project.now);
  auto scanned = scan(embedded_catalog(), options);
  ASSERT_TRUE(scanned) << scanned.error().message;
  const std::vector<Finding> findings = judge(embedded_catalog(), *scanned->facts, options);
  const Outcome outcome = compare(project, findings, *scanned->facts, family);
  for (const std::string& finding : outcome.findings) ADD_FAILURE() << "not marked: " << finding;
  for (const std::string& mark : outcome.missing) ADD_FAILURE() << "no finding at " << mark;
  expect_notes(project, findings, rule);
  if (!project.bad) {
    EXPECT_TRUE(project.marks.empty()) << "a Good project has no marks";
  }
}

/// Runs a page, which must have both kinds of projects. Returns the Bad ones without a mark of
/// `rule`, or without any where that is empty.
std::vector<std::string> run_page(std::string_view page, std::string_view family,
                                  std::string_view rule) {
  const std::vector<PageProject> projects = read_page(page);
  const auto bad = std::count_if(projects.begin(), projects.end(),
                                 [](const PageProject& project) { return project.bad; });
  EXPECT_GE(bad, 1) << "no Bad example";
  EXPECT_GE(static_cast<std::ptrdiff_t>(projects.size()) - bad, 1) << "no Good example";
  std::vector<std::string> unmarked;
  for (const PageProject& project : projects) {
    run_project(project, family, rule);
    const bool named =
        std::any_of(project.marks.begin(), project.marks.end(),
                    [&](const PageMark& mark) { return rule.empty() || mark.rule == rule; });
    if (project.bad && !named) unmarked.push_back(project.heading);
  }
  return unmarked;
}

class Pages : public testing::TestWithParam<Rule> {};

TEST_P(Pages, shows_the_marked_findings_and_no_others) {
  const Rule& rule = GetParam();
  const std::vector<std::string> unmarked = run_page(rule.page, rule.family, rule.id);
  // A rule may speak at note level only, which needs no mark.
  if (rule.info.severity == Severity::Note) return;
  for (const std::string& heading : unmarked)
    ADD_FAILURE() << heading << ": a Bad project must mark its own rule";
}

class ToolPages : public testing::TestWithParam<ToolRow> {};

TEST_P(ToolPages, shows_the_marked_findings_and_no_others) {
  const fs::path page =
      fs::path(CREDLINT_SOURCE_DIR) / "rulesets" / "keys" / (std::string(GetParam().id) + ".md");
  std::ifstream in(page, std::ios::binary);
  ASSERT_TRUE(in.is_open()) << "a tool needs a page: " << page;
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  for (const std::string& heading : run_page(text, "", ""))
    ADD_FAILURE() << heading << ": a Bad project must mark something";
}

INSTANTIATE_TEST_SUITE_P(rules, Pages, testing::ValuesIn(all_rules().begin(), all_rules().end()),
                         [](const testing::TestParamInfo<Rule>& param) {
                           return test_name(param.param.id);
                         });
INSTANTIATE_TEST_SUITE_P(tools, ToolPages,
                         testing::ValuesIn(embedded_catalog().tools.begin(),
                                           embedded_catalog().tools.end()),
                         [](const testing::TestParamInfo<ToolRow>& param) {
                           return test_name(param.param.id);
                         });

}  // namespace
}  // namespace tests
}  // namespace credlint
