// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/config/toml_document.h"
#include "scanner/core/catalog.h"
#include "scanner/core/result.h"

namespace credlint {

/// Where the texts of a row stand.
struct RowPlace {
  TomlPosition key;
  TomlPosition value;
  TomlPosition note;
};

/// A file of rulesets/data/ that was read: where its rows stand, in their order.
struct TableFile {
  Table table = {};
  std::string path;
  std::vector<RowPlace> rows;
};

/// The first word that the declarations of table_words.h do not know, with its place. Without
/// `rules`, ids of rules are not looked at.
Status check_words(std::span<const TableFile> files, const Catalog& catalog,
                   std::span<const std::string_view> rules);

}  // namespace credlint
