// SPDX-License-Identifier: MIT
#include "parsers/document/mapped_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "parsers/document/json_text.h"

namespace credlint {
namespace {

std::string_view slice(std::string_view file, Span span) {
  return file.substr(span.begin, span.size());
}

TEST(MappedText, KnowsThePlaceOfEachByte) {
  MappedText text;
  text.append("ab", 10);
  text.append("cd", 12);
  text.append_for("\n", {14, 16});
  text.append_unknown({16, 24});
  text.append("e", 30);
  EXPECT_EQ(text.text(), "abcd\n_e");
  EXPECT_EQ(text.place(1, 3), (Span{11, 13}));
  EXPECT_EQ(text.place(3, 5), (Span{13, 16}));
  EXPECT_EQ(text.place(4, 4), (Span{14, 14}));
  EXPECT_EQ(text.place(5, 6), (Span{16, 24}));
  EXPECT_EQ(text.place(6, 7), (Span{30, 31}));
  EXPECT_EQ(text.place(7, 7), (Span{31, 31}));
  EXPECT_FALSE(text.has_unknown(0, 5));
  EXPECT_TRUE(text.has_unknown(4, 6));
  EXPECT_FALSE(text.has_unknown(6, 7));
}

TEST(MappedText, PartsKeepTheirPlaces) {
  MappedText whole;
  whole.append("abc", 5);
  whole.append_for("\xC3\xA9", {8, 14});
  whole.append_unknown({14, 20});
  whole.append("xyz", 20);
  MappedText part;
  part.append_part(whole, 2, 8);
  EXPECT_EQ(part.text(), "c\xC3\xA9_xy");
  EXPECT_EQ(part.place(0, 3), (Span{7, 14}));
  EXPECT_EQ(part.place(2, 3), (Span{8, 14}));
  EXPECT_TRUE(part.has_unknown(0, 6));
  EXPECT_EQ(part.place(4, 6), (Span{20, 22}));
  part.append_part(whole, 9, 99);
  EXPECT_EQ(part.text(), "c\xC3\xA9_xy");
}

TEST(MappedText, EmptyHasNoPlace) {
  EXPECT_EQ(MappedText().place(0, 3), Span{});
  EXPECT_FALSE(MappedText().has_unknown(0, 1));
}

TEST(JsonText, UndoesEscapesInTheirPlaces) {
  const std::string_view file = R"({"a": "x\"\\\/\b\n\u0041\u00e9\ud83d\ude00\ud83dz\q\u12"})";
  MappedText text;
  const bool whole = for_each_json_string(file, [&](std::span<const JsonStep>, Span string) {
    append_json_string(file, string, text);
  });
  EXPECT_TRUE(whole);
  const std::string_view out = text.text();
  EXPECT_EQ(out.substr(0, 8), "x\"\\/\b\nA\xC3");
  const auto at = [&](std::string_view piece) {
    const std::size_t begin = out.find(piece);
    return slice(file, text.place(begin, begin + piece.size()));
  };
  EXPECT_EQ(at("\""), "\\\"");
  EXPECT_EQ(at("/"), "\\/");
  EXPECT_EQ(at("A"), "\\u0041");
  EXPECT_EQ(at("\xC3\xA9"), "\\u00e9");
  EXPECT_EQ(at("\xF0\x9F\x98\x80"), "\\ud83d\\ude00");
  EXPECT_EQ(at("z\\q\\u12"), "z\\q\\u12");
}

TEST(JsonText, TellsTheWayToAString) {
  const std::string_view file = R"({"a": [1, "x", {"b": "y", "c": null}], "d": "z"})";
  std::vector<std::string> seen;
  EXPECT_TRUE(for_each_json_string(file, [&](std::span<const JsonStep> path, Span string) {
    std::string way;
    for (const JsonStep& step : path)
      way += "/" + (step.name.empty() ? std::to_string(step.index) : std::string(step.name));
    seen.push_back(way + "=" + std::string(slice(file, string)));
  }));
  EXPECT_EQ(seen, (std::vector<std::string>{"/a/1=x", "/a/2/b=y", "/d=z"}));
}

TEST(JsonText, SaysWhatIsNoJson) {
  const auto walk = [](std::string_view file) {
    std::string seen;
    const bool whole = for_each_json_string(
        file, [&](std::span<const JsonStep>, Span string) { seen += slice(file, string); });
    return seen + (whole ? " whole" : " broken");
  };
  EXPECT_EQ(walk(""), " broken");
  EXPECT_EQ(walk("\"x\""), " broken");
  EXPECT_EQ(walk(R"({"a": "b)"), "b broken");
  EXPECT_EQ(walk(R"({"a": "b"} {"a": "c"})"), "bc broken");
  EXPECT_EQ(walk(R"({"a": "b"]})"), "b broken");
  EXPECT_EQ(walk("<<<<<<< HEAD\n{\"a\": \"b\"}"), "b broken");
  EXPECT_EQ(walk(std::string(100'000, '[')), " broken");
  EXPECT_EQ(walk(R"({"a": ["b", "c"]})"), "bc whole");
}

}  // namespace
}  // namespace credlint
