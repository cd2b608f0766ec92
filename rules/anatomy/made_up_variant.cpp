// SPDX-License-Identifier: MIT
#include "rules/anatomy/made_up_variant.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Of the 16 random characters of an id at most three may differ from a given one: one random id in
/// 10^15 does. Of the 40 of a secret it is one in 10^60.
constexpr std::size_t kMostEdits = 3;
constexpr std::size_t kLongestVariant = kSecretLength + kMostEdits;

enum class Part { KeyId, Secret, None };

Part part_of(std::string_view value) {
  if (value.size() == kKeyIdLength && key_id_kind(value) != KeyIdKind::Other) return Part::KeyId;
  return value.size() == kSecretLength && is_secret_shaped(value) ? Part::Secret : Part::None;
}

/// True when `left` becomes `right` by at most kMostEdits changes of one character (Levenshtein).
bool is_close(std::string_view left, std::string_view right) {
  if (left.size() > kLongestVariant || right.size() > kLongestVariant) return false;
  const std::size_t longer = std::max(left.size(), right.size());
  if (longer - std::min(left.size(), right.size()) > kMostEdits) return false;
  std::array<std::size_t, kLongestVariant + 1> row{};
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({above + 1, row[j - 1] + 1, replaced});
      diagonal = above;
      least = std::min(least, row[j]);
    }
    if (least > kMostEdits) return false;
  }
  return row[right.size()] <= kMostEdits;
}

/// The word stands in the text; one random id in three million holds a given word of five letters.
/// It counts at the very end of the text only where the table says so.
bool holds(std::string_view lower_case, const DataRow& word) {
  const std::size_t at = lower_case.find(word.key);
  if (at == std::string_view::npos) return false;
  return word.value == "alone" ||
         (word.value == "alone-inside" && at + word.key.size() < lower_case.size());
}

}  // namespace

bool is_documentation_variant(std::string_view value, const Catalog& catalog) {
  const Part part = part_of(value);
  if (part == Part::None) return false;
  const std::string_view wanted = part == Part::KeyId ? "key-id" : "secret";
  return std::ranges::any_of(catalog.table(Table::DocumentationKeys).rows, [&](const DataRow& row) {
    const bool same_end = part == Part::KeyId || row.key.back() == value.back();
    return row.value == wanted && same_end && is_close(value, row.key);
  });
}

bool holds_telling_word(std::string_view value, const Catalog& catalog) {
  const Part part = part_of(value);
  if (part == Part::None) return false;
  const std::string lower_case = to_lower(value);
  return std::ranges::any_of(catalog.table(Table::MadeUpWords).rows, [&](const DataRow& row) {
    // Documentation's secrets have the word near their ends, and so have those made after them.
    return (part == Part::KeyId || row.value == "alone") && holds(lower_case, row);
  });
}

}  // namespace credlint
