// SPDX-License-Identifier: MIT
// Changes as an editor sends them, put into the text that the server keeps.
#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>

#include "cli/lsp/document.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

using Json = nlohmann::json;

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
};

Json json_of(Position position) {
  return {{"line", position.line}, {"character", position.character}};
}

Json change_of(Position start, Position end, std::string_view text) {
  return {{"range", {{"start", json_of(start)}, {"end", json_of(end)}}}, {"text", text}};
}

std::string changed(std::string text, const Json& change) {
  EXPECT_TRUE(apply_change(text, change)) << change;
  return text;
}

TEST(LspDocument, a_change_without_a_range_is_the_whole_text) {
  EXPECT_EQ(changed("old", {{"text", "new"}}), "new");
  EXPECT_EQ(changed("old", {{"text", ""}, {"range", nullptr}}), "");
}

TEST(LspDocument, a_range_is_replaced) {
  EXPECT_EQ(changed("one\ntwo\nthree", change_of({1, 0}, {2, 2}, "T")), "one\nTree");
  EXPECT_EQ(changed("one\ntwo", change_of({1, 3}, {1, 3}, "!\n")), "one\ntwo!\n");
  EXPECT_EQ(changed("", change_of({0, 0}, {0, 0}, "a")), "a");
}

TEST(LspDocument, columns_count_utf16_units) {
  // U+00E9 is one unit and two bytes, U+20AC one and three, U+1F600 a pair of surrogates and four
  // bytes.
  EXPECT_EQ(changed("é€😀x", change_of({0, 4}, {0, 5}, "y")), "é€😀y");
  EXPECT_EQ(changed("é€😀x", change_of({0, 2}, {0, 4}, "")), "é€x");
  EXPECT_EQ(changed("é€x", change_of({0, 2}, {0, 2}, "😀😀")), "é€😀😀x");
}

TEST(LspDocument, half_a_pair_is_never_cut_off) {
  EXPECT_EQ(changed("😀x", change_of({0, 1}, {0, 2}, "-")), "😀-x");
}

TEST(LspDocument, lines_end_in_lf_crlf_or_cr) {
  EXPECT_EQ(changed("a\r\nb\rc\nd", change_of({2, 0}, {3, 0}, "C\r\n")), "a\r\nb\rC\r\nd");
  EXPECT_EQ(changed("a\r\nb", change_of({0, 1}, {1, 0}, "")), "ab");
  EXPECT_EQ(changed("a\r\r\nb", change_of({2, 0}, {2, 1}, "c")), "a\r\r\nc");
}

TEST(LspDocument, a_place_beyond_is_the_end) {
  EXPECT_EQ(changed("a\r\nb", change_of({0, 99}, {0, 99}, "!")), "a!\r\nb");
  EXPECT_EQ(changed("a\n", change_of({7, 0}, {7, 0}, "b")), "a\nb");
  EXPECT_EQ(changed("a\nb", change_of({0, 0}, {UINT32_MAX, UINT32_MAX}, "")), "");
}

TEST(LspDocument, what_is_no_change_changes_nothing) {
  for (const Json& change :
       {Json(), Json(4), Json::object(), Json{{"text", 3}}, Json{{"text", "x"}, {"range", 3}},
        Json{{"text", "x"}, {"range", {{"start", json_of({0, 0})}}}},
        Json{{"text", "x"}, {"range", {{"start", json_of({0, 0})}, {"end", {{"line", -1}}}}}},
        change_of({0, 2}, {0, 1}, "x")}) {
    std::string text = "abc";
    EXPECT_FALSE(apply_change(text, change)) << change;
    EXPECT_EQ(text, "abc");
  }
}

/// What an editor does, character by character.
std::size_t model_offset(const std::u32string& text, Position position) {
  std::size_t at = 0;
  for (; position.line > 0 && at < text.size(); ++at) {
    if (text[at] == U'\r' && text.substr(at, 2) == U"\r\n") ++at;
    if (text[at] == U'\r' || text[at] == U'\n') --position.line;
  }
  if (position.line > 0) return text.size();
  for (std::uint32_t units = 0; at < text.size() && units < position.character; ++at) {
    if (text[at] == U'\r' || text[at] == U'\n') break;
    units += text[at] > 0xFFFF ? 2 : 1;
  }
  return at;
}

std::string utf8_of(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

class Typist {
 public:
  Position place() { return {below(6), below(8)}; }
  std::u32string text() {
    std::u32string out;
    for (std::uint32_t i = below(5); i > 0; --i) out += kAlphabet[below(kAlphabet.size())];
    return out;
  }

 private:
  static constexpr std::u32string_view kAlphabet = U"ab\n\r\u00E9\u20AC\U0001F600";
  std::uint32_t below(std::size_t end) { return static_cast<std::uint32_t>(random_() % end); }
  std::mt19937 random_{20261130};
};

TEST(LspDocument, ten_thousand_edits_end_where_the_editor_does) {
  Typist typist;
  std::u32string model;
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    if (model.size() > 60) model.clear(), text.clear();
    Position start = typist.place();
    Position end = typist.place();
    if (model_offset(model, start) > model_offset(model, end)) std::swap(start, end);
    const std::u32string with = typist.text();
    ASSERT_TRUE(apply_change(text, change_of(start, end, utf8_of(with))));
    const std::size_t begin = model_offset(model, start);
    model.replace(begin, model_offset(model, end) - begin, with);
    ASSERT_EQ(text, utf8_of(model)) << "edit " << i;
  }
}

}  // namespace
}  // namespace credlint
