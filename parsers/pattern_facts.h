// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/parser.h"

namespace credlint {

/// Adds the facts that confirmed pattern matches make by themselves: credentials that no parser of
/// the file's format has seen (in comments, prose, logs, formats without a parser), pre-signed URLs
/// and the like, and ignore comments. Runs after the format's parser.
void add_pattern_facts(const ParseInput& input, FactWriter& writer);

}  // namespace credlint
