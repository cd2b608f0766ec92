// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "parsers/code/language.h"
#include "parsers/code/syntax_tree.h"

namespace credlint {

/// A shell's text without the backslashes and line breaks in the middle of its words, which the
/// shell takes out before it reads anything; grammars end the word there. Absent where there are
/// none, and for other languages.
std::optional<MappedText> join_lines(const Language& language, const SourceText& source,
                                     TSNode root);

}  // namespace credlint
