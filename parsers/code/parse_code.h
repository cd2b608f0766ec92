// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "parsers/parser.h"

namespace credlint {

/// Reads source code of a language through its queries (rulesets/languages/<id>/) and adds facts. Large
/// files are read in windows around the hits. Returns the bytes given to tree-sitter.
std::size_t parse_code(const LanguageRow& language, const ParseInput& input, FactWriter& writer);

}  // namespace credlint
