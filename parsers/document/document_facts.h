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

/// Adds what a file in blocks (HCL) says beside what the reader of its language told before.
void add_block_settings(const ParseInput& input, FactWriter& writer);

/// Reads a text within a file as a file of that name; all of it belongs to one scope. Without a
/// name, what it holds says who reads it. `depth`: texts around it.
void read_text_within(const ParseInput& input, DocumentSyntax syntax, std::string_view name,
                      const MappedText& text, ScopeId scope, FactWriter& writer, int depth);

}  // namespace credlint
