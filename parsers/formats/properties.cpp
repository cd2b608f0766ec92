// SPDX-License-Identifier: MIT
#include "parsers/document/document_facts.h"

namespace credlint::parsers {

void parse_properties(const ParseInput& input, FactWriter& writer) {
  parse_document(input, DocumentSyntax::Properties, writer);
}

}  // namespace credlint::parsers
