// SPDX-License-Identifier: MIT
// Names that are meant to be those of variables of the SDKs, and are not.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

/// What the name of a variable seems to be meant for.
struct NearVariable {
  const KeyName* meant = nullptr;  ///< never null
  /// All words of the right name are there. Where one is missing, only what stands beside it tells
  /// that the name is not a program's own.
  bool whole = true;
};

/// The variable of the SDKs that a misspelt name means: letters mistaken, words in another order,
/// doubled, joined or mixed with those of its neighbours. Nothing for names that some table knows,
/// for plurals and numbered names ("AWS_REGIONS", "AWS_ACCESS_KEY_ID_2"), and where a word has
/// nothing to do with the name meant ("AWS_S3_REGION").
std::optional<NearVariable> near_variable(const Catalog& catalog, std::string_view name);

/// What a variable means: as Catalog::variable, or that of the name that it seems meant for.
const KeyName* variable_or_near(const Catalog& catalog, std::string_view name);

}  // namespace credlint
