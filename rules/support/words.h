// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace credlint {

/// Damerau-Levenshtein distance (optimal string alignment), in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word` within `limit` edits, ignoring case; empty when there is none.
/// The first of equally near ones.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates,
                         std::size_t limit = 2);

std::string to_lower(std::string_view text);
bool starts_with(std::string_view text, std::string_view prefix);
bool ends_with(std::string_view text, std::string_view suffix);
bool contains(std::string_view text, std::string_view part);
bool equals_ignoring_case(std::string_view a, std::string_view b);
/// Without leading and trailing blanks, tabs, CR and LF.
std::string_view trim(std::string_view text);
bool all_of_class(std::string_view text, bool (*predicate)(char));
bool is_base64_character(char c);  ///< [A-Za-z0-9+/]
bool is_hex_digit(char c);
bool is_digit(char c);
/// Shannon entropy in bits per character.
double entropy(std::string_view text);

}  // namespace credlint
