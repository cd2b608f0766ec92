// SPDX-License-Identifier: MIT
// Scripts and commands in data files, for the reader of their language.
#pragma once

#include <string_view>
#include <vector>

#include "parsers/document/document.h"
#include "parsers/parser.h"

namespace credlint {

/// The text of a script, and where its scalars are.
struct WrittenScript {
  MappedText text;
  std::vector<Document::Index> scalars;
};

/// A scalar, or the scalars of a list, one a line. Lists in it are a part of it, and an alias is
/// what it stands for, unless that was `told` already. Empty for mappings.
WrittenScript script_text(const Document& document, Document::Index node,
                          const std::vector<bool>& told);

/// A script with a word of unknown value for what is put in before a shell sees it: "$name",
/// "${…}". What has a backslash before it is the shell's.
MappedText filled_text(const MappedText& script);

/// The command line of a program and its arguments: a scalar, or the words of a list; aliases as in
/// a script. `program` is the key beside the node that holds the program; what stands there is put
/// before the arguments, unless it has options of its own, which are read in their place.
WrittenScript command_text(const Document& document, Document::Index node,
                           const std::vector<bool>& told, std::string_view program = {});

/// The shell or language that runs the script at a node (the name of an interpreter): what the
/// settings around it say (PlaceRow::shell), or its key, when that is the name of one.
std::string_view interpreter_of(const Document& document, Document::Index node,
                                const PlaceRow& place, const Catalog& catalog);

/// Adds the facts of a script. What the CI system replaces is a word of unknown value.
/// `interpreter` is empty for the shell that is used where none is named.
void read_document_script(const ParseInput& input, const MappedText& script,
                          std::string_view interpreter, ScopeId scope, FactWriter& writer);

}  // namespace credlint
