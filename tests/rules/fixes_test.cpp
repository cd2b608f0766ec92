// SPDX-License-Identifier: MIT
// The fixes of every rule, on the projects of its page: they mend what they are for, end, move no
// credential and leave Good projects alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "scanner/config/embedded.h"
#include "scanner/engine/fix_files.h"
#include "tests/support/preparation.h"
#include "tests/support/project_folder.h"
#include "tests/support/rule_page.h"

namespace credlint::tests {
namespace {

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) return Error{"not there"};
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

RunOptions options_for(const PageProject& project) {
  RunOptions options;
  options.paths = {"."};
  options.preparation = embedded_preparation();
  options.now = time_of(project.now);
  options.read.workers = 1;
  return options;
}

CheckResult checked(const RunOptions& options) {
  Result<CheckResult> result = check(embedded_catalog(), options);
  EXPECT_TRUE(result) << result.error().message;
  return std::move(result).value();
}

FixRun fixed(const RunOptions& options, FixSafety most) {
  Result<FixRun> run = fix_files(embedded_catalog(), options, most, read_file);
  EXPECT_TRUE(run) << run.error().message;
  return std::move(run).value();
}

void write(const FixRun& run) {
  for (const FixedFile& file : run.files) std::ofstream(file.path, std::ios::binary) << file.after;
}

std::size_t count(std::string_view text, std::string_view piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos;
       at = text.find(piece, at + piece.size()))
    ++found;
  return found;
}

/// No credential stands anywhere more often than before.
void expect_nothing_moved(const FixRun& run, const CheckResult& before) {
  for (const CredentialPart& part : before.scanned.facts->facts().credential_parts) {
    const std::string_view value = part.value.reveal();
    if (part.part == PartKind::Expiry || value.size() < 16) continue;
    for (const FixedFile& file : run.files) {
      // What was encoded may come out.
      const std::size_t most = std::max<std::size_t>(count(file.before, value), 1);
      EXPECT_LE(count(file.after, value), most) << file.path;
    }
  }
}

std::ptrdiff_t count_of(const CheckResult& result, std::string_view rule, bool unfixed_only,
                        FixSafety most) {
  return std::ranges::count_if(result.findings, [&](const Finding& finding) {
    return finding.rule == rule && !finding.suppressed &&
           !(unfixed_only && is_allowed(finding, most));
  });
}

/// What a fault hid shows when it is mended: keys under a name that is read now.
constexpr std::pair<std::string_view, std::string_view> kHidden[] = {
    {"gha-unknown-input", "keys-in-ci-with-oidc"},
    {"unknown-or-misspelt-key", "incomplete-pair"},
    {"value-invisible-char", "key-id-literal"},
};

/// What is left was there before, and could not be mended: of every rule, not the page's alone.
void expect_no_more(std::string_view page, const CheckResult& after, const CheckResult& before,
                    FixSafety most) {
  std::set<std::string_view> rules;
  for (const Finding& finding : after.findings) rules.insert(finding.rule);
  for (const std::string_view rule : rules) {
    if (std::ranges::find(kHidden, std::pair(page, rule)) != std::end(kHidden)) continue;
    EXPECT_LE(count_of(after, rule, false, most), count_of(before, rule, true, most))
        << rule << " is not mended, or comes of the fix";
  }
}

/// Which fixes of the rule a page shows.
struct Seen {
  bool safe = false;
  bool unsafe = false;
};

void note_fixes(const CheckResult& result, std::string_view rule, Seen& seen) {
  for (const Finding& finding : result.findings) {
    if (finding.rule != rule || !finding.fix) continue;
    (finding.fix->safety == FixSafety::Safe ? seen.safe : seen.unsafe) = true;
  }
}

void expect_mended(const PageProject& project, std::string_view rule, FixSafety most, Seen& seen) {
  SCOPED_TRACE(project.heading + " " + std::string(to_string(most)));
  const ProjectFolder folder(project);
  const RunOptions options = options_for(project);
  const CheckResult before = checked(options);
  note_fixes(before, rule, seen);
  const FixRun run = fixed(options, most);
  EXPECT_TRUE(run.settled) << "fixes do not end";
  EXPECT_TRUE(run.left.empty());
  expect_nothing_moved(run, before);
  if (!project.bad) {
    for (const FixedFile& file : run.files)
      ADD_FAILURE() << "changed: " << file.path << "\n" << file.after;
    return;
  }
  write(run);
  const CheckResult after = checked(options);
  expect_no_more(rule, after, before, most);
  EXPECT_TRUE(fixed(options, most).files.empty()) << "a second run changes something";
}

class PageFixes : public testing::TestWithParam<Rule> {};

TEST_P(PageFixes, mend_the_rule_and_end) {
  const Rule& rule = GetParam();
  Seen seen;
  for (const PageProject& project : read_page(rule.page)) {
    for (const FixSafety most : {FixSafety::Safe, FixSafety::Unsafe})
      expect_mended(project, rule.id, most, seen);
  }
  const Fixes shown = seen.safe && seen.unsafe ? Fixes::SafeOrUnsafe
                      : seen.safe              ? Fixes::Safe
                      : seen.unsafe            ? Fixes::Unsafe
                                               : Fixes::None;
  EXPECT_EQ(static_cast<int>(shown), static_cast<int>(rule.info.fixes))
      << "the page must show what RuleInfo::fixes says";
}

INSTANTIATE_TEST_SUITE_P(rules, PageFixes,
                         testing::ValuesIn(all_rules().begin(), all_rules().end()),
                         [](const testing::TestParamInfo<Rule>& param) {
                           return test_name(param.param.id);
                         });

TEST(Fixes, many_rules_have_one) {
  const auto fixable = std::ranges::count_if(
      all_rules(), [](const Rule& rule) { return rule.info.fixes != Fixes::None; });
  EXPECT_GE(fixable, 35);
}

}  // namespace
}  // namespace credlint::tests
