// SPDX-License-Identifier: MIT
#include "scanner/core/catalog.h"

#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_separator(char c) { return c == '_' || c == '-' || c == '.'; }

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (true) {
    while (i < a.size() && is_separator(a[i])) ++i;
    while (j < b.size() && is_separator(b[j])) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (to_lower(a[i++]) != to_lower(b[j++])) return false;
  }
}

const DataRow* DataTable::find(std::string_view key) const {
  for (const DataRow& row : rows) {
    if (row.key == key) return &row;
  }
  return nullptr;
}

const ToolRow* Catalog::tool(std::string_view id) const {
  for (const ToolRow& row : tools) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

const LanguageRow* Catalog::language(std::string_view id) const {
  for (const LanguageRow& row : languages) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

const KeyName* Catalog::key(std::string_view name) const {
  for (const KeyName& candidate : keys) {
    if (candidate.environment ? candidate.name == name : same_name(candidate.name, name)) {
      return &candidate;
    }
  }
  return nullptr;
}

const KeyName* Catalog::variable(std::string_view name) const {
  for (const KeyName& candidate : keys) {
    if (candidate.environment && candidate.name == name) return &candidate;
  }
  return nullptr;
}

}  // namespace credlint
