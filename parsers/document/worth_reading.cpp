// SPDX-License-Identifier: MIT
#include "parsers/document/worth_reading.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <initializer_list>

#include "scanner/core/file_purpose.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Answers that were recorded and other data of tests and of SDKs, of which there are thousands.
bool is_recorded(std::string_view path) {
  return path.ends_with(".json") &&
         (is_test_path(path) || path.starts_with("data/") || contains(path, "/data/"));
}

bool may_hold_regions(std::string_view path, std::string_view text) {
  constexpr std::size_t kLongest = 256 << 10;
  if (text.size() > kLongest || is_recorded(path)) return false;
  constexpr std::string_view kWord = "egion";
  for (std::size_t at = 0; (at = text.find(kWord, at)) != std::string_view::npos;
       at += kWord.size()) {
    const std::size_t sign = text.find_first_not_of(" \t\"'", at + kWord.size());
    if (sign >= text.size() || (text[sign] != ':' && text[sign] != '=')) continue;
    std::string_view value = text.substr(sign + 1, 64);
    value = trim(value.substr(0, value.find_first_of("\r\n,}]#")));
    while (!value.empty() && (value.front() == '"' || value.front() == '\''))
      value.remove_prefix(1);
    while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
    if (may_be_region(value)) return true;
  }
  return false;
}

/// "name: aws_region": what it is set to stands in a setting beside it.
bool is_name_beside(std::string_view text, std::size_t begin) {
  constexpr std::string_view kGap = " \t\"'";
  const std::size_t sign = text.substr(0, begin).find_last_not_of(kGap);
  if (sign == std::string_view::npos || (text[sign] != ':' && text[sign] != '=')) return false;
  const std::size_t last = text.substr(0, sign).find_last_not_of(kGap);
  const std::string_view before = text.substr(0, last + 1);
  return before.ends_with("name") || before.ends_with("variable") || before.ends_with("Key");
}

/// Whether the name that holds byte `at` is a variable of AWS, or the key of a setting.
bool is_name_of_aws(std::string_view text, std::size_t at, const Catalog& catalog) {
  std::size_t begin = at;
  std::size_t end = at;
  while (begin > 0 && is_setting_character(text[begin - 1])) --begin;
  while (end < text.size() && is_setting_character(text[end])) ++end;
  const std::string_view name = text.substr(begin, end - begin);
  if (catalog.variable(name) != nullptr) return true;
  const std::size_t sign = text.find_first_not_of(" \t\"'", end);
  const bool bound = sign < text.size() && (text[sign] == ':' || text[sign] == '=');
  if (!bound) return is_name_beside(text, begin) && catalog.key(name) != nullptr;
  // Of a mapping ("awsRegion": {"shape": …}) no value is told by its name.
  const std::size_t value = text.find_first_not_of(" \t", sign + 1);
  if (value < text.size() && (text[value] == '{' || text[value] == '[')) return false;
  const KeyName* known = catalog.key(name);
  return known != nullptr && known->meaning != Meaning::Other && known->meaning != Meaning::RoleArn;
}

bool may_hold_names_of_aws(std::string_view text, const Catalog& catalog) {
  for (const std::string_view word : {"AWS", "aws", "Aws"}) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos;
         at += word.size()) {
      if (is_name_of_aws(text, at, catalog)) return true;
    }
  }
  return false;
}

/// Several times as fast as std::string_view::find for words whose first letter is frequent.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  const void* found = memmem(text.data() + from, text.size() - from, word.data(), word.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return find_word(text, word, 0) != std::string_view::npos;
  });
}

/// Whether a setting whose name ends so has a value.
bool holds_setting(std::string_view text, std::string_view end_of_name) {
  for (std::size_t at = 0; (at = find_word(text, end_of_name, at)) != std::string_view::npos;) {
    at += end_of_name.size();
    std::size_t sign = at;
    while (sign < text.size() && sign < at + 8 &&
           (is_setting_character(text[sign]) || text[sign] == '"' || text[sign] == ' '))
      ++sign;
    if (sign >= text.size() || (text[sign] != ':' && text[sign] != '=' && text[sign] != '>'))
      continue;
    const std::size_t value = text.find_first_not_of(" \t\"'", sign + 1);
    constexpr std::string_view kNone = "\r\n{[,}";
    if (value >= text.size()) continue;
    const bool filled_in = text.substr(value, 2) == "{{";
    if (filled_in || kNone.find(text[value]) == std::string_view::npos) return true;
  }
  return false;
}

/// A cheap sign of settings that are told by their words.
bool may_hold_told_settings(std::string_view path, std::string_view text) {
  constexpr std::size_t kLongest = 256 << 10;
  if (text.size() > kLongest || is_recorded(path)) return false;
  if (!holds_any(text, {"s3", "S3", "aws", "AWS", "ucket", "Aws", "mazon"})) return false;
  constexpr std::array<std::string_view, 12> kEnds = {
      "ndpoint",  "NDPOINT",   "egion",   "REGION", "ccess_key", "ccess-key",
      "ccessKey", "CCESS_KEY", "ole_arn", "oleArn", "ole-arn",   "OLE_ARN"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return holds_setting(text, end); });
}

}  // namespace

bool may_hold_settings(std::string_view path, std::string_view text, const Catalog& catalog) {
  return may_hold_names_of_aws(text, catalog) || may_hold_regions(path, text) ||
         may_hold_told_settings(path, text);
}

}  // namespace credlint
