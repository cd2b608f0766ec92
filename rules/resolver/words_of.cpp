// SPDX-License-Identifier: MIT
#include "rules/resolver/words_of.h"

#include <algorithm>

namespace credlint::resolver {

std::vector<std::string_view> words_of(std::string_view row) {
  constexpr std::string_view kBetween = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t at = row.find_first_not_of(kBetween); at != std::string_view::npos;) {
    const std::size_t end = std::min(row.find_first_of(kBetween, at), row.size());
    words.push_back(row.substr(at, end - at));
    at = row.find_first_not_of(kBetween, end);
  }
  return words;
}

}  // namespace credlint::resolver
