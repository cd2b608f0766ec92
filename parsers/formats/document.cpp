// SPDX-License-Identifier: MIT
// Data files whose syntax their extension tells.
#include "parsers/document/document_facts.h"

namespace credlint::parsers {

void parse_document(const ParseInput& input, FactWriter& writer) {
  if (const auto syntax = syntax_by_extension(input.source.path()))
    credlint::parse_document(input, *syntax, writer);
}

}  // namespace credlint::parsers
