// SPDX-License-Identifier: MIT
#include "scanner/match/without_counts.h"

#include <algorithm>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Behind the class that begins at `at`, with "[".
std::size_t end_of_class(std::string_view regex, std::size_t at) {
  ++at;
  if (regex.substr(at, 1) == "^") ++at;
  if (regex.substr(at, 1) == "]") ++at;
  while (at < regex.size() && regex[at] != ']') {
    const bool named = regex.substr(at, 2) == "[:";
    if (named) at = std::min(regex.find(":]", at), regex.size() - 1);
    at += named || regex[at] == '\\' ? 2 : 1;
  }
  return std::min(at + 1, regex.size());
}

/// Behind the "{n,m}" or "{n,}" that begins at `at`; `at` where none does.
std::size_t end_of_counts(std::string_view regex, std::size_t at) {
  std::size_t end = at + 1;
  const auto digits = [&] {
    while (end < regex.size() && is_digit(regex[end])) ++end;
  };
  digits();
  if (end == at + 1 || regex.substr(end, 1) != ",") return at;
  ++end;
  digits();
  return regex.substr(end, 1) == "}" ? end + 1 : at;
}

}  // namespace

std::string without_counts(std::string_view regex) {
  std::string out;
  for (std::size_t at = 0; at < regex.size();) {
    std::size_t end = at + 1;
    if (regex[at] == '\\') end = std::min(at + 2, regex.size());
    if (regex[at] == '[') end = end_of_class(regex, at);
    const std::size_t counted = regex[at] == '{' ? end_of_counts(regex, at) : at;
    if (counted > at)
      out += regex[regex.find_first_not_of('0', at + 1)] == ',' ? '*' : '+';
    else
      out += regex.substr(at, end - at);
    at = std::max(end, counted);
  }
  return out;
}

}  // namespace credlint
