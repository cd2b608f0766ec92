// SPDX-License-Identifier: MIT
#include "rules/anatomy/config_words.h"

#include <algorithm>

#include "rules/anatomy/words.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

// Rows with a note are keys of other tools; their keys may end in '*'.
bool is_row_of_other_tool(const DataRow& row, std::string_view key) {
  if (row.note.empty()) return false;
  if (!ends_with(row.key, "*")) return row.key == key;
  return starts_with(key, row.key.substr(0, row.key.size() - 1));
}

}  // namespace

bool is_sdk_key(const Catalog& catalog, std::string_view key) {
  const DataRow* row = catalog.table(Table::ConfigKeys).find(to_lower(key));
  return row != nullptr && row->note.empty();
}

bool may_hold(const Catalog& catalog, std::string_view key, std::string_view value) {
  const DataRow* row = catalog.table(Table::ConfigKeys).find(to_lower(key));
  if (row == nullptr || row->value.empty()) return true;
  const std::vector<std::string_view> words = split(row->value, " ");
  return std::ranges::find(words, value) != words.end();
}

bool takes_number(const Catalog& catalog, std::string_view key) {
  const DataRow* row = catalog.table(Table::ConfigKeys).find(to_lower(key));
  return row != nullptr && row->value == "#";
}

bool is_key_of_other_tool(const Catalog& catalog, std::string_view key) {
  const std::string lower = to_lower(key);
  if (catalog.table(Table::ExpiryFields).find(lower) != nullptr) return true;
  const auto rows = catalog.table(Table::ConfigKeys).rows;
  return std::any_of(rows.begin(), rows.end(),
                     [&](const DataRow& row) { return is_row_of_other_tool(row, lower); });
}

bool is_credential_key(const Catalog& catalog, std::string_view key) {
  const KeyName* known = catalog.key(key);
  if (known == nullptr) return false;
  switch (known->meaning) {
    case Meaning::KeyId:
    case Meaning::Secret:
    case Meaning::Token:
    case Meaning::LegacyToken:
      return true;
    default:
      return false;
  }
}

bool is_command_key(const Catalog& catalog, std::string_view key) {
  return catalog.table(Table::CommandConfigKeys).find(to_lower(key)) != nullptr;
}

}  // namespace credlint
