// SPDX-License-Identifier: MIT
// Whole credentials of the right form that somebody made up from an example or around a word: no
// random key looks so. The words are data: made_up_words.toml in rulesets/data/.
#pragma once

#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

/// True when a key id or a secret is one of AWS's documentation with up to three characters
/// changed, left out or put in. A secret of which the end is changed alone is none: examples that
/// stand for a real one are made so.
bool is_documentation_variant(std::string_view value, const Catalog& catalog);

/// True when a key id or a secret holds a word that says that it is made up, like QUICKSTART.
bool holds_telling_word(std::string_view value, const Catalog& catalog);

}  // namespace credlint
