// SPDX-License-Identifier: MIT
#include "parsers/document/place_path.h"

#include <algorithm>

#include "scanner/core/catalog.h"
#include "scanner/core/glob.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// The last word before a dot, which is taken off together with the dot.
std::string_view take_last(std::string_view& words) {
  const std::size_t dot = words.rfind('.');
  const std::string_view last = words.substr(dot + 1);
  words = dot == std::string_view::npos ? std::string_view() : words.substr(0, dot);
  return last;
}

/// Whether a key that holds dots is those words; "*" is any one of them.
bool same_words(std::string_view words, std::string_view key) {
  while (!words.empty() && !key.empty()) {
    const std::string_view word = take_last(words);
    const std::string_view part = take_last(key);
    if (word != "*" && !same_name(word, part)) return false;
  }
  return words.empty() && key.empty();
}

bool is_named(std::string_view words, std::string_view key) {
  if (words.find('*') == std::string_view::npos) return same_name(words, key);
  const bool part = words.size() > 1 && words.find('.') == std::string_view::npos;
  return part ? matches_glob(words, key) : same_words(words, key);
}

/// Whether a key is those words, with others before a dot.
bool ends_in(std::string_view key, std::string_view words) {
  for (std::size_t dot = key.find('.'); dot != std::string_view::npos;
       dot = key.find('.', dot + 1)) {
    if (is_named(words, key.substr(dot + 1))) return true;
  }
  return false;
}

/// From the end, for that is where paths differ. `keys` of the path and the pattern up to `end`
/// are left.
bool matches(std::string_view pattern, const KeyPath& path, std::size_t keys) {
  if (pattern.empty()) return keys == 0;
  if (pattern == "**") return true;
  if (pattern.ends_with(".**")) {
    const std::string_view before = pattern.substr(0, pattern.size() - 3);
    for (std::size_t left = keys + 1; left-- > 0;) {
      if (matches(before, path, left)) return true;
    }
    return false;
  }
  if (keys == 0) return false;
  const std::string_view key = path[keys - 1];
  if (pattern == "*") return keys == 1;
  if (pattern.ends_with(".*") && matches(pattern.substr(0, pattern.size() - 2), path, keys - 1))
    return true;
  // A key may hold dots, and then stands for several words of the pattern.
  for (std::size_t dot = pattern.rfind('.'); dot != std::string_view::npos;
       dot = dot == 0 ? std::string_view::npos : pattern.rfind('.', dot - 1)) {
    const std::string_view words = pattern.substr(dot + 1);
    if (words.find("**") != std::string_view::npos || words.size() > 2 * key.size() + 8)
      return false;
    if (pattern.substr(0, dot) == "**" && ends_in(key, words)) return true;
    if (is_named(words, key) && matches(pattern.substr(0, dot), path, keys - 1)) return true;
  }
  return keys == 1 && pattern.find("**") == std::string_view::npos && is_named(pattern, key);
}

}  // namespace

bool matches_glob(std::string_view glob, std::string_view text) {
  const auto compiled = compile_glob(glob, false);
  return compiled && !compiled->empty() && matches_segment(compiled->front(), text);
}

bool matches_place(std::string_view pattern, const KeyPath& path) {
  return matches(pattern, path, path.size());
}

std::string last_word(std::string_view path) {
  std::string word = to_lower(path.substr(path.rfind('.') + 1));
  if (word.find('*') != std::string::npos) return {};
  std::erase_if(word, [](char c) { return c == '_' || c == '-'; });
  return word;
}

}  // namespace credlint
