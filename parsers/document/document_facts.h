// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/document/document.h"
#include "parsers/document/read_document.h"
#include "parsers/parser.h"

namespace credlint {

/// Reads a whole file as a document and adds its facts: what the tools that read it find at the
/// places that their tables name (rulesets/keys/), and elsewhere what has a name of AWS's own. The
/// mapping that holds a setting is its scope, unless a table names a wider one.
void parse_document(const ParseInput& input, DocumentSyntax syntax, FactWriter& writer);

}  // namespace credlint
