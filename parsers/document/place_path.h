// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/document/document.h"

namespace credlint {

/// The keys on the way to a place, from the document's root on; lists do not count. Views into the
/// document's text.
using KeyPath = std::vector<std::string_view>;

/// Whether a key or value is one that a glob means; '*' stands for '/' as well.
bool matches_glob(std::string_view glob, std::string_view text);

/// Whether a path is one that a table of rulesets/keys/ means (PlaceRow::path). Takes time
/// proportional to their lengths, times the number of "**".
bool matches_place(std::string_view pattern, const KeyPath& path);

/// What all paths that a pattern can match end in, without separators and in lower case: the last
/// word of its last key. Empty where that can be anything.
std::string last_word(std::string_view path);

}  // namespace credlint
