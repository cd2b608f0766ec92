// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/document/mapped_text.h"
#include "parsers/parser.h"

namespace credlint {

/// Adds the facts that confirmed pattern matches make by themselves: credentials that no parser of
/// the file's format has seen (in comments, prose, logs, formats without a parser), pre-signed URLs
/// and the like, and ignore comments. Runs after the format's parser, and passes over what that has
/// searched itself.
void add_pattern_facts(const ParseInput& input, FactWriter& writer);

/// The same for a text that was taken out of the file. `program_output`: a program has printed it.
void add_pattern_facts(const ParseInput& input, const MappedText& text, bool program_output,
                       FactWriter& writer);

}  // namespace credlint
