// SPDX-License-Identifier: MIT
// The expected hashes are those of code scanning's own upload action.
#include <gtest/gtest.h>

#include "scanner/core/line_hash.h"

namespace credlint {
namespace {

using Hashes = std::vector<std::string>;

Hashes first_lines(std::string_view text, std::uint32_t count) {
  std::set<std::uint32_t> lines;
  for (std::uint32_t line = 1; line <= count; ++line) lines.insert(line);
  return line_hashes(text, lines);
}

const Hashes& greetings() {
  static const Hashes hashes = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1",
                                "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                                "c129715d7a2bc9a3:1"};
  return hashes;
}

TEST(LineHash, AnEmptyFileHasOneLine) {
  EXPECT_EQ(first_lines("", 1), Hashes{"c129715d7a2bc9a3:1"});
}

TEST(LineHash, SpacesAndTabsDoNotCount) {
  EXPECT_EQ(first_lines(" a\nb\n  \t\tc\n d", 4),
            (Hashes{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
                    "a23a3dc5e078b07b:1"}));
}

TEST(LineHash, AFileMayEndWithoutALineEnd) {
  EXPECT_EQ(first_lines(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", 6),
            (Hashes{"8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1",
                    "c6805c5e1288b612:1", "b86d3392aea1be30:1", "e6ceba753e1a442:1"}));
}

TEST(LineHash, AllLineEndsAreEqual) {
  EXPECT_EQ(first_lines(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", 7), greetings());
  EXPECT_EQ(first_lines(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", 7), greetings());
  EXPECT_EQ(first_lines(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", 7),
            greetings());
  EXPECT_EQ(first_lines(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", 7), greetings());
}

TEST(LineHash, EqualLinesAreNumbered) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  EXPECT_EQ(first_lines(text, 11),
            (Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
                    "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
                    "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
                    "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"}));
}

TEST(LineHash, OnlyWantedLinesAreGiven) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  EXPECT_EQ(line_hashes(text, {3, 8}), (Hashes{"a7f2ff13bc495cf2:3", "a9cf91f7bbf1862b:1"}));
}

TEST(LineHash, ALineThatIsNotThereHasNoHash) { EXPECT_EQ(line_hashes("a\n", {9}), Hashes{""}); }

TEST(LineHash, CharactersBeyondTheBasicPlaneCountAsTwoUnits) {
  // 98 characters and one of two units fill the window exactly, so what follows does not count.
  const std::string start = std::string(98, 'x') + "\xF0\x9F\x94\x91";
  EXPECT_EQ(line_hashes(start + "a", {1}), line_hashes(start + "b", {1}));
  EXPECT_NE(line_hashes("x" + start.substr(2) + "a", {1}),
            line_hashes("x" + start.substr(2) + "b", {1}));
}

TEST(LineHash, AnInvalidSequenceCountsAsOneReplacement) {
  EXPECT_EQ(line_hashes("a\xE2\x82z", {1}), line_hashes("a\xEF\xBF\xBDz", {1}));
}

}  // namespace
}  // namespace credlint
