// SPDX-License-Identifier: MIT
#include "parsers/document/document_facts.h"

namespace credlint::parsers {

void parse_blocks(const ParseInput& input, FactWriter& writer) {
  parse_document(input, DocumentSyntax::Blocks, writer);
}

}  // namespace credlint::parsers
