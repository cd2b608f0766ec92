// SPDX-License-Identifier: MIT
// Words and plain texts: bytes, with case known for ASCII only, whatever the locale.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace credlint {

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }
/// Of a variable's name, as a regular expression's \w.
constexpr bool is_name_character(char c) { return is_letter_or_digit(c) || c == '_'; }
constexpr bool is_name_start(char c) { return is_letter(c) || c == '_'; }
/// Of a setting's name in a document: "spring.cloud.aws-region".
constexpr bool is_setting_character(char c) { return is_name_character(c) || c == '-' || c == '.'; }

char to_lower(char c);
std::string to_lower(std::string_view text);
bool starts_with(std::string_view text, std::string_view prefix);
bool ends_with(std::string_view text, std::string_view suffix);
bool contains(std::string_view text, std::string_view part);
bool equals_ignoring_case(std::string_view a, std::string_view b);
/// Without leading and trailing blanks, tabs, CR and LF.
std::string_view trim(std::string_view text);
/// The text up to the first blank, taken off together with it.
std::string_view take_word(std::string_view& text);
/// The parts between any of the separators, without empty ones.
std::vector<std::string_view> split(std::string_view text, std::string_view separators);

/// Damerau-Levenshtein distance (optimal string alignment), in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word` within `limit` edits, ignoring case; empty when there is none.
/// The first of equally near ones. One that has nothing in common with the word is not near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates,
                         std::size_t limit = 2);

}  // namespace credlint
