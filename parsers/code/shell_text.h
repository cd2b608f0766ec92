// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "parsers/code/code_model.h"
#include "parsers/document/mapped_text.h"

namespace credlint {

/// What a shell makes of a quoted word: its text without quotes and escapes. What is filled in is
/// not known. Empty for nodes of another kind.
MappedText text_in_shell(TSNode node, const CodeModel& model);
/// The same for a here document.
MappedText text_in_shell(const CodeModel::DocumentSite& document, const CodeModel& model);

/// What begins with the sign in the quoted words of a command: "provider=… region=…" of
/// -retry-join="provider=… region=…".
std::vector<MappedText> words_in_shell(TSNode command, std::string_view sign,
                                       const CodeModel& model);

/// The JSON objects among a command's words: curl -d '{"region": "eu-west-1"}'.
std::vector<MappedText> objects_in_shell(TSNode command, const CodeModel& model);

}  // namespace credlint
