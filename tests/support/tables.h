// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

#include "scanner/core/catalog.h"
#include "tests/support/temp_tree.h"

namespace credlint::test {

/// All tables of a catalog: those given, by their names, the others without rows.
inline std::vector<DataTable> tables_with(std::initializer_list<DataTable> some) {
  std::vector<DataTable> all(std::size(kTableNames));
  for (const DataTable& table : some)
    all.at(static_cast<std::size_t>(std::ranges::find(kTableNames, table.name) -
                                    std::begin(kTableNames))) = table;
  return all;
}

/// Writes every file of data/, without rows.
inline void write_empty_tables(const TempTree& tree) {
  for (const std::string_view name : kTableNames)
    tree.write("data/" + std::string(name) + ".toml", "source = \"s\"\nchecked = \"2026-01-01\"\n");
}

}  // namespace credlint::test
