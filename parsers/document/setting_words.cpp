// SPDX-License-Identifier: MIT
#include "parsers/document/setting_words.h"

#include <algorithm>
#include <array>

#include "scanner/core/region_shape.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::size_t kLongestName = 64;

/// "awsRegion", "S3Region", "AWSRegion": where a word begins without a sign before it.
bool begins_word(std::string_view name, std::size_t at) {
  if (at == 0 || !is_upper(name[at])) return false;
  if (!is_upper(name[at - 1])) return true;
  return at + 1 < name.size() && is_lower(name[at + 1]);
}

/// The last two letters as a number, where there are two.
std::optional<std::size_t> last_letters(std::string_view name) {
  if (name.size() < 2) return std::nullopt;
  const char first = to_lower(name[name.size() - 2]);
  const char last = to_lower(name.back());
  if (!is_lower(first) || !is_lower(last)) return std::nullopt;
  return static_cast<std::size_t>(first - 'a') * SettingWordTable::kLetters +
         static_cast<std::size_t>(last - 'a');
}

bool is_of_aws(std::string_view name) { return equals_ignoring_case(name.substr(0, 3), "aws"); }

/// Whether the last words, joined, are those of a path ("access.key.id"); how many they are.
std::size_t words_at_end(const std::vector<std::string>& words, std::string_view path) {
  std::size_t count = 0;
  std::size_t end = path.size();
  while (count < words.size()) {
    const std::string& word = words[words.size() - ++count];
    for (std::size_t at = word.size(); at-- > 0;) {
      while (end > 0 && path[end - 1] == '.') --end;
      if (end == 0 || path[--end] != word[at]) return 0;
    }
    if (end == 0) return count;
  }
  return 0;
}

bool is_word_of(const ToolRow& table, std::string_view word) {
  return std::ranges::find(table.contains, word) != table.contains.end();
}

bool is_foreign(const ToolRow& table, std::string_view word) {
  return std::ranges::any_of(table.places, [&](const PlaceRow& place) {
    return place.meaning == Meaning::Other && place.path == word;
  });
}

/// "s3accesskey", whose words nothing tells apart but what they mean.
std::optional<SettingWords> read_joined(const ToolRow& table, const std::string& word) {
  for (const PlaceRow& place : table.places) {
    std::string path(place.path);
    std::erase(path, '.');
    if (place.meaning == Meaning::Other || path == "key" || !word.ends_with(path)) continue;
    const std::string before = word.substr(0, word.size() - path.size());
    if (is_word_of(table, before)) return SettingWords{place.meaning, false, false, {before}};
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> words_of_setting(std::string_view name) {
  std::vector<std::string> words;
  bool open = false;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!is_letter_or_digit(name[at])) {
      open = false;
      continue;
    }
    if (!open || begins_word(name, at)) words.emplace_back();
    words.back() += to_lower(name[at]);
    open = true;
  }
  return words;
}

SettingWordTable::SettingWordTable(const Catalog& catalog) : table_(catalog.tool(kId)) {
  if (table_ == nullptr) return;
  for (const PlaceRow& place : table_->places) {
    if (const auto pair = last_letters(place.path)) ends_.set(*pair);
  }
}

bool SettingWordTable::may_mean_something(std::string_view name) const {
  if (table_ == nullptr || name.size() > kLongestName) return false;
  const std::optional<std::size_t> pair = last_letters(name);
  return (pair && ends_.test(*pair)) || is_of_aws(name);
}

SettingWords SettingWordTable::read(std::string_view name) const {
  if (!may_mean_something(name)) return {};
  const bool of_aws = is_of_aws(name);
  std::vector<std::string> words = words_of_setting(name);
  SettingWords found = read_end(words);
  constexpr std::size_t kMostQualifiers = 2;
  for (std::size_t i = 0; of_aws && !found.meaning && i < kMostQualifiers && words.size() > 2;
       ++i) {
    words.pop_back();
    found = read_end(words);
    // "aws_secret_name", "aws_endpoint_type" are other things.
    if (!found.whole && found.meaning != Meaning::Region) found.meaning.reset();
    found.qualified = true;
  }
  return found;
}

/// What words mean at their end, and those before it.
SettingWords SettingWordTable::read_end(std::vector<std::string> words) const {
  SettingWords out;
  out.before = std::move(words);
  if (out.before.empty()) return out;
  const PlaceRow* best = nullptr;
  std::size_t most = 0;
  for (const PlaceRow& place : table_->places) {
    if (place.meaning == Meaning::Other) continue;
    if (best != nullptr && place.path.size() <= best->path.size()) continue;
    const std::size_t count = words_at_end(out.before, place.path);
    if (count == 0 || (place.path == "key" && out.before.size() > count)) continue;
    best = &place;
    most = count;
  }
  if (best == nullptr) {
    std::optional<SettingWords> joined = read_joined(*table_, out.before.back());
    if (!joined) return out;
    joined->before.insert(joined->before.begin(), out.before.begin(), out.before.end() - 1);
    return std::move(*joined);
  }
  out.meaning = best->meaning;
  out.whole = best->path == "secret.access.key" || best->path == "access.key.id";
  out.before.resize(out.before.size() - most);
  return out;
}

Owner SettingWordTable::owner(const std::vector<std::string>& words) const {
  bool foreign = false;
  Owner owner = Owner::Unknown;
  for (const std::string& word : words) {
    foreign = foreign || is_foreign(*table_, word);
    if (word.starts_with("aws") || word == "amazon")
      owner = Owner::Aws;
    else if (owner == Owner::Unknown && is_word_of(*table_, word))
      owner = Owner::Service;
  }
  if (!foreign) return owner;
  return owner == Owner::Aws ? Owner::Unknown : Owner::Other;  // "awsOrGcp" says nothing
}

std::optional<Meaning> meaning_of_variable(const Catalog& catalog, std::string_view name,
                                           bool& aws) {
  const SettingWordTable table(catalog);
  const SettingWords words = table.read(name);
  if (!words.meaning) return std::nullopt;
  const Owner owner = table.owner(words.before);
  aws = owner == Owner::Aws && !words.qualified;
  if (owner == Owner::Other || (owner == Owner::Unknown && !words.whole)) return std::nullopt;
  if (words.meaning == Meaning::Profile && owner != Owner::Aws) return std::nullopt;
  return words.meaning;
}

namespace {

/// "includesSessionToken: false" says whether there is one.
bool is_switch(std::string_view value) {
  constexpr std::array<std::string_view, 8> kWords = {"true", "false", "yes",  "no",
                                                      "on",   "off",   "null", "none"};
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return equals_ignoring_case(word, value); });
}

}  // namespace

bool may_mean(Meaning meaning, std::string_view value) {
  if (is_switch(value)) return false;
  switch (meaning) {
    case Meaning::Region:
      return may_be_region(value);
    case Meaning::Endpoint:
      return value.find_first_of(":.") != std::string_view::npos && !value.starts_with("0.0.0.0") &&
             !value.starts_with(':') && value.find_first_of(" \n") == std::string_view::npos;
    case Meaning::RoleArn:
      return value.starts_with("arn:");
    case Meaning::Profile:
      return !value.empty() && value.size() < 64 &&
             value.find_first_of(" /:\n") == std::string_view::npos;
    default:
      return !value.empty() && value.find_first_of(" \n") == std::string_view::npos;
  }
}

}  // namespace credlint
