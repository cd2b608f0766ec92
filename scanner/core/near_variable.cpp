// SPDX-License-Identifier: MIT
#include "scanner/core/near_variable.h"

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::string_view kPrefix = "AWS";
/// Shorter words lie within one edit of too many others.
constexpr std::size_t kShortestTypo = 5;
constexpr std::size_t kLongestName = 64;

using Words = std::vector<std::string>;

Words words_of(std::string_view name) {
  Words words;
  while (true) {
    const std::size_t end = name.find('_');
    words.emplace_back(name.substr(0, end));
    if (end == std::string_view::npos) return words;
    name.remove_prefix(end + 1);
  }
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "_") + word;
  return text;
}

template <typename Range>
Range sorted(Range range) {
  std::sort(range.begin(), range.end());
  return range;
}

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_part(Meaning meaning) {
  return meaning == Meaning::KeyId || meaning == Meaning::Secret || meaning == Meaning::Token;
}

/// The names that every SDK reads; those of one service are made of any words.
std::vector<const KeyName*> names_meant(const Catalog& catalog) {
  const DataTable& old_names = catalog.table(Table::LegacyVariables);
  std::vector<const KeyName*> names;
  for (const KeyName& key : catalog.keys) {
    const bool own = key.environment && key.tool == "aws" && starts_with(key.name, "AWS_");
    if (!own || key.meaning == Meaning::Endpoint || key.meaning == Meaning::Expiry) continue;
    if (old_names.find(key.name) == nullptr) names.push_back(&key);
  }
  return names;
}

/// The word with one mistake in it put right; others as they are. A word with more letters at its
/// end is another word: "REGIONS".
std::string corrected(const std::string& word, const Words& known) {
  if (word.size() + 1 < kShortestTypo || has(known, word)) return word;
  for (const std::string& right : known) {
    if (right.size() < kShortestTypo || starts_with(word, right)) continue;
    if (edit_distance(word, right) == 1) return right;
  }
  return word;
}

Words corrected(Words words, const std::vector<const KeyName*>& names) {
  Words known;
  for (const KeyName* name : names) {
    for (std::string& word : words_of(name->name)) known.push_back(std::move(word));
  }
  for (std::string& word : words) word = corrected(word, known);
  if (sorted(words.front()) == sorted(std::string(kPrefix))) words.front() = kPrefix;
  return words;
}

/// "ACCESS_ACCESS_KEY_ID": a word twice, in the place of the first one.
void replace_doubled(Words& words) {
  if (words.size() > 2 && words[0] == words[1]) words[0] = kPrefix;
}

const KeyName* same_words(const Words& words, const std::vector<const KeyName*>& names) {
  for (const KeyName* name : names) {
    if (sorted(words_of(name->name)) == sorted(words)) return name;
  }
  const std::string text = joined(words);
  for (const KeyName* name : names) {
    if (same_name(name->name, text)) return name;
  }
  return nullptr;
}

/// One letter wrong in a long name. More at its end makes another name.
const KeyName* one_letter_off(std::string_view text, const std::vector<const KeyName*>& names) {
  for (const KeyName* name : names) {
    if (is_part(name->meaning) && !starts_with(text, name->name) &&
        edit_distance(text, name->name) == 1)
      return name;
  }
  return nullptr;
}

std::size_t shared_words(const Words& words, const Words& others) {
  const Words a = sorted(words);
  const Words b = sorted(others);
  Words both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

bool all_known(const Words& words, const Words& known) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return has(known, word); });
}

/// The part of a credential whose words these are, mixed with some of its neighbours'. "SECRET"
/// stands in one name only, so of equals the secret is meant.
std::optional<NearVariable> mixed_words(const Words& words,
                                        const std::vector<const KeyName*>& names) {
  Words pair;
  Words all;
  for (const KeyName* name : names) {
    if (!is_part(name->meaning)) continue;
    for (const std::string& word : words_of(name->name)) {
      all.push_back(word);
      if (name->meaning != Meaning::Token) pair.push_back(word);
    }
  }
  std::optional<NearVariable> best;
  std::size_t most = 2;  // the prefix and another word
  for (const KeyName* name : names) {
    const Words right = words_of(name->name);
    const std::size_t shared = shared_words(words, right);
    const bool preferred =
        shared > most || (shared == most && best.has_value() && name->meaning == Meaning::Secret);
    if (!is_part(name->meaning) || !preferred) continue;
    // Of a token's words only what is whole tells it: "AWS_SECRET_TOKEN" may be anything.
    const bool token = name->meaning == Meaning::Token;
    const bool whole = shared == right.size();
    if (!all_known(words, token ? all : pair) || (token && !whole)) continue;
    best = NearVariable{name, whole};
    most = shared;
  }
  return best;
}

}  // namespace

std::optional<NearVariable> near_variable(const Catalog& catalog, std::string_view name) {
  const bool plain =
      name.size() <= kLongestName &&
      name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == std::string_view::npos;
  Words words = words_of(plain ? name : "");
  replace_doubled(words);
  const bool begins =
      starts_with(joined(words), kPrefix) || sorted(words.front()) == sorted(std::string(kPrefix));
  if (!begins || catalog.variable(name) != nullptr) return std::nullopt;
  const std::vector<const KeyName*> names = names_meant(catalog);
  words = corrected(std::move(words), names);
  const std::string text = joined(words);
  const DataRow* old_name = catalog.table(Table::LegacyVariables).find(text);
  if (const KeyName* right = catalog.variable(old_name != nullptr ? old_name->value : text))
    return NearVariable{right, true};
  if (const KeyName* right = same_words(words, names)) return NearVariable{right, true};
  if (const KeyName* right = one_letter_off(text, names)) return NearVariable{right, true};
  return words.front() == kPrefix ? mixed_words(words, names) : std::nullopt;
}

const KeyName* variable_or_near(const Catalog& catalog, std::string_view name) {
  if (const KeyName* known = catalog.variable(name)) return known;
  const std::optional<NearVariable> near = near_variable(catalog, name);
  return near ? near->meant : nullptr;
}

}  // namespace credlint
