// SPDX-License-Identifier: MIT
// Variables whose value is a text of its own: a connection as a URI or as JSON, options of a JVM.
#pragma once

#include <string_view>

#include "parsers/document/mapped_text.h"
#include "parsers/parser.h"

namespace credlint {

/// Adds what the value of a variable says within. Does nothing for a plain value. `depth`: texts
/// around it.
void read_variable_text(const ParseInput& input, std::string_view name, const MappedText& text,
                        ScopeId scope, FactWriter& writer, int depth = 0);

}  // namespace credlint
