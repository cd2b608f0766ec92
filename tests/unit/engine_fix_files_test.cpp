// SPDX-License-Identifier: MIT
// How fixes get into a text, and which are let through at all.
#include <gtest/gtest.h>

#include "scanner/engine/fix_files.h"
#include "scanner/engine/fix_guard.h"

namespace credlint {
namespace {

Location place(std::uint32_t begin, std::uint32_t end) {
  return {.file = 0,
          .span = {begin, end},
          .line = 1,
          .column = begin + 1,
          .end_line = 1,
          .end_column = end + 1,
          .utf16_column = begin + 1,
          .utf16_end_column = end + 1};
}

Fix fix(std::vector<Edit> edits) {
  return {.title = "t", .safety = FixSafety::Safe, .edits = std::move(edits), .whole = {}};
}

TEST(ApplyFixes, MakesEachWholeOrNotAtAll) {
  FileText file{.text = "abcdef"};
  const Fix first = fix({{place(0, 1), "a", "A"}, {place(2, 3), "c", "C"}});
  const Fix overlapping = fix({{place(2, 4), "cd", "x"}, {place(5, 6), "f", "F"}});
  const Fix other = fix({{place(3, 4), "d", "DD"}});
  EXPECT_EQ(apply_fixes(file, std::vector<const Fix*>{&first, &overlapping, &other}), 2U);
  EXPECT_EQ(file.text, "AbCDDef");
}

TEST(ApplyFixes, LeavesTextThatIsNotAsExpected) {
  FileText file{.text = "abc"};
  const Fix stale = fix({{place(0, 1), "x", "y"}});
  const Fix beyond = fix({{place(2, 9), "c", "y"}});
  EXPECT_EQ(apply_fixes(file, std::vector<const Fix*>{&stale, &beyond}), 0U);
  EXPECT_EQ(file.text, "abc");
}

TEST(ApplyFixes, TwoInsertionsAtOnePlaceAreMadeOneAfterTheOther) {
  FileText file{.text = "ab"};
  const Fix one = fix({{place(1, 1), "", "1"}});
  const Fix two = fix({{place(1, 1), "", "2"}});
  EXPECT_EQ(apply_fixes(file, std::vector<const Fix*>{&one, &two}), 1U);
  EXPECT_EQ(file.text, "a1b");
}

TEST(ApplyFixes, ChangesLineEndsAndMarks) {
  FileText file{.text = "a\r\nb\rc\r\n", .encoding = Encoding::Utf8, .has_bom = true};
  const Fix ends = file_fix(FileFix::LineFeeds, "t");
  const Fix mark = file_fix(FileFix::NoByteOrderMark, "t");
  const Fix edit = fix({{place(3, 4), "b", "B"}});
  EXPECT_EQ(apply_fixes(file, std::vector<const Fix*>{&ends, &mark, &edit}), 3U);
  EXPECT_EQ(encode_file(file), "a\nB\rc\n");
  EXPECT_EQ(apply_fixes(file, std::vector<const Fix*>{&ends, &mark}), 0U);
}

/// A file whose only line is `line`.
FactStore facts_with(const std::string& line) {
  FileRecord record;
  record.path = "a";
  record.excerpts[1].text = line;
  return FactStore({record}, {});
}

std::vector<Finding> guarded(const Fix& fix, const FactStore& facts, std::string_view secret) {
  CredentialPieces pieces;
  if (!secret.empty()) pieces.add(secret);
  pieces.seal();
  std::vector<Finding> findings(1);
  findings.front().fix = fix;
  drop_unsound_fixes(findings, facts, pieces);
  return findings;
}

TEST(FixGuard, LetsNoCredentialThrough) {
  const std::string secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzz123KEZ";
  const FactStore facts = facts_with("x = 1");
  const auto lets = [&](const std::string& before, const std::string& after) {
    const auto size = static_cast<std::uint32_t>(before.size());
    return guarded(fix({{place(0, size), before, after}}), facts, secret).front().fix.has_value();
  };
  EXPECT_TRUE(lets("x", "y"));
  EXPECT_FALSE(lets("x", secret));
  EXPECT_FALSE(lets("x", "y = " + secret.substr(10, 12)));
  EXPECT_FALSE(lets("x", "AKIARZPUZDIKAQWERTYU"));
}

TEST(FixGuard, DropsWhatStandsOnOtherText) {
  const FactStore facts = facts_with("region_name=R, ****");
  const auto lets = [&](const Location& at, const std::string& before) {
    return guarded(fix({{at, before, "z"}}), facts, {}).front().fix.has_value();
  };
  EXPECT_TRUE(lets(place(12, 13), "R"));
  EXPECT_FALSE(lets(place(12, 13), "eu-west-1a"));
  EXPECT_FALSE(lets(place(12, 13), "Q"));
  EXPECT_TRUE(lets(place(15, 16), "Q")) << "what is masked may be anything";
  EXPECT_FALSE(lets(place(18, 20), "ab")) << "beyond the line";
  EXPECT_TRUE(lets(place(3, 3), "")) << "an insertion";
}

TEST(FixGuard, DropsOverlappingEdits) {
  const FactStore facts = facts_with("abcdef");
  EXPECT_FALSE(guarded(fix({{place(0, 2), "ab", "x"}, {place(1, 3), "bc", "y"}}), facts, {})
                   .front()
                   .fix.has_value());
  EXPECT_FALSE(guarded(fix({}), facts, {}).front().fix.has_value());
}

}  // namespace
}  // namespace credlint
