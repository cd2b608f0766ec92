// SPDX-License-Identifier: MIT
#include "parsers/code/emptiness.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::size_t kLongest = 200;

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '@';
}

template <std::size_t N>
bool is_in(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

constexpr std::array<std::string_view, 16> kEmpty = {
    "null",      "NULL",    "nil",           "None",
    "undefined", "empty",   "isNull",        "isNone",
    "is_null",   "is_nil",  "isNullOrEmpty", "isNullOrBlank",
    "isEmpty",   "isBlank", "IsNullOrEmpty", "IsNullOrWhiteSpace"};
constexpr std::array<std::string_view, 6> kEmptyAsked = {"nil",     "empty",    "blank",
                                                         "is_none", "is_empty", "IsNullOrBlank"};
constexpr std::array<std::string_view, 10> kFilled = {
    "isset",     "present",   "nonEmpty", "isNotEmpty", "isNotBlank",
    "isNotNull", "isPresent", "nonNull",  "isDefined",  "is_some"};
constexpr std::array<std::string_view, 17> kSaysNothing = {
    "is",   "string", "String", "StringUtils", "Strings", "Objects", "typeof", "strings", "trim",
    "Trim", "strip",  "len",    "length",      "size",    "strlen",  "0",      "false"};

/// What one comparison or call asks; `name` stands in it once.
class Question {
 public:
  Asks ask(std::string_view text) {
    while (!text.empty() && known_) take(text);
    if (!known_) return Asks::Other;
    const Asks asks = empty_ ? Asks::Empty : Asks::Filled;
    return negated_ ? opposite(asks) : asks;
  }

 private:
  void take(std::string_view& text) {
    if (is_of_word(text.front())) {
      const auto end = std::ranges::find_if_not(text, is_of_word);
      const auto length = static_cast<std::size_t>(end - text.begin());
      take_word(text.substr(0, length));
      return text.remove_prefix(length);
    }
    constexpr std::array<std::string_view, 4> kSigns = {"!==", "===", "!=", "=="};
    for (const std::string_view sign : kSigns) {
      if (!text.starts_with(sign)) continue;
      empty_ = true;
      negated_ ^= sign.front() == '!';
      return text.remove_prefix(sign.size());
    }
    constexpr std::string_view kPlain = " \t\r\n().,?\"'`;>";
    if (text.front() == '!') {
      negated_ = !negated_;
    } else if (kPlain.find(text.front()) == std::string_view::npos) {
      known_ = false;
    }
    text.remove_prefix(1);
  }

  void take_word(std::string_view word) {
    if (word == "not") {
      negated_ = !negated_;
    } else if (is_in(word, kEmpty) || is_in(word, kEmptyAsked)) {
      empty_ = true;
    } else if (!is_in(word, kFilled) && !is_in(word, kSaysNothing)) {
      known_ = false;
    }
  }

  bool empty_ = false;
  bool negated_ = false;
  bool known_ = true;
};

/// `text` without `name`, which stands in it once, by itself; empty where it does not.
std::string without(std::string_view text, std::string_view name) {
  std::string rest;
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool part = (at > 0 && (is_of_word(text[at - 1]) || text[at - 1] == '.')) ||
                      (end < text.size() && is_of_word(text[end]));
    if (part) continue;
    if (!rest.empty()) return {};
    rest.append(text.substr(0, at)).append(" ").append(text.substr(end));
  }
  return rest;
}

Asks asks_alone(std::string_view text, std::string_view name) {
  const std::string rest = without(text, name);
  return rest.empty() ? Asks::Other : Question().ask(rest);
}

/// All parts of "a || b", "a && b".
Asks asks_together(std::string_view text, std::string_view name, std::string_view sign, Asks all) {
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t end = text.find(sign, at);
    const std::size_t length = end == std::string_view::npos ? end : end - at;
    if (asks_alone(text.substr(at, length), name) != all) return Asks::Other;
    at = end == std::string_view::npos ? end : end + sign.size();
  }
  return all;
}

}  // namespace

Asks asks_about(std::string_view condition, std::string_view name) {
  if (name.empty() || condition.size() > kLongest) return Asks::Other;
  const auto has = [&](std::string_view sign) { return contains(condition, sign); };
  for (const std::string_view sign : {"||", " or "}) {
    if (has(sign)) return asks_together(condition, name, sign, Asks::Empty);
  }
  for (const std::string_view sign : {"&&", " and "}) {
    if (has(sign)) return asks_together(condition, name, sign, Asks::Filled);
  }
  return asks_alone(condition, name);
}

}  // namespace credlint
