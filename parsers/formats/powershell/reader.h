// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/document/mapped_text.h"
#include "parsers/parser.h"

namespace credlint::powershell {

/// Adds the facts of a script without what it is wrapped in. `row` is the language's row; `top` is
/// the scope of what stands outside functions.
void read_script(const ParseInput& input, const LanguageRow& row, const MappedText& script,
                 ScopeId top, FactWriter& writer);

}  // namespace credlint::powershell
